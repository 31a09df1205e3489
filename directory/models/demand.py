"""How many requests for support came about what: the numbers that may be shown, and no others.

Written once by the part that keeps requests (`directory.intake.demand`), read by the statistics page. Nothing here can
be traced to a request, so the page needs to know nothing of them.
"""

from django.db import models

from directory.models.offers import Need

FEWEST = 5  # a smaller number may point to a person: it is kept nowhere but in the requests themselves


class RequestCount(models.Model):
    """Requests of one month about one topic; `number` is None for fewer than five, none at all included.

    There are no totals, because a total minus the numbers shown would be a number that is not. A month is written when
    it is over and never again: a number that turned into “fewer than five” would tell that it is four.
    """

    month = models.DateField()  # its first day
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "need"], name="request_count_once"),
            models.CheckConstraint(
                name="request_count_not_small",
                condition=models.Q(number__isnull=True) | models.Q(number__gte=FEWEST),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} · {self.need_id}"
