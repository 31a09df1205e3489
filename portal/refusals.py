"""Answers to what cannot be read: a page in both languages, or the API's JSON. No database, no session."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def refusal(request: HttpRequest, status: int) -> HttpResponse:
    """A page or JSON that says why: 400 unreadable, 404, 413 too large."""
    if request.path_info.startswith("/api/"):
        return api_refusal(status)
    # 404.html needs the database for its menu; what comes here never got that far.
    template = {400: "400.html", 404: "400.html", 413: "413.html"}[status]
    return HttpResponse(render_to_string(template), status=status)


def api_refusal(status: int) -> JsonResponse:
    """The API's error body: code, message and fields by name."""
    code, message = {
        400: ("unreadable", _("The request cannot be read: check the encoding of the address and the body.")),
        403: ("forbidden", _("This is not open to you.")),
        404: ("not_found", _("There is nothing at this address.")),
        405: ("method_not_allowed", _("This address can only be read: use GET or HEAD.")),
        413: ("too_large", _("The body is too large for this address.")),
        429: ("too_many", _("Too many requests. Wait as long as Retry-After says.")),
        500: ("server_error", _("Something broke on our side. Please try again.")),
    }[status]
    response = JsonResponse({"code": code, "message": message, "fields": {}}, status=status)
    response["Access-Control-Allow-Origin"] = "*"  # or a script of another site could not even read why
    return response
