"""Who may do what in the admin: a table of objects and actions, each cell of which is walked for every role."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from directory.models import CenterPage, Hotline, Place, Service
from portal.models import PortalImage, PortalSettings, User
from tests.directory.roles import World, event_of, new_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return new_world()


def page(action: str, find: Callable[[World], Page]) -> Callable[[World], str]:
    return lambda world: reverse(f"wagtailadmin_pages:{action}", args=[find(world).pk])


def add(model: str, find: Callable[[World], Page]) -> Callable[[World], str]:
    app, _dot, name = model.partition(".")
    return lambda world: reverse("wagtailadmin_pages:add", args=[app, name, find(world).pk])


def snippets(model: str, action: str = "list") -> Callable[[World], str]:
    return lambda world: reverse(f"wagtailsnippets_directory_{model}:{action}")


def snippet(model: type[Any], action: str) -> Callable[[World], str]:
    name = f"wagtailsnippets_directory_{model._meta.model_name}:{action}"
    return lambda world: reverse(name, args=[model.objects.first().pk])


def event(action: str, find: Callable[[World], Any]) -> Callable[[World], str]:
    return lambda world: reverse(f"wagtailsnippets_directory_event:{action}", args=[event_of(find(world)).pk])


def image(find: Callable[[World], PortalImage]) -> Callable[[World], str]:
    return lambda world: reverse("wagtailimages:edit", args=[find(world).pk])


def translate(find: Callable[[World], Page]) -> Callable[[World], str]:
    return lambda world: reverse("wagtail_localize:submit_page_translation", args=[find(world).pk])


def settings() -> Callable[[World], str]:
    return lambda world: reverse(
        "wagtailsettings:edit", args=["portal", "portalsettings", PortalSettings.load().pk]
    )


def plain(name: str, *args: Any) -> Callable[[World], str]:
    return lambda world: reverse(name, args=args)


EVERYONE = "ministry coordinator editor case_worker translator"

# What is asked, the address of its form, and who gets it; everyone else is turned away.
FORMS: list[tuple[str, Callable[[World], str], str]] = [
    ("the admin's home", plain("wagtailadmin_home"), EVERYONE),
    ("edit the own center", page("edit", lambda w: w.own), "ministry coordinator editor"),
    ("edit another center of the oblast", page("edit", lambda w: w.neighbour), "ministry coordinator"),
    ("edit a center elsewhere", page("edit", lambda w: w.elsewhere), "ministry"),
    (
        "say that the own center is closed today",
        lambda w: reverse("today:center", args=[w.own.pk]),
        "ministry coordinator editor case_worker",
    ),
    (
        "say that another center of the oblast is closed today",
        lambda w: reverse("today:center", args=[w.neighbour.pk]),
        "ministry coordinator",
    ),
    (
        "say that a center elsewhere is closed today",
        lambda w: reverse("today:center", args=[w.elsewhere.pk]),
        "ministry",
    ),
    ("what to check", plain("checks:list"), "ministry coordinator editor"),
    ("reports of errors", plain("error_reports:list"), "ministry coordinator editor"),
    ("how hours that are typed are read", plain("directory_hours_reading"), EVERYONE),
    ("list events", snippets("event"), "ministry coordinator editor"),
    ("add an event", snippets("event", "add"), "ministry coordinator editor"),
    ("change an event of the own center", event("edit", lambda w: w.own), "ministry coordinator editor"),
    ("see what it was before", event("history", lambda w: w.own), "ministry coordinator editor"),
    ("see more of that", event("history_results", lambda w: w.own), "ministry coordinator editor"),
    ("see where it is used", event("usage", lambda w: w.own), "ministry coordinator editor"),
    ("change an event of another center of the oblast", event("edit", lambda w: w.neighbour), "ministry coordinator"),
    ("see what an event elsewhere was before", event("history", lambda w: w.elsewhere), "ministry"),
    ("see more of that elsewhere", event("history_results", lambda w: w.elsewhere), "ministry"),
    ("see where an event elsewhere is used", event("usage", lambda w: w.elsewhere), "ministry"),
    ("list centers", plain("centers:index"), "ministry coordinator editor translator"),
    ("list more centers", plain("centers:index_results"), "ministry coordinator editor translator"),
    ("list more places", snippets("place", "list_results"), "ministry"),
    ("see the drafts of the own center", page("history", lambda w: w.own), "ministry coordinator editor"),
    ("see the drafts of another", page("history", lambda w: w.neighbour), "ministry coordinator"),
    ("unpublish the own center", page("unpublish", lambda w: w.own), "ministry coordinator"),
    ("unpublish a center elsewhere", page("unpublish", lambda w: w.elsewhere), "ministry"),
    ("delete the own center", page("delete", lambda w: w.own), "ministry coordinator"),
    ("delete a center elsewhere", page("delete", lambda w: w.elsewhere), "ministry"),
    ("move the own center", page("move", lambda w: w.own), "ministry coordinator"),
    ("edit the list of centers", page("edit", lambda w: w.own.get_parent()), "ministry"),
    ("add a center", add("directory.centerpage", lambda w: w.own.get_parent()), "ministry"),
    ("edit a center in English", page("edit", lambda w: w.english), "ministry translator"),
    ("edit the English home page", page("edit", lambda w: w.english.get_parent().get_parent()), "ministry translator"),
    ("add an English page", add("portal.standardpage", lambda w: w.english.get_parent().get_parent()), "ministry"),
    ("edit the home page", page("edit", lambda w: w.text.get_parent()), "ministry"),
    ("edit an article", page("edit", lambda w: w.article), "ministry"),
    ("unpublish an article", page("unpublish", lambda w: w.article), "ministry"),
    ("add an article", add("news.newspage", lambda w: w.article.get_parent()), "ministry"),
    ("edit a page of text", page("edit", lambda w: w.text), "ministry"),
    ("add a page of text", add("portal.standardpage", lambda w: w.text.get_parent()), "ministry"),
    ("send a page for translation", translate(lambda w: w.neighbour), "ministry translator"),
    ("list services", snippets("service"), "ministry"),
    ("add a service", snippets("service", "add"), "ministry"),
    ("edit a service", snippet(Service, "edit"), "ministry"),
    ("delete a service", snippet(Service, "delete"), "ministry"),
    ("list target groups", snippets("targetgroup"), "ministry"),
    ("list needs", snippets("need"), "ministry"),
    ("add a hotline", snippets("hotline", "add"), "ministry"),
    ("edit a hotline", snippet(Hotline, "edit"), "ministry"),
    ("add a holiday", snippets("holiday", "add"), "ministry"),
    ("list places", snippets("place"), "ministry"),
    ("hide the centers of a place", snippet(Place, "edit"), "ministry"),
    ("add a place", snippets("place", "add"), ""),
    ("delete a place", snippet(Place, "delete"), ""),
    ("name an editor", snippets("editor", "add"), "ministry"),
    ("name a case worker", snippets("caseworker", "add"), "ministry"),
    ("name a coordinator", snippets("coordinator", "add"), "ministry"),
    ("list accounts", plain("wagtailusers_users:index"), "ministry"),
    ("add an account", plain("wagtailusers_users:add"), "ministry"),
    ("edit an account", lambda w: reverse("wagtailusers_users:edit", args=[w.users["editor"].pk]), "ministry"),
    ("delete an account", lambda w: reverse("wagtailusers_users:delete", args=[w.users["editor"].pk]), ""),
    ("change the roles", plain("wagtailusers_groups:index"), ""),
    ("change the workflow", plain("wagtailadmin_workflows:index"), ""),
    ("change collections", plain("wagtailadmin_collections:index"), ""),
    ("change the site", plain("wagtailsites:index"), ""),
    ("change redirects", plain("wagtailredirects:index"), "ministry"),
    ("change the settings", settings(), "ministry"),
    ("list pictures", plain("wagtailimages:index"), "ministry coordinator editor"),
    ("add a picture", plain("wagtailimages:add"), "ministry coordinator editor"),
    ("edit a picture of the own center", image(lambda w: w.own_image), "ministry coordinator editor"),
    ("edit a picture of another community", image(lambda w: w.other_image), "ministry"),
    ("edit a picture of the ministry", image(lambda w: w.shared_image), "ministry"),
]  # fmt: skip


@pytest.mark.shown
def test_forms_open_for_whom_the_table_says(world: World, sign_in: Callable[..., Client]) -> None:
    Hotline.objects.create(number="15 47", name="Лінія", name_en="Line")
    wrong = []
    for role, user in world.users.items():
        client = sign_in(user)
        for what, address, allowed in FORMS:
            answer = client.get(address(world))
            opened = answer.status_code == 200
            assert opened or answer.status_code in (302, 403, 404), (what, role, answer.status_code)
            if opened != (role in allowed.split()):
                wrong.append(f"{role}: {what}: {answer.status_code}")
    assert wrong == []


# What is done, and who may do it.
DEEDS: list[tuple[str, Callable[[World], Page], str, str]] = [
    ("publish the own center", lambda w: w.own, "can_publish", "ministry coordinator"),
    ("publish another center of the oblast", lambda w: w.neighbour, "can_publish", "ministry coordinator"),
    ("publish a center elsewhere", lambda w: w.elsewhere, "can_publish", "ministry"),
    ("publish a translated center", lambda w: w.english, "can_publish", "ministry translator"),
    ("publish an article", lambda w: w.article, "can_publish", "ministry"),
    ("publish a page of text", lambda w: w.text, "can_publish", "ministry"),
    (
        "submit the own center",
        lambda w: w.own,
        "can_edit can_submit_for_moderation",
        "ministry coordinator editor",
    ),
    (
        "submit another center",
        lambda w: w.neighbour,
        "can_edit can_submit_for_moderation",
        "ministry coordinator",
    ),
    ("lock the own center", lambda w: w.own, "can_lock", "ministry coordinator"),
    ("make the own center private", lambda w: w.own, "can_set_view_restrictions", "ministry coordinator"),
    (
        "put pages below the home page in order",
        lambda w: w.text.get_parent(),
        "can_reorder_children",
        "ministry",
    ),
]


def test_deeds_are_for_whom_the_table_says(world: World) -> None:
    wrong = []
    for role, user in world.users.items():
        for what, find, questions, allowed in DEEDS:
            tester = find(world).specific.permissions_for_user(user)
            if all(getattr(tester, each)() for each in questions.split()) != (role in allowed.split()):
                wrong.append(f"{role}: {what}")
    assert wrong == []


def test_an_editor_explores_the_own_page_alone(world: World, sign_in: Callable[..., Client]) -> None:
    client = sign_in(world.users["editor"])
    listed = client.get(reverse("centers:index")).content.decode()
    assert world.own.title in listed
    assert world.neighbour.title not in listed
    assert world.elsewhere.title not in listed


def test_an_editor_chooses_pictures_of_the_own_community_alone(
    world: World, sign_in: Callable[..., Client]
) -> None:
    answer = sign_in(world.users["editor"]).get(reverse("wagtailimages_chooser:choose"))
    offered = {picture.title for picture in answer.context["results"]}
    assert offered == {"own"}


def test_only_the_ministry_adds_a_center_by_copying_one(world: World, sign_in: Callable[..., Client]) -> None:
    index = world.own.get_parent()
    form = {"new_title": "Копія", "new_slug": "copy", "new_parent_page": index.pk}
    made = {}
    for role, user in world.users.items():
        sign_in(user).post(reverse("wagtailadmin_pages:copy", args=[world.own.pk]), form)
        made[role] = CenterPage.objects.filter(slug="copy").delete()[0] > 0
    assert made == {role: role == "ministry" for role in world.users}


def test_only_the_ministry_says_in_which_oblast_a_center_is(world: World) -> None:
    form_class = CenterPage.get_edit_handler().get_form_class()
    forms = {role: form_class(instance=world.own, for_user=user) for role, user in world.users.items()}
    assert {role for role, form in forms.items() if "oblast" in form.fields} == {"ministry"}


def test_the_ministry_sets_no_password_of_a_superuser(world: World, sign_in: Callable[..., Client]) -> None:
    chief = User.objects.create_superuser("chief", "chief@example.org", "пароль, якого ніхто не вгадає")
    client = sign_in(world.users["ministry"])
    assert client.get(reverse("wagtailusers_users:edit", args=[chief.pk])).status_code in (302, 403)


def test_no_one_outside_is_let_in(world: World, client: Client) -> None:
    for _what, address, _allowed in FORMS:
        Hotline.objects.get_or_create(number="15 47", name="Лінія", name_en="Line")
        assert client.get(address(world)).status_code == 302
