"""Where a center's address lies, for who edits the center. By POST: what is hidden from visitors is in no address."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from directory import geocoding
from directory.models import CenterPage, Place

LONGEST_STREET = 120


@never_cache
@require_POST
def find(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of the form: the points that the typed street may mean, and what can be done without one."""
    center = get_object_or_404(CenterPage, pk=pk)
    if not center.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    street = " ".join(request.POST.get("street", "").split())[:LONGEST_STREET]
    settlement = (
        Place.objects.with_units().filter(pk=request.POST.get("settlement", "")[:19], kind__in="KMXC").first()
    )
    answer = geocoding.candidates(street, settlement) if street and settlement else None
    context = {"street": street, "settlement": settlement, "answer": answer}
    return render(request, "directory/editing/_located.html", context)
