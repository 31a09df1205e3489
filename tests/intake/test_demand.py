"""What the public may know of requests: never fewer than five, written once, without totals."""

from datetime import datetime
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from directory.intake.demand import publish_month, shown
from directory.intake.states import State
from directory.models import Need, RequestCount
from tests.factories import CenterPageFactory
from tests.intake.factories import IntakeFactory, need


def kyiv(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=timezone.get_default_timezone())


NOVEMBER = kyiv(2026, 11, 2, 3)
OCTOBER = kyiv(2026, 10, 31, 23, 59)


@pytest.fixture
def asked(db: None):
    """`asked(5, "talk")` are five requests about it, in October unless `created_at` says otherwise."""
    center = CenterPageFactory()

    def asked(number: int, topic: str, **fields: object) -> None:
        for _one in range(number):
            IntakeFactory(center=center, need=need(topic), **{"created_at": OCTOBER, **fields})

    return asked


def numbers() -> dict[str, int | None]:
    return {count.need.slug: count.number for count in RequestCount.objects.select_related("need")}


def test_the_month_that_is_over_is_counted_by_topic(asked):
    asked(6, "talk")
    asked(4, "legal")
    asked(5, "talk", created_at=kyiv(2026, 11, 1))
    asked(5, "legal", created_at=kyiv(2026, 9, 30, 23, 59))
    asked(3, "talk", state=State.SPAM)

    assert publish_month(NOVEMBER) == Need.objects.count()

    found = numbers()
    assert found.pop("talk") == 6
    assert set(found.values()) == {None}


def test_a_month_is_written_once_whatever_comes_later(asked):
    asked(5, "talk")
    publish_month(NOVEMBER)
    asked(1, "talk")

    assert publish_month(NOVEMBER) == 0
    assert numbers()["talk"] == 5


def test_the_nightly_job_does_it(asked):
    with patch("django.utils.timezone.now", return_value=NOVEMBER):
        call_command("forget_requests")
    assert RequestCount.objects.exists()


@pytest.mark.django_db
def test_the_database_itself_holds_no_small_number():
    for number in range(5):
        assert shown(number) is None
        with pytest.raises(IntegrityError), transaction.atomic():
            RequestCount.objects.create(month=NOVEMBER.date(), need=Need.objects.first(), number=number)
    assert shown(5) == 5
