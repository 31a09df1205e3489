"""Test data by what it means. Say only what the test is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import factory
import wagtail_factories
from django.conf import settings
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from directory.models import (
    CaseWorker,
    CenterCommunity,
    CenterIndexPage,
    CenterPage,
    CenterService,
    Coordinator,
    Editor,
    HoursException,
    OriginCommunity,
    Place,
    Service,
    TargetGroup,
)
from portal.models import HomePage, StandardPage, User

INDEXING = "modelsearch.signal_handlers"
PASSWORD = "довгий і дивний пароль"


@contextmanager
def unindexed() -> Iterator[None]:
    """Leave out what Wagtail keeps for its admin's search and for «used in»: it takes long, and no test asks of it."""
    with disable_reference_index_auto_update(), patch(f"{INDEXING}.insert_or_update_object_task"):
        yield


def locale(code: str = settings.LANGUAGE_CODE) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def home() -> HomePage:
    """The Ukrainian home page of the default site; made when it is not there yet, with its English one."""
    if found := HomePage.objects.filter(locale=locale()).first():
        return found
    root = Page.get_first_root_node()
    page = root.add_child(instance=HomePage(title="Центри життєстійкості", slug="portal", locale=locale()))
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=page, is_default_site=True)
    english(page)
    return page


def english(page: Page, **fields: Any) -> Page:
    """A published English translation of the page."""
    with unindexed():
        twin = page.copy_for_translation(locale("en"), copy_parents=True)
        for name, value in {"live": True, **fields}.items():
            setattr(twin, name, value)
        twin.save()
    return twin


def center_index() -> CenterIndexPage:
    if found := CenterIndexPage.objects.filter(locale=locale()).first():
        return found
    index = home().add_child(instance=CenterIndexPage(title="Центри", slug="centers", locale=locale()))
    english(index, title="Centres")
    return index


class PlaceFactory(factory.django.DjangoModelFactory):
    """A village with a point of its own; of another kind by `kind`."""

    class Meta:
        model = Place
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"UA99{n:015d}")
    kind = Place.Kind.VILLAGE
    name = factory.Sequence(lambda n: f"Село{n}")
    latitude, longitude, own_point = 49.5, 31.5, True


def oblast(code: str = "UA46000000000026241", name: str = "Львівська") -> Place:
    return PlaceFactory(code=code, kind="O", name=name, latitude=49.84, longitude=24.03, own_point=False)


def community(name: str = "Рогатинська", **fields: Any) -> Place:
    """A community with its raion in an oblast (Lviv's unless `oblast` says otherwise)."""
    region = fields.pop("oblast", None) or oblast()
    raion = PlaceFactory(kind="P", name=f"{name[:-3]}ський", parent=region, oblast=region, own_point=False)
    values = {"latitude": 49.41, "longitude": 24.61, **fields}
    return PlaceFactory(
        kind="H", name=name, parent=raion, raion=raion, oblast=region, own_point=False, **values
    )


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence("worker{}".format)
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password(PASSWORD)


class CenterPageFactory(wagtail_factories.PageFactory):
    """A live, open center at an address of its own in Lviv, of which nothing else is known.

    Lists become what belongs to the center: `services` and `groups` (slugs), `communities`, `origins` (places),
    `exceptions` (dicts). `access` takes {code: answer}. `taking_requests` brings the switch and a case worker.
    """

    class Meta:
        model = CenterPage
        exclude = ("recorded",)

    class Params:
        unlocated = factory.Trait(latitude=None, longitude=None)

    parent = factory.LazyFunction(center_index)
    title = factory.Sequence("Центр {}".format)
    slug = factory.Sequence("center-{}".format)
    locale = factory.LazyFunction(locale)
    oblast = factory.LazyFunction(oblast)
    latitude, longitude = 49.8397, 24.0297

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: dict[str, Any]) -> Any:
        lists = {
            name: kwargs.pop(name, [])
            for name in ("services", "groups", "communities", "origins", "exceptions")
        }
        taking = kwargs.pop("taking_requests", False)
        kwargs["access"] = {code: {"answer": answer} for code, answer in kwargs.pop("access", {}).items()}
        center = model_class(takes_requests=kwargs.pop("takes_requests", taking), **kwargs)
        center.offers = [CenterService(service=Service.objects.get(slug=slug)) for slug in lists["services"]]
        center.communities = [CenterCommunity(place=place) for place in lists["communities"]]
        center.origin_communities = [OriginCommunity(place=place) for place in lists["origins"]]
        center.exceptions = [HoursException(**fields) for fields in lists["exceptions"]]
        center.groups = list(TargetGroup.objects.filter(slug__in=lists["groups"]))
        with unindexed():
            if parent:
                parent.add_child(instance=center)
            else:
                model_class.add_root(instance=center)
        if taking:
            CaseWorker.objects.create(user=UserFactory(), center=center)
        return center


class PageFactory(wagtail_factories.PageFactory):
    """A page below another."""

    class Meta:
        abstract = True

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: dict[str, Any]) -> Any:
        with unindexed():
            return super()._create_instance(model_class, parent, kwargs)


class StandardPageFactory(PageFactory):
    class Meta:
        model = StandardPage

    parent = factory.LazyFunction(home)
    title = factory.Sequence("Сторінка {}".format)
    locale = factory.LazyFunction(locale)


def case_worker_of(*centers: CenterPage, **fields: Any) -> User:
    user = UserFactory(**fields)
    for center in centers:
        CaseWorker.objects.create(user=user, center=center)
    return user


def coordinator_of(region: Place, **fields: Any) -> User:
    user = UserFactory(**fields)
    Coordinator.objects.create(user=user, oblast=region)
    return user


def editor_of(*centers: CenterPage, **fields: Any) -> User:
    user = UserFactory(**fields)
    for center in centers:
        Editor.objects.create(user=user, center=center)
    return user
