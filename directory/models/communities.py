"""Which communities a center stands in, serves, or comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from directory.models.places import Place


class CommunityLink(Orderable):
    place = models.ForeignKey(
        Place,
        verbose_name=_("community"),
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind": "H"},
    )

    class Meta(Orderable.Meta):
        abstract = True


class CenterCommunity(CommunityLink):
    """A community in which the center stands or which it serves; the first gives the position."""

    center = ParentalKey("directory.CenterPage", on_delete=models.CASCADE, related_name="communities")

    class Meta(CommunityLink.Meta):
        constraints = [models.UniqueConstraint(fields=["center", "place"], name="center_community_once")]


class OriginCommunity(CommunityLink):
    """A community that a relocated center belongs to, wherever it stands."""

    center = ParentalKey("directory.CenterPage", on_delete=models.CASCADE, related_name="origin_communities")

    class Meta(CommunityLink.Meta):
        constraints = [models.UniqueConstraint(fields=["center", "place"], name="center_origin_once")]
