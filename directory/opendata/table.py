"""`centers.csv`: one row a center, for spreadsheets, and the description of its columns (CSV on the Web).

UTF-8 with a byte order mark, without which Excel reads Cyrillic as something else; commas, CRLF, quotes where needed
(RFC 4180). A spreadsheet runs a cell that begins like a formula. So texts that would get an apostrophe in front, and
telephones are written as links (`tel:+380…`), which stay what they are. Excel in Ukrainian parts lines at semicolons:
what follows one inside a text is guarded as well.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings

from directory import access, without_grid
from directory.answers import Center
from directory.opendata import terms
from directory.opendata.snapshot import Snapshot

MEDIA_TYPE = "text/csv"
NAME = "centers.csv"
DESCRIPTION = f"{NAME}-metadata.json"  # where CSV on the Web looks for it

_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@＝＋－＠])")
_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1f\x85\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")

Column = tuple[
    str, str, str, Callable[[Any], Any]
]  # name, CSVW datatype, separator ("" for one value), from a center


def _plain(name: str, datatype: str = "string") -> Column:
    return name, datatype, "", lambda center: center[name]


def _listed(name: str, of: Callable[[Any], Iterable[str]], separator: str = " ") -> Column:
    """Several values in one cell; the separator stands in none of them."""
    return name, "string", separator, lambda center: separator.join(of(center))


def _unit(name: str) -> list[Column]:
    return [
        (f"{name}_code", "string", "", lambda center: (center[name] or {}).get("code")),
        (name, "string", "", lambda center: (center[name] or {}).get("name")),
    ]


def _units(name: str) -> list[Column]:
    return [
        _listed(f"{name}_codes", lambda center: [unit["code"] for unit in center[name]]),
        _listed(name, lambda center: [unit["name"] for unit in center[name]], " | "),
    ]


def _answer(code: str) -> Column:
    return f"access.{code}", "string", "", lambda center: center["access"][code]


def _summary(code: str) -> Column:
    return f"access_summary.{code}", "string", "", lambda center: center["access_summary"][code]["fit"]


def _supply(code: str) -> Column:
    return f"without_grid.{code}", "string", "", lambda center: center["without_grid"][code]


COLUMNS: tuple[Column, ...] = (
    _plain("slug"),
    _plain("name"),
    _plain("status"),
    _plain("status_since", "date"),
    _plain("kind"),
    *_unit("oblast"),
    *_unit("raion"),
    *_units("communities"),
    *_units("origin_communities"),
    _plain("hidden", "boolean"),
    _plain("address"),
    _plain("lat", "number"),
    _plain("lon", "number"),
    _plain("precision"),
    _listed("phones", lambda center: [f"tel:{phone}" for phone in center["phones"]]),
    _listed("emails", lambda center: center["emails"]),
    _plain("website"),
    _plain("opening_hours"),
    _plain("open_now", "boolean"),
    _plain("next_change", "datetime"),
    _plain("notice"),
    _listed("services", lambda center: center["services"]),
    _listed("groups", lambda center: center["groups"]),
    _plain("access_level"),
    _plain("access_level_on", "date"),
    _plain("provider"),
    _plain("programme"),
    _plain("accepts_requests", "boolean"),
    _plain("paused_until", "date"),
    _plain("services_verified_on", "date"),
    _plain("verified_on", "date"),
    _plain("source_url"),
    _plain("source_date", "date"),
    _plain("url"),
    _plain("updated_at", "datetime"),
    *(_supply(code) for code in without_grid.CODES),
    *(_summary(code) for code in access.PROFILES),
    *(_answer(code) for code in access.FEATURES),
)


def centers_csv(snapshot: Snapshot) -> bytes:
    """A row of names, then a row for each center; an empty cell is not known, or an empty list."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(name for name, *_rest in COLUMNS)
    for center in snapshot.centers:
        writer.writerow(row(center))
    return out.getvalue().encode("utf-8-sig")


def row(center: Center | Mapping[str, Any]) -> list[str]:
    return [cell(value(center)) for _name, _datatype, _separator, value in COLUMNS]


def cell(value: Any) -> str:
    """As text on one line that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float | int):
        return str(value)
    line = _CONTROLS.sub("", _BREAKS.sub(" ", str(value))).strip()
    return _FORMULA.sub(r"\1\2'", line)


def description(as_of: datetime) -> dict[str, Any]:
    """What each column holds, the licence and the moment: https://www.w3.org/TR/tabular-metadata/."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": f"{settings.SITE_URL}/api/v1/{NAME}",
        "dc:title": "Центри життєстійкості України",
        "dc:license": {"@id": terms.LICENCE},
        "dc:publisher": terms.PUBLISHER,
        "dc:source": terms.attribution(),
        "dc:modified": {"@value": as_of.isoformat(), "@type": "xsd:dateTime"},
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": "\r\n"},
        "tableSchema": {
            "primaryKey": "slug",
            "columns": [
                {"name": name, "titles": name, "datatype": datatype, "required": name in ("slug", "name")}
                | ({"separator": separator} if separator else {})
                for name, datatype, separator, _value in COLUMNS
            ],
        },
    }
