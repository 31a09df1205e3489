"""«My needs»: every profile and every item of the accessibility information, to choose several at once.

A plain form of the directory's own parameters. What is remembered is remembered by a script in the browser alone.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from directory import access, wording
from search import links

CARRIED = (*links.ORIGIN, "q", "view")


def needs(request: HttpRequest) -> HttpResponse:
    """Values that are no profile or item are left out: the form shows what can be chosen."""
    profiles, items = (set(request.GET.getlist(name)) for name in ("profile", "access"))
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for code in access.FEATURES:
        row = (code, wording.item_name(code), code in items)
        groups.setdefault(wording.group_name(code), []).append(row)
    carried = [(name, value) for name in CARRIED for value in request.GET.getlist(name) if value.strip()]
    return render(
        request,
        "search/needs.html",
        {
            "profiles": [(code, wording.profile_name(code), code in profiles) for code in access.PROFILES],
            "groups": [(heading, rows, any(on for *_row, on in rows)) for heading, rows in groups.items()],
            "carried": carried,
        },
    )
