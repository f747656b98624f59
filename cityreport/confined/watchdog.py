"""The clock beside a confined process: one sleeping thread, however many files are asked."""

from collections.abc import Callable
from math import inf
from threading import Event, Lock, Thread
from time import monotonic


class Watchdog:
    """Acts once when a task takes longer than ``seconds``; a timer for each task costs a thread."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._due = inf
        self._act: Callable[[], None] | None = None
        self._bitten = False
        self._closed: Event | None = None

    def start(self, act: Callable[[], None]) -> None:
        """Begin a task; ``act`` is called in another thread when its time is up."""
        with self._lock:
            self._due, self._act, self._bitten = monotonic() + self._seconds, act, False
        if self._closed is None:
            self._closed = Event()
            Thread(target=self._watch, args=(self._closed,), daemon=True).start()

    def stop(self) -> bool:
        """End the task; whether its time was up before."""
        with self._lock:
            self._due = inf
            return self._bitten

    def close(self) -> None:
        """Let the thread end."""
        if self._closed is not None:
            self._closed.set()
            self._closed = None

    def _watch(self, closed: Event) -> None:
        # A later task is never due before the time this one was: no need to wake it in between.
        wait = self._seconds
        while not closed.wait(wait):
            wait = self._look()

    def _look(self) -> float:
        """Act if it is time; the seconds until there is anything to look at again."""
        with self._lock:
            left = self._due - monotonic()
            if left <= 0 and self._act is not None:
                self._due, self._bitten = inf, True
                self._act()
        return left if 0 < left < self._seconds else self._seconds
