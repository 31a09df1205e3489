"""Places, centers, what they offer, and who works there."""

from directory.models.access import AccessAssessment, AccessPhoto
from directory.models.approval import CenterApproval
from directory.models.calendar import Holiday, HoursException
from directory.models.capacity import CapacityToday
from directory.models.center import CenterPage
from directory.models.communities import CenterCommunity, OriginCommunity
from directory.models.demand import RequestCount
from directory.models.departures import Departure
from directory.models.disruptions import Disruption
from directory.models.events import Event
from directory.models.figures import PublishedFigure
from directory.models.hotlines import Hotline
from directory.models.index import CenterIndexPage
from directory.models.offers import CenterService, Need, Service, TargetGroup
from directory.models.places import Place
from directory.models.staff import CaseWorker, Coordinator, Editor
from directory.models.stops import MobileStop
from directory.models.version import DirectoryVersion
from directory.models.visits import CooperatingBody, VisitingSpecialist

__all__ = [
    "AccessAssessment",
    "AccessPhoto",
    "CapacityToday",
    "CaseWorker",
    "CenterApproval",
    "CenterCommunity",
    "CenterIndexPage",
    "CenterPage",
    "CenterService",
    "CooperatingBody",
    "Coordinator",
    "Departure",
    "DirectoryVersion",
    "Disruption",
    "Editor",
    "Event",
    "Holiday",
    "Hotline",
    "HoursException",
    "MobileStop",
    "Need",
    "OriginCommunity",
    "Place",
    "PublishedFigure",
    "RequestCount",
    "Service",
    "TargetGroup",
    "VisitingSpecialist",
]
