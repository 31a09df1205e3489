"""How the public API describes itself: parameters that we read ourselves, and the shape of its refusals."""

from typing import Annotated, Any, NotRequired

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from typing_extensions import TypedDict  # pydantic wants this one before Python 3.12

Text = str | Promise

CODE_OF_PLACE: dict[str, Any] = {"type": "string", "pattern": r"^UA\d{17}$"}
SLUG: dict[str, Any] = {"type": "string", "pattern": "^[-a-z0-9_]+$", "maxLength": 255}
SWITCH: dict[str, Any] = {"type": "string", "enum": ["1"]}


class FieldRefusal(TypedDict):
    """What is wrong with one parameter."""

    code: str
    message: str
    candidates: NotRequired[Annotated[list[dict[str, Any]], Field(description="Places, when `ambiguous`.")]]


class Refusal(TypedDict):
    """Why there is no answer; `code` is that of the first field, if any field is at fault."""

    code: str
    message: str
    fields: Annotated[dict[str, FieldRefusal], Field(description="By the name of the parameter.")]
    candidates: NotRequired[
        Annotated[list[dict[str, Any]], Field(description="Those of the field, when `ambiguous`.")]
    ]


NOT_UNDERSTOOD: dict[Any, Any] = {400: Refusal, 422: Refusal, 429: Refusal}
NOT_FOUND: dict[Any, Any] = {404: Refusal, **NOT_UNDERSTOOD}


def parameter(
    name: str, description: Text, schema: dict[str, Any], *, example: Any = None, required: bool = False
) -> dict[str, Any]:
    described = {"name": name, "in": "query", "required": required, "description": description}
    if schema.get("type") == "array":
        described |= {"style": "form", "explode": True}
    return described | {"schema": schema} | ({} if example is None else {"example": example})


def repeatable(items: dict[str, Any]) -> dict[str, Any]:
    """Given several times, all of them are meant."""
    return {"type": "array", "items": items}


def described(
    summary: Text,
    description: Text,
    *parameters: dict[str, Any],
    example: str = "",
    media_types: tuple[str, ...] = (),
) -> dict[str, Any]:
    """For `openapi_extra` of an operation: texts in the reader's language; `example` is a query to try it with.

    `media_types` of the answer, where it is not JSON alone.
    """
    texts = {"summary": summary} | ({"description": description} if description else {})
    kinds = {"x-media-types": list(media_types)} if media_types else {}
    return texts | kinds | {"parameters": list(parameters), "x-example": example}


ORIGIN = (
    parameter(
        "place",
        _("Where to measure from: the code of a place of the КАТОТТГ, but not of an oblast or a raion."),
        CODE_OF_PLACE,
        example="UA46060250010015970",
    ),
    parameter(
        "lat",
        _("Where to measure from: latitude in degrees, together with “lon”, instead of “place”."),
        {"type": "number", "minimum": -90, "maximum": 90},
        example=49.84,
    ),
    parameter(
        "lon", _("Longitude in degrees."), {"type": "number", "minimum": -180, "maximum": 180}, example=24.03
    ),
)
