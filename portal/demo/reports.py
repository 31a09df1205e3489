"""Reports of errors on the pages of training centers, so that there is something to deal with."""

from directory.intake.models import ErrorReport
from directory.models import CenterPage
from portal.demo.centers import slug_of

# Training center, what is wrong, how it is really.
REPORTS = (
    (
        2,
        ["hours"],
        "У суботу було зачинено, хоча на сторінці години є. (Вигадане повідомлення для навчання.)",
    ),
    (5, ["phone", "other"], "Телефон не відповідає другий день. (Вигадане повідомлення для навчання.)"),
)


def add_reports() -> int:
    """Each once; one that was dealt with and deleted comes again with the next `demo`."""
    added = 0
    for number, subjects, text in REPORTS:
        center = CenterPage.objects.listed().filter(slug=slug_of(number)).first()
        if center:
            _report, made = ErrorReport.objects.get_or_create(
                key_hash=f"demo {number}", defaults={"center": center, "subjects": subjects, "text": text}
            )
            added += made
    return added
