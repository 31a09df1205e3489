"""What an address under `/api/hsds/` asks for: the parameters of HSDS's own API description."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from directory.opendata.changes import read_since
from directory.opendata.hsds.ids import uid
from directory.opendata.hsds.terms import TAXONOMIES, Terms
from portal.openapi import parameter
from portal.parameters import Code, Problem, Problems, Refused, unexpected, whole_number

ON_A_PAGE, MOST_ON_A_PAGE, LAST_PAGE = 50, 100, 1_000_000
LONGEST_SEARCH = 120
FORMATS = ("json", "ndjson")

_SWITCH: dict[str, Any] = {"type": "string", "enum": ["true", "false"], "default": "false"}
_UUID: dict[str, Any] = {"type": "string", "format": "uuid"}

DESCRIBED: dict[str, dict[str, Any]] = {
    described["name"]: described
    for described in (
        parameter(
            "search", _lazy("Words that all stand in the name or the description."),
            {"type": "string", "maxLength": LONGEST_SEARCH},
        ),
        parameter(
            "page", _lazy("Which page, from 1."),
            {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
        ),
        parameter(
            "per_page", _lazy("How many on a page."),
            {"type": "integer", "minimum": 1, "maximum": MOST_ON_A_PAGE, "default": ON_A_PAGE},
        ),
        parameter(
            "format", _lazy("“ndjson”: all of them, one a line, without pages."),
            {"type": "string", "enum": list(FORMATS), "default": "json"},
        ),
        parameter("taxonomy_term_id", _lazy("Only what has this term; an accessibility item: answered yes."), _UUID),
        parameter("taxonomy_id", _lazy("Only what has any term of this taxonomy."), _UUID),
        parameter("organization_id", _lazy("Only of this organization."), _UUID),
        parameter(
            "modified_after", _lazy("Only what changed at or after this moment (ISO 8601)."), {"type": "string"},
            example="2026-11-01",
        ),
        parameter("minimal", _lazy("“true”: only “id” and “last_modified”."), _SWITCH),
        parameter("full", _lazy("“true”: with everything that belongs to it."), _SWITCH),
        parameter("full_service", _lazy("“true”: services in full, not their “id” alone."), _SWITCH),
        parameter("top_only", _lazy("“true”: only terms without a parent; here these are all."), _SWITCH),
        parameter("parent_id", _lazy("Only terms below this one; here there are none."), _UUID),
    )
}  # fmt: skip

PAGED = ("page", "per_page", "format")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was understood. `term` is a (taxonomy, code); `taxonomy` a code."""

    words: tuple[str, ...] = ()
    page: int = 1
    per_page: int = ON_A_PAGE
    ndjson: bool = False
    term: tuple[str, str] | None = None
    taxonomy: str = ""
    organization: str = ""
    modified_after: datetime | None = None
    minimal: bool = False
    full: bool = False
    full_service: bool = False
    below: bool = False


def read(params: QueryDict, allowed: tuple[str, ...], terms: Terms) -> Asked:
    """Raises Refused."""
    problems = unexpected(params, allowed)
    given = {name: text for name in allowed if (text := params.get(name, "").strip())}
    search = given.get("search", "")
    if len(search) > LONGEST_SEARCH:
        message = _("This is too long: %(most)d characters at most.") % {"most": LONGEST_SEARCH}
        problems.setdefault("search", Problem("out_of_range", message))
    asked = Asked(
        words=tuple(search.casefold().split()),
        page=whole_number(params, "page", problems, least=1, most=LAST_PAGE, default=1),
        per_page=whole_number(
            params, "per_page", problems, least=1, most=MOST_ON_A_PAGE, default=ON_A_PAGE
        ),
        ndjson=_one_of(given, "format", FORMATS, problems) == "ndjson",
        term=_known(given, "taxonomy_term_id", {uid("term", *key): key for key in terms.by_key}, problems),
        taxonomy=_known(given, "taxonomy_id", {uid("taxonomy", code): code for code in TAXONOMIES}, problems) or "",
        organization=given.get("organization_id", "").lower(),
        modified_after=_moment(given, problems),
        minimal=_one_of(given, "minimal", ("false", "true"), problems) == "true",
        full=_one_of(given, "full", ("false", "true"), problems) == "true",
        full_service=_one_of(given, "full_service", ("false", "true"), problems) == "true",
        below="parent_id" in given,
    )  # fmt: skip
    _one_of(given, "top_only", ("false", "true"), problems)
    _known(given, "parent_id", {uid("term", *key): key for key in terms.by_key}, problems)
    if problems:
        raise Refused(problems)
    return asked


def _one_of(given: dict[str, str], name: str, values: tuple[str, ...], problems: Problems) -> str:
    text = given.get(name, values[0])
    if text not in values:
        message = _("Write one of: %(values)s.") % {"values": ", ".join(values)}
        problems.setdefault(name, Problem("invalid_value", message))
    return text


def _known(given: dict[str, str], name: str, known: dict[str, Any], problems: Problems) -> Any:
    text = given.get(name)
    if text is None:
        return None
    if text.lower() not in known:
        _refuse(problems, name, "unknown_slug", _("There is nothing with this identifier."))
    return known.get(text.lower())


def _moment(given: dict[str, str], problems: Problems) -> datetime | None:
    text = given.get("modified_after")
    if text is None:
        return None
    since = read_since(text)
    if isinstance(since, Problem) or since.slug:
        message = _("Write a moment, such as 2026-12-24T15:00.")
        _refuse(problems, "modified_after", "invalid_value", message)
        return None
    return since.moment


def _refuse(problems: Problems, name: str, code: Code, message: str) -> None:
    problems.setdefault(name, Problem(code, message))
