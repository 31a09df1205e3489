"""Who may do what with a request (the table is walked by tests/intake/test_permissions.py).

| | state, age, topic, center | personal part, changes |
|---|---|---|
| case worker | of their centers | of their centers |
| coordinator | of the oblast | of the oblast, where no center has it |
| anyone else, the ministry and superusers included | none | none |
"""

from django.contrib.auth.models import AnonymousUser

from directory.intake.models import Intake
from directory.models import CaseWorker, Coordinator
from portal.models import User


def has_inbox(user: User | AnonymousUser) -> bool:
    """Whether there is anything at all for them among the requests; two queries at most."""
    if not user.is_active:
        return False
    return (
        CaseWorker.objects.filter(user_id=user.pk).exists()
        or Coordinator.objects.filter(user_id=user.pk).exists()
    )


def may_see(user: User, intake: Intake) -> bool:
    """State, age, topic and center."""
    return Intake.objects.visible_to(user).filter(pk=intake.pk).exists()


def may_read(user: User, intake: Intake) -> bool:
    """The personal part too."""
    return Intake.objects.readable_by(user).filter(pk=intake.pk).exists()


may_act = may_read
