"""The gazetteer: every unit of the КАТОТТГ, and what people call it."""

from typing import Any, Literal, Self

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.gazetteer import PlaceQuerySet
from directory.geo import Point
from directory.regions import region


class KeyField(models.CharField):
    """Folded text that compares by code point on every database, so that a prefix is a range of the index."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        return super().db_parameters(connection) | {
            "collation": "C" if connection.vendor == "postgresql" else None
        }


class Place(models.Model):
    """A unit of the КАТОТТГ, the register of administrative units and territories of communities.

    Its point is WGS 84. The point of a unit that is not a settlement is its administrative center's, the point of a
    city district its city's, and a settlement whose own point is not known has that of its community.
    """

    class Kind(models.TextChoices):
        OBLAST = "O", _("oblast")
        CITY_REGION = "K", _("city with special status")
        RAION = "P", _("raion")
        COMMUNITY = "H", _("community")
        CITY = "M", _("city")
        TOWN = "X", _("town")
        VILLAGE = "C", _("village")
        DISTRICT = "B", _("city district")

    code = models.CharField(_("code"), max_length=19, primary_key=True)
    kind = models.CharField(_("kind"), max_length=1, choices=Kind)
    name = models.CharField(_("name"), max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    oblast = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    raion = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    community = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    center = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    own_point = models.BooleanField(_("has a point of its own"), default=False)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    hide_centers = models.BooleanField(
        _("hide exact addresses of centers here"),
        default=False,
        help_text=_("Then the public sees no more of a center here than its community."),
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name", "code"]
        indexes = [
            models.Index(fields=["kind", "name"], name="place_kind_name"),
            models.Index(fields=["code"], condition=models.Q(hide_centers=True), name="place_hidden"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def point(self) -> Point | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)

    @property
    def precision(self) -> Literal["settlement", "community"]:
        """How exact `point` is: a settlement's own point, or only the community's (or city's) center."""
        return "settlement" if self.own_point and self.kind in SETTLEMENTS else "community"

    @property
    def label(self) -> str:
        """The Ukrainian name with its kind in words: «м. Львів», «село Іванівка», «Рогатинська громада»."""
        if self.kind == self.Kind.OBLAST and " " in self.name:  # the Autonomous Republic of Crimea
            return self.name
        return KIND_WORDS[self.Kind(self.kind)].format(self.name)

    @property
    def local_label(self) -> str:
        """The label in the language of the page, if this is a region; other places have Ukrainian names alone."""
        if get_language() == "en" and self.kind in (self.Kind.OBLAST, self.Kind.CITY_REGION):
            known = region(self.code)
            return known.name_en if known else self.label
        return self.label

    @property
    def where(self) -> str:
        """What lies above, smallest first: «Калуський район, Івано-Франківська область»; empty for a region."""
        return self._labels(self.parent if self.kind == self.Kind.DISTRICT else self.raion, self.oblast)

    @property
    def where_exactly(self) -> str:
        """The same with the community, which tells places of one name in one raion apart."""
        return self._labels(
            self.community, self.parent if self.kind == self.Kind.DISTRICT else self.raion, self.oblast
        )

    def _labels(self, *units: Self | None) -> str:
        return ", ".join(dict.fromkeys(unit.label for unit in units if unit and unit.pk != self.pk))


KIND_WORDS = {
    Place.Kind.OBLAST: "{} область",
    Place.Kind.CITY_REGION: "м. {}",
    Place.Kind.RAION: "{} район",
    Place.Kind.COMMUNITY: "{} громада",
    Place.Kind.CITY: "м. {}",
    Place.Kind.TOWN: "селище {}",
    Place.Kind.VILLAGE: "село {}",
    Place.Kind.DISTRICT: "{} район",
}
SETTLEMENTS = frozenset({Place.Kind.CITY_REGION, Place.Kind.CITY, Place.Kind.TOWN, Place.Kind.VILLAGE})


class PlaceKey(models.Model):
    """A spelling by which a place is found, folded by `directory.place_names.fold`; `load_places` writes them.

    `skeleton` is what its cases have in common; `weight` its place in every list of keys (`gazetteer.ranking`).
    """

    class Type(models.TextChoices):
        CURRENT = "current", _("current name")
        OLD = "old", _("old name")
        RUSSIAN = "russian", _("Russian spelling")
        LATIN = "latin", _("Latin spelling")
        OTHER = "other", _("other spelling")

    place = models.ForeignKey(Place, models.CASCADE, related_name="keys")
    key = KeyField(max_length=120)
    type = models.CharField(max_length=7, choices=Type)
    skeleton = KeyField(max_length=60)
    weight = models.PositiveBigIntegerField()

    class Meta:
        # Made so that an index alone answers what begins with some letters, and what has some consonants.
        constraints = [models.UniqueConstraint(fields=["key", "weight", "place"], name="place_key")]
        indexes = [
            models.Index(fields=["skeleton", "key", "type", "weight", "place"], name="place_key_skeleton")
        ]

    def __str__(self) -> str:
        return self.key


class PlaceName(models.Model):
    """A Cyrillic spelling of a possible origin, numbered by length: where a misspelt name is looked for."""

    number = models.PositiveIntegerField(primary_key=True)
    key = KeyField(max_length=120)

    def __str__(self) -> str:
        return self.key


class PlaceGram(models.Model):
    """A piece of letters and the numbers of the names that have it, packed by `directory.gazetteer.sharing`."""

    gram = KeyField(max_length=4, primary_key=True)
    names = models.BinaryField()

    def __str__(self) -> str:
        return self.gram
