"""Pages of lists: a number that leads nowhere is a page that does not exist."""

from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404


def page_or_404(rows: Any, number: str | None, size: int) -> Page[Any]:
    """The page of `rows` (a list or QuerySet) with the number as it stands in the address; the first without one."""
    if number is not None and not (number.isascii() and number.isdecimal()):
        raise Http404
    try:
        return Paginator(rows, size).page(number or 1)
    except InvalidPage as error:
        raise Http404 from error
