"""What all public pages about a request share."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters

View = Callable[[HttpRequest], HttpResponse]


def private(view: View) -> View:
    """Nothing of the answer is kept anywhere, and no other site learns that somebody was here."""

    @wraps(view)
    def inner(request: HttpRequest) -> HttpResponse:
        response = view(request)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "same-origin"
        return response

    return sensitive_post_parameters()(inner)
