"""What editors fill in, in the order in which visitors ask: where, when, how to get in, how to get help."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from directory.editing.assessments import AssessmentsPanel
from directory.editing.door import DoorPanel
from directory.editing.locating import LocatingPanel
from directory.editing.places import communities, settlements

LINES = forms.Textarea(attrs={"rows": 3})
ASSIGN = "directory.assign_centerpage"  # what decides who is responsible: the ministry's alone


def center_tabs(promote: list[Any]) -> TabbedInterface:
    return TabbedInterface(
        [
            ObjectList(_about(), heading=_("Centre")),
            ObjectList(_where(), heading=_("Address")),
            ObjectList(_when(), heading=_("Hours")),
            ObjectList(_access(), heading=_("Accessibility")),
            ObjectList(_help(), heading=_("Help and requests")),
            ObjectList(_others(), heading=_("Specialists and trips")),
            ObjectList([*promote, PublishingPanel()], heading=_("Page")),
        ]
    )


def _about() -> list[Any]:
    return [
        DoorPanel(),
        FieldPanel("title", classname="title"),
        "introduction",
        MultiFieldPanel(
            [
                FieldRowPanel(["status", "status_since"]),
                FieldRowPanel(["notice", "notice_until"]),
            ],
            heading=_("Now"),
        ),
        MultiFieldPanel(
            [FieldPanel("phones", widget=LINES), FieldPanel("emails", widget=LINES), "website"],
            heading=_("Contacts"),
        ),
        MultiFieldPanel(
            [FieldPanel("kind", permission=ASSIGN), "provider", "programme"],
            heading=_("What it is and who keeps it"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("verified_on", read_only=True),
                FieldRowPanel(["source_url", "source_date"]),
            ],
            heading=_("Where this is known from"),
        ),
    ]


def _where() -> list[Any]:
    return [
        MultiFieldPanel(
            [
                FieldPanel("oblast", widget=forms.Select, permission=ASSIGN),
                FieldPanel("settlement", widget=settlements.widget_class),
                "street",
                "entrance",
                "directions",
            ],
            heading=_("Address"),
        ),
        FieldRowPanel(
            ["latitude", "longitude"],
            heading=_("On the map"),
            help_text=_("Degrees, as a map shows them: 49.8397 and 24.0297. Empty: not known."),
        ),
        LocatingPanel(),
        HelpPanel(template="directory/editing/position_map.html"),
        FieldPanel("hide_position"),
        InlinePanel(
            "communities",
            panels=[FieldPanel("place", widget=communities.widget_class)],
            heading=_("Communities where it stands"),
            label=_("Community"),
            help_text=_("The first is the one of its address."),
        ),
        InlinePanel(
            "origin_communities",
            panels=[FieldPanel("place", widget=communities.widget_class)],
            heading=_("Communities it belongs to, if it has moved"),
            label=_("Community"),
        ),
    ]


def _when() -> list[Any]:
    return [
        "opening_hours",
        InlinePanel(
            "exceptions",
            panels=[FieldRowPanel(["start", "end"]), FieldRowPanel(["hours", "reason"])],
            heading=_("Days with other hours"),
            label=_("Other hours"),
        ),
        "without_grid",
    ]


def _access() -> list[Any]:
    return [
        HelpPanel(
            _(
                "Answer what you have seen or measured. What is not answered is shown as not known, never as yes."
            ),
        ),
        FieldPanel("access"),
        InlinePanel(
            "access_photos",
            panels=[FieldRowPanel(["spot", "item", "taken_on"]), "image"],
            heading=_("Photos"),
            label=_("Photo"),
            help_text=_(
                "The street, the door, the toilet. Of a hidden centre none of the street or the door is shown."
            ),
        ),
        AssessmentsPanel(),
        "access_remark",
        MultiFieldPanel(
            [FieldRowPanel(["access_level", "access_level_on"]), "access_level_by", "access_level_evidence"],
            heading=_("Official assessment"),
        ),
    ]


def _help() -> list[Any]:
    return [
        InlinePanel(
            "offers",
            panels=[
                FieldPanel("service", widget=forms.Select),
                FieldRowPanel(["title", "title_en"]),
                FieldRowPanel(["modes", "booking"]),
                "hours",
                "note",
            ],
            heading=_("Services"),
            label=_("Service"),
        ),
        FieldPanel("services_verified_on", read_only=True),
        "services_remark",
        FieldPanel("groups", widget=forms.CheckboxSelectMultiple),
        FieldPanel("languages"),
        MultiFieldPanel(["takes_requests", "paused_until"], heading=_("Requests for support")),
    ]


def _others() -> list[Any]:
    return [
        InlinePanel(
            "visits",
            panels=[
                FieldRowPanel(["what", "what_en"]),
                FieldPanel("body", widget=forms.Select),
                "hours",
                FieldPanel("dates", widget=LINES),
                FieldRowPanel(["booking", "phone"]),
            ],
            heading=_("Specialists who receive people in the centre"),
            label=_("Specialist"),
        ),
        InlinePanel(
            "stops",
            panels=[
                FieldPanel("place", widget=settlements.widget_class),
                "spot",
                FieldRowPanel(["day", "weekday", "until"]),
                FieldRowPanel(["starts", "ends"]),
            ],
            heading=_("Stops of the mobile team"),
            label=_("Stop"),
        ),
    ]
