"""The lists of the admin: centers, the words by which they are found, and the people who work there."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.template.defaultfilters import yesno
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import SubmitForModerationMenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import IndexView as PageIndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from directory.models import (
    CaseWorker,
    CenterPage,
    CooperatingBody,
    Coordinator,
    Editor,
    Holiday,
    Hotline,
    Need,
    Place,
    PublishedFigure,
    Service,
    TargetGroup,
)

MOST_FOUND = 100


class YesOrNo(Column):
    """A field that is true or false, in words."""

    def __init__(self, model: type[models.Model], name: str) -> None:
        field: Any = model._meta.get_field(name)
        super().__init__(name, label=capfirst(field.verbose_name), sort_key=name)

    def get_value(self, instance: models.Model) -> str:
        return str(yesno(super().get_value(instance)))


class CenterIndex(PageIndexView):
    def get_base_queryset(self) -> models.QuerySet[CenterPage]:
        return super().get_base_queryset().prefetch_related("oblast")  # a join would get lost on the way


class CenterListing(PageListingViewSet):
    model = CenterPage
    index_view_class = CenterIndex
    icon = "home"
    menu_label = _("Centres")
    menu_order = 110
    add_to_admin_menu = True
    list_display = ["title", "oblast", "status", "verified_on"]
    list_filter = {
        "status": ["exact"],
        "oblast": ["exact"],
        "takes_requests": ["exact"],
        "verified_on": ["lte"],
    }
    list_export = ["title", "slug", "oblast", "status", "verified_on"]


class SubmitItem(SubmitForModerationMenuItem):
    """Wagtail writes “Submit to …” with the name of the workflow as it is, which no language with cases forgives."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {**super().get_context_data(parent_context), "label": _("Submit for approval")}


def names() -> list[Any]:
    return [FieldRowPanel(["name", "name_en"]), "slug", "sort_order"]


def hints() -> list[Any]:
    return [FieldRowPanel(["hint", "hint_en"])]


class ServiceViewSet(SnippetViewSet):
    model = Service
    icon = "tag"
    list_display = ["name", YesOrNo(Service, "core"), "slug"]
    panels = [*names(), "core", *hints(), "phrases"]


class TargetGroupViewSet(SnippetViewSet):
    model = TargetGroup
    icon = "group"
    list_display = ["name", "slug"]
    panels = [*names(), "phrases"]


class NeedViewSet(SnippetViewSet):
    model = Need
    icon = "help"
    list_display = ["name", "service", "slug"]
    panels = [*names(), FieldPanel("service", widget=forms.Select), *hints(), "phrases"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Need]:
        return Need.objects.select_related("service")


class CooperatingBodyViewSet(SnippetViewSet):
    model = CooperatingBody
    icon = "group"
    list_display = ["name", "kind", "phone"]
    list_filter = ["kind"]
    search_fields = ["name"]
    panels = [FieldRowPanel(["name", "name_en"]), "kind", FieldRowPanel(["website", "phone"])]


class HotlineViewSet(SnippetViewSet):
    model = Hotline
    icon = "mobile-alt"
    list_display = ["number", "name", YesOrNo(Hotline, "shown"), "checked_on"]
    panels = [
        "number",
        FieldRowPanel(["name", "name_en"]),
        FieldRowPanel(["hours", "hours_en"]),
        FieldRowPanel(["audience", "audience_en"]),
        "emergency",
        FieldRowPanel(["source_url", "checked_on"]),
        FieldRowPanel(["shown", "sort_order"]),
    ]


class HolidayViewSet(SnippetViewSet):
    model = Holiday
    icon = "date"
    list_display = ["day", "name"]
    panels = ["day", FieldRowPanel(["name", "name_en"])]


class FigureViewSet(SnippetViewSet):
    model = PublishedFigure
    icon = "list-ol"
    list_display = ["number", "what", "oblast", "as_of", YesOrNo(PublishedFigure, "shown")]
    list_filter = ["shown", "oblast"]
    panels = [
        FieldRowPanel(["number", "more_than"]),
        FieldRowPanel(["what", "what_en"]),
        FieldPanel("oblast", widget=forms.Select),
        FieldRowPanel(["as_of", "only_year"]),
        "source_url",
        "shown",
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[PublishedFigure]:
        return PublishedFigure.objects.select_related("oblast")


class PlaceIndex(IndexView):
    def search_queryset(self, queryset: models.QuerySet[Place]) -> models.QuerySet[Place]:
        """By the name as people type it, as everywhere on the site; an oblast by the beginning of its name."""
        if not self.is_searching:
            return queryset
        found = [place.pk for place in Place.objects.suggest(self.search_query, MOST_FOUND)]
        return queryset.filter(models.Q(pk__in=found) | models.Q(name__istartswith=self.search_query))


class PlaceChooserOfSnippets(SnippetChooserViewSet):
    register_widget = False  # a field says which kinds it takes: see directory.editing.places


class PlaceViewSet(SnippetViewSet):
    """Where centers are hidden; everything else about places is the gazetteer's."""

    model = Place
    icon = "site"
    index_view_class = PlaceIndex
    chooser_viewset_class = PlaceChooserOfSnippets
    menu_label = _("Hidden addresses")
    list_display = ["label", "where", YesOrNo(Place, "hide_centers")]
    list_filter = ["hide_centers", "kind"]
    search_fields = ["name"]
    ordering = ["-hide_centers", "kind", "name"]
    panels = [FieldPanel("code", read_only=True), FieldPanel("name", read_only=True), "hide_centers"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Place]:
        return Place.objects.with_units().filter(kind__in=["O", "K", "H"])


class VocabularyGroup(SnippetViewSetGroup):
    items = (
        ServiceViewSet,
        TargetGroupViewSet,
        NeedViewSet,
        CooperatingBodyViewSet,
        HotlineViewSet,
        HolidayViewSet,
        FigureViewSet,
        PlaceViewSet,
    )
    menu_label = _("Vocabularies")
    menu_icon = "list-ul"
    menu_order = 120


class PersonViewSet(SnippetViewSet):
    """Assignments are made and taken back; a wrong one is taken back and made anew."""

    icon = "user"
    search_fields = ["user__username", "user__last_name"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return self.model.objects.select_related(*self.list_display)


class EditorViewSet(PersonViewSet):
    model = Editor
    list_display = ["user", "center"]
    panels = [FieldPanel("user", widget=forms.Select), "center"]


class CaseWorkerViewSet(PersonViewSet):
    model = CaseWorker
    list_display = ["user", "center"]
    panels = [FieldPanel("user", widget=forms.Select), "center"]


class CoordinatorViewSet(PersonViewSet):
    model = Coordinator
    list_display = ["user", "oblast"]
    panels = [FieldPanel("user", widget=forms.Select), FieldPanel("oblast", widget=forms.Select)]


class PeopleGroup(SnippetViewSetGroup):
    items = (EditorViewSet, CaseWorkerViewSet, CoordinatorViewSet)
    menu_label = _("Who works where")
    menu_icon = "group"
    menu_order = 130
