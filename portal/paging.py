"""Pages of lists: a number that leads nowhere is a page that does not exist."""

import re
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count, QuerySet, Window
from django.http import Http404

PAGE = re.compile(r"[0-9]{1,9}")  # as many rows as a database can skip


def page_or_404(rows: Any, number: str | None, size: int) -> Page[Any]:
    """The page of `rows` (a list or QuerySet) with the number as it stands in the address; the first without one."""
    if number is not None and not PAGE.fullmatch(number):
        raise Http404
    try:
        paginator = Paginator(rows, size)
        if isinstance(rows, QuerySet):
            return _page(paginator, rows, int(number or 1))
        return paginator.page(number or 1)
    except InvalidPage as error:
        raise Http404 from error


def _page(paginator: Paginator[Any], rows: QuerySet[Any], number: int) -> Page[Any]:
    """In one query: the database says with the rows of a page how many there are in all."""
    start = (max(number, 1) - 1) * paginator.per_page
    found = list(rows.annotate(in_all=Window(Count("*")))[start : start + paginator.per_page])
    paginator.count = found[0].in_all if found else rows.count()
    return Page(found, paginator.validate_number(number), paginator)
