"""What wakes a dispatcher on PostgreSQL: a connection that hears when another process has committed a row for it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from storage.database import Database

log = logging.getLogger("wadul.dispatch")

HEARS = 0.25  # seconds it listens before it looks whether to stop
LONGEST_WAIT = 5.0  # seconds between tries while the line is down


class Bell:
    """Calls ``ring``, from a thread of its own, for whatever is rung on this line; and once whenever the line is up
    (again), because what was rung meanwhile is gone."""

    def __init__(self, db: Database, line: str, ring: Callable[[], object]) -> None:
        self._db, self._line, self._ring = db, line, ring
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="bell", daemon=True)
        self.hangs = False

    def start(self) -> None:
        """Hear from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Hear nothing more; returns when the connection is closed."""
        self._stop.set()
        self._thread.join()

    def _listen(self) -> None:
        wait = 0.0
        while not self._stop.wait(wait):
            try:
                with self._db.hearing(self._line) as heard:
                    self.hangs, wait = True, 0.0
                    self._ring()
                    while not self._stop.is_set():
                        if heard(HEARS):
                            self._ring()
            except Exception as error:  # the loop goes on: type only
                log.warning("the bell is out", extra={"error": type(error).__name__})
            finally:
                self.hangs = False
            wait = min(LONGEST_WAIT, wait * 2 or 0.5)
