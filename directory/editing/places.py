"""Choosing one of 31,744 places: by its name, as people type it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

MOST_FOUND = 100


class PlaceFilter(BaseFilterForm):
    """A name, understood as everywhere else on the site."""

    q = forms.CharField(
        label=_("Name of the place"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Name of the place")}),
    )

    def filter(self, objects: Any) -> Any:
        text = self.cleaned_data["q"]
        if not text:
            return objects
        self.is_searching, self.search_query = True, text
        found = [place.pk for place in objects.model.objects.suggest(text, MOST_FOUND)]
        places = objects.in_bulk(found)
        return [places[code] for code in found if code in places]


class ListOfPlaces:
    """What both the first list and its refreshed results show."""

    filter_form_class = PlaceFilter

    @property
    def columns(self) -> list[Column]:
        return [self.title_column, Column("where_exactly", label=_("Where"))]  # type: ignore[attr-defined]


class ChoosePlace(ListOfPlaces, ChooseView):
    pass


class ChoosePlaceResults(ListOfPlaces, ChooseResultsView):
    pass


class PlaceWidget(BaseChooser):
    """Without a link to the place's own form: only the ministry has it."""

    show_edit_link = False


class PlaceChooser(ChooserViewSet):
    """A chooser of places of some kinds. `page_title` is what one chooses."""

    model = "directory.Place"
    icon = "site"
    register_widget = False  # which kinds, each field says
    choose_view_class = ChoosePlace
    choose_results_view_class = ChoosePlaceResults
    base_widget_class = PlaceWidget
    choose_one_text = choose_another_text = _("Choose")

    def __init__(self, name: str, kinds: Iterable[str], **kwargs: Any) -> None:
        self.kinds = tuple(kinds)
        super().__init__(name, **kwargs)

    def get_object_list(self) -> Any:
        places = apps.get_model(self.model).objects  # models look down on this module
        return places.with_units().filter(kind__in=self.kinds)


settlements = PlaceChooser("settlements", "KMXC", page_title=_("Choose the settlement"))
communities = PlaceChooser("communities", "H", page_title=_("Choose the community"))
CHOOSERS = (settlements, communities)
