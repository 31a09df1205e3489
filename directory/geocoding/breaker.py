"""When to stop asking somebody who does not answer."""

from __future__ import annotations

import threading
import time


class Breaker:
    """After so many `failures` in a row nobody asks for `rest` seconds; then one does, and all when it is answered.

    Of this process: each finds out for itself, and nothing outside has to be there for it.
    """

    def __init__(self, *, failures: int, rest: float) -> None:
        self._most, self._rest = failures, rest
        self._failures, self._until = 0, 0.0
        self._lock = threading.Lock()

    @property
    def is_resting(self) -> bool:
        return self._failures >= self._most

    def allows(self) -> bool:
        """Whether to ask now. After the rest the first who may is the only one for as long again."""
        with self._lock:
            if not self.is_resting:
                return True
            now = time.monotonic()
            if now < self._until:
                return False
            self._until = now + self._rest
            return True

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self.is_resting:
                self._until = time.monotonic() + self._rest

    def succeeded(self) -> None:
        with self._lock:
            self._failures = 0
