"""How things are measured: the same work many times, its median, and a row that compares two medians."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import isinf
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `value` and `yardstick` are in `unit`; `bar` is what `ratio` must not exceed;
    infinite where there is none.

    Without a yardstick the value itself is held against the bar. `at_least` turns the comparison round.
    """

    what: str
    value: float
    unit: str
    bar: float
    against: str = ""
    yardstick: float | None = None
    at_least: bool = False

    @property
    def ratio(self) -> float:
        return self.value if self.yardstick is None else self.value / self.yardstick

    @property
    def ok(self) -> bool:
        return self.ratio >= self.bar if self.at_least else self.ratio <= self.bar

    def cells(self) -> tuple[str, ...]:
        measured = self.yardstick is not None
        return (
            self.what,
            f"{self.value:,.3g} {self.unit}",
            f"{self.against}: {self.yardstick:,.3g} {self.unit}" if measured else "–",
            f"{self.ratio:.2f}×" if measured else "–",
            "–"
            if isinf(self.bar)
            else f"{'≥' if self.at_least else '≤'} {self.bar:g}{'×' if measured else ' ' + self.unit}",
            "" if isinf(self.bar) else "ok" if self.ok else "MISSED",
        )


def cpu_ms(work: Callable[[], object], times: int = 200) -> float:
    """Median milliseconds of CPU that this process spends on one `work`."""
    return _median(work, times, time.process_time)


def wall_ms(work: Callable[[], object], times: int = 50) -> float:
    """Median milliseconds on the clock that one `work` takes."""
    return _median(work, times, time.perf_counter)


def paired_wall_ms(
    one: Callable[[], object], other: Callable[[], object], times: int = 50
) -> tuple[float, float]:
    """The same for two, by turns, so that a busy moment of the machine meets both."""
    spent: tuple[list[float], list[float]] = ([], [])
    for work in (one, other):
        work()
    for _ in range(times):
        for work, found in zip((one, other), spent, strict=True):
            start = time.perf_counter()
            work()
            found.append(time.perf_counter() - start)
    return median(spent[0]) * 1000, median(spent[1]) * 1000


def p95_cpu_ms(work: Callable[[str], object], inputs: list[str]) -> float:
    """The 95th percentile over the inputs, in milliseconds of CPU that this process spends."""
    spent = []
    for text in inputs:
        start = time.process_time()
        work(text)
        spent.append(time.process_time() - start)
    return quantiles(spent, n=20)[-1] * 1000


def _median(work: Callable[[], object], times: int, clock: Callable[[], float]) -> float:
    for _ in range(3):
        work()
    gc.collect()
    spent = []
    for _ in range(times):
        start = clock()
        work()
        spent.append(clock() - start)
    return median(spent) * 1000


def table(rows: list[Row]) -> str:
    head = ("what", "here", "yardstick", "ratio", "bar", "")
    lines = [head, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
