"""How many centers a search would have with something more, or less, in it. Arithmetic on the atlas: no query."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from directory.atlas import Atlas, Centers
from directory.fit import Asked
from directory.hours import whole_minute
from search.geosearch import GeoQuery, candidates


@dataclass(frozen=True, slots=True)
class Count:
    """How many centers fit, and of how many more that is not known."""

    fits: int
    unknown: int

    @property
    def nothing(self) -> bool:
        return not (self.fits or self.unknown)


def count(atlas: Atlas, query: GeoQuery) -> Count:
    """What `find_centers` finds for the query."""
    looked_at, verdict = candidates(atlas, query), atlas.judge(query.asked)
    return Count((looked_at & verdict.yes).bit_count(), (looked_at & verdict.unknown).bit_count())


class Tally:
    """Counts for what stands on a search form, each as if that one thing were chosen there as well.

    What may be given once only (group, moment, oblast, distance, status) takes the place of what is given already.
    """

    def __init__(self, atlas: Atlas, query: GeoQuery) -> None:
        self.atlas, self.query = atlas, query
        self._anywhere = candidates(atlas, replace(query, oblast=""))
        self._looked_at = self._in(query.oblast)
        self._verdict = atlas.judge(query.asked)

    def service(self, slug: str) -> Count:
        return self._with(Asked(services=(slug,)))

    def profile(self, code: str) -> Count:
        return self._with(Asked(profiles=(code,)))

    def open(self, at: datetime) -> Count:
        at = whole_minute(at)
        if self.query.asked.open_at is not None:
            return self._asking(replace(self.query.asked, open_at=at))
        return self._with(Asked(open_at=at))

    def group(self, slug: str | None) -> Count:
        if self.query.asked.group is not None:
            return self._asking(replace(self.query.asked, group=slug))
        return self._with(Asked(group=slug))

    def oblast(self, code: str) -> Count:
        return self._among(self._in(code))

    def status(self, status: str) -> Count:
        return self._among(candidates(self.atlas, replace(self.query, status=status)))

    def distances(self, kilometres: Sequence[int]) -> list[Count]:
        """For each limit, in ascending order; there must be an origin. Measures what is within the last of them."""
        if self.query.origin is None:
            raise ValueError("farther than what?")
        yes, unknown = self._verdict.yes, self._verdict.unknown
        near = candidates(self.atlas, self.query, near=False) & (yes | unknown)
        found = self.atlas.distances(self.query.origin.point, near, kilometres[-1])
        fits = sorted(km for km, center in found if center & yes)
        doubt = sorted(km for km, center in found if center & unknown)
        return [Count(bisect_right(fits, km), bisect_right(doubt, km)) for km in kilometres]

    def any_distance(self) -> Count:
        return self._among(candidates(self.atlas, self.query, near=False))

    def all_that_work(self) -> int:
        """However far, whatever they answer."""
        return self.atlas.having(status="open").bit_count()

    def _in(self, oblast: str) -> Centers:
        if not oblast:
            return self._anywhere
        return self._anywhere & self.atlas.having(status=self.query.status, oblast=oblast)

    def _with(self, one: Asked) -> Count:
        more, now = self.atlas.verdict(one), self._verdict
        fits = now.yes & more.yes
        possible = (now.yes | now.unknown) & (more.yes | more.unknown)
        return self._counted(fits, possible & ~fits, self._looked_at)

    def _asking(self, asked: Asked) -> Count:
        verdict = self.atlas.judge(asked)
        return self._counted(verdict.yes, verdict.unknown, self._looked_at)

    def _among(self, looked_at: Centers) -> Count:
        return self._counted(self._verdict.yes, self._verdict.unknown, looked_at)

    @staticmethod
    def _counted(yes: Centers, unknown: Centers, looked_at: Centers) -> Count:
        return Count((looked_at & yes).bit_count(), (looked_at & unknown).bit_count())
