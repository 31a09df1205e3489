"""A service inside a center: it can be reached while its own hours and the door's are open."""

from datetime import datetime

from .moments import both_open, next_change, next_opening

MOST_TRIES = 60


def next_inside(service: str, door: str, at: datetime) -> datetime | None:
    """The first moment (Kyiv time) from `at` on when the service is open and the door is not known to be shut."""
    for _try in range(MOST_TRIES):
        opens = next_opening(service, at)
        if opens is None or both_open(service, door, opens) is not False:
            return opens
        changes = [change for text in (service, door) if (change := next_change(text, opens))]
        if not changes:
            return None
        at = min(changes)
    return None
