"""What can follow an import at leisure."""

from django.db import transaction
from django_tasks import task
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends

from directory.models import CenterPage


@task()
def index_centers(pks: list[int]) -> None:
    """Enter these centers into the search indexes and into the index of what refers to what, as saving each would."""
    centers = list(CenterPage.objects.filter(pk__in=pks))
    for backend in get_search_backends(with_auto_update=True):
        backend.get_index_for_model(CenterPage).add_items(CenterPage, centers)
    with transaction.atomic():
        for center in centers:
            ReferenceIndex.create_or_update_for_object(center)
