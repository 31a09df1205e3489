"""How many random cases a test draws: many in CI, fewer while someone waits."""

import os

from hypothesis import HealthCheck, settings

CI = os.environ.get("CI") == "true"
# Finding and routing are worked out in memory; the second database shows that its rows say the same.
SECOND = os.environ.get("DATABASE_URL", "").startswith("postgres")
CASES = (200 if SECOND else 1_000) if CI else 60

_everywhere = settings(
    deadline=None,  # a shared machine is slow now and then; time is the matter of the benchmarks
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("local", _everywhere, max_examples=25)
settings.register_profile(
    "ci", _everywhere, max_examples=25 if SECOND else 100, derandomize=True, print_blob=True
)
settings.load_profile("ci" if CI else "local")

# Above `@given`: `@many` for what an oracle decides where people are sent, `@several` for what else must hold of all
# hours and answers; every other property draws the profile's number.
many = settings(max_examples=CASES)  # the rest as in the profile that was just loaded
several = settings(max_examples=max(25, CASES // 4))


class Km(float):
    """Kilometres, which two ways of computing give the same but for a micrometre."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, float) and abs(self - other) <= 1e-9

    __hash__ = None  # type: ignore[assignment]  # nearly the same is no ground for a set
