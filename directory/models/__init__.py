"""Places, centers, what they offer, and who works there."""

from directory.models.approval import CenterApproval
from directory.models.calendar import Holiday, HoursException
from directory.models.center import CenterPage
from directory.models.communities import CenterCommunity, OriginCommunity
from directory.models.hotlines import Hotline
from directory.models.index import CenterIndexPage
from directory.models.offers import CenterService, Need, Service, TargetGroup
from directory.models.places import Place
from directory.models.staff import CaseWorker, Coordinator, Editor

__all__ = [
    "CaseWorker",
    "CenterApproval",
    "CenterCommunity",
    "CenterIndexPage",
    "CenterPage",
    "CenterService",
    "Coordinator",
    "Editor",
    "Holiday",
    "Hotline",
    "HoursException",
    "Need",
    "OriginCommunity",
    "Place",
    "Service",
    "TargetGroup",
]
