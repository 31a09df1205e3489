"""Reasons of `directory.fit` and of routing, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.utils import timezone
from django.utils.translation import gettext

from directory import access
from directory.fit import Reason
from directory.hours import kyiv
from directory.models import Service, TargetGroup
from directory.wording.access import item_name, obstacles, profile_name, questions
from directory.wording.hours import clock
from portal.models import PortalSettings
from portal.typography import day as day_words

_NOW = timedelta(minutes=5)  # a page is shown this long after it was asked for, and more


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What codes are called in the language of the page: service and group by slug. Load it once for a page."""

    services: Mapping[str, str]
    groups: Mapping[str, str]
    reach_km: int

    @classmethod
    def load(cls) -> Self:
        """Three queries."""
        return cls(
            services={service.slug: service.label for service in Service.objects.all()},
            groups={group.slug: group.label for group in TargetGroup.objects.all()},
            reach_km=PortalSettings.load().reach_km,
        )


def reason_text(reason: Reason, words: Vocabulary, *, located: bool = True) -> str:
    """A phrase for a reason of any code; `located` is false for a center whose distance is unknown.

    A code alone, without what was asked, has words too.
    """
    subject = reason.subject
    match reason.code:
        case "offers" | "service_unknown" | "service_missing":
            return _service(reason.code, words.services.get(subject, subject))
        case "group_fits" | "group_missing":
            return _group(reason.code, words.groups.get(subject, subject))
        case "access_fits" | "access_unknown" | "access_missing":
            return _access(reason)
        case "open" | "closed" | "hours_unknown":
            return _hours(reason)
        case "beyond_reach" if located:
            return gettext("farther than %(km)d km") % {"km": words.reach_km}
        case _:
            return _plain(reason.code)


def _service(code: str, service: str) -> str:
    match code, bool(service):
        case "offers", True:
            return gettext("offers “%(service)s”") % {"service": service}
        case "offers", False:
            return gettext("offers what you ask for")
        case "service_unknown", True:
            return gettext("it is not known whether it offers “%(service)s”") % {"service": service}
        case "service_unknown", False:
            return gettext("it is not known whether it offers what you ask for")
        case _, True:
            return gettext("does not offer “%(service)s”") % {"service": service}
        case _:
            return gettext("does not offer what you ask for")


def _group(code: str, group: str) -> str:
    if code == "group_fits":
        return gettext("for you too: “%(group)s”") % {"group": group}
    return gettext("it is there for others, not for “%(group)s”") % {"group": group}


def _access(reason: Reason) -> str:
    if reason.subject in access.PROFILES:
        return _profile(reason, profile_name(reason.subject))
    item = item_name(reason.subject) if reason.subject in access.FEATURES else ""
    match reason.code, bool(item):
        case "access_fits", True:
            return item
        case "access_fits", False:
            return gettext("you can get in")
        case "access_unknown", True:
            return gettext("not known: %(item)s") % {"item": item}
        case "access_unknown", False:
            return gettext("it is not known whether you can get in")
        case _, True:
            return obstacles([reason.subject])
        case _:
            return gettext("there is an obstacle")


def _profile(reason: Reason, profile: str) -> str:
    match reason.code:
        case "access_fits":
            return gettext("“%(profile)s”: the conditions are there") % {"profile": profile}
        case "access_unknown":
            said = gettext("“%(profile)s”: not known") % {"profile": profile}
            return f"{said}: {questions(reason.items)}" if reason.items else said
        case _:
            said = gettext("“%(profile)s”: an obstacle") % {"profile": profile}
            return f"{said}: {obstacles(reason.items)}" if reason.items else said


def _hours(reason: Reason) -> str:
    if reason.code == "hours_unknown":
        return gettext("hours not known")
    moment = kyiv(datetime.fromisoformat(reason.subject)) if reason.subject else timezone.localtime()
    if abs(moment - timezone.now()) <= _NOW:
        return gettext("open now") if reason.code == "open" else gettext("closed now")
    when = {"day": day_words(moment, "short"), "time": clock(moment)}
    if reason.code == "open":
        return gettext("open on %(day)s, %(time)s") % when
    return gettext("closed on %(day)s, %(time)s") % when


def _plain(code: str) -> str:
    """What says everything by itself; an unknown code stays as it is, so that nothing is made up."""
    match code:
        case "nearest":
            return gettext("no centre that takes requests is nearer")
        case "chosen_by_person":
            return gettext("you chose it")
        case "beyond_reach":
            return gettext("how far it is, is not known")
        case "not_open":
            return gettext("the centre does not work now")
        case "not_accepting":
            return gettext("takes no requests through the portal")
        case "paused":
            return gettext("takes no requests for the time being")
        case "person_chose_other":
            return gettext("you chose another centre")
        case _:
            return code
