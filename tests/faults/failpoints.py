"""Where a life may end: before and after each SQL statement, before each commit, around each send, before each file.

A life is given a number; at that boundary it kills itself, as if the power of the process were pulled. Which kind of
boundary it was stands in a page of memory shared with the parent.
"""

from __future__ import annotations

import mmap
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

KINDS = ("time", "before a statement", "after a statement", "before a commit", "before a send", "after a send", "file")
_READS = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA")
_FILES = {"os.rename", "os.link", "os.remove", "os.chmod", "os.mkdir"}


class Failpoints:
    """Counts boundaries; kills at the one it was told to."""

    def __init__(self) -> None:
        self.page = mmap.mmap(-1, 8)  # shared with the children
        self.left = self.count = 0
        self.only: int | None = None  # count boundaries of one kind
        self._armed = self._wrote = False

    def begin(self) -> None:
        """In the parent: another life begins."""
        self.page[0:6] = bytes(6)

    def where(self) -> str:
        """The kind of boundary the last life ended at."""
        return KINDS[self.page[0]]

    def passed(self) -> int:
        """How many boundaries the last life went past."""
        return int.from_bytes(self.page[1:5], "little")

    def committed(self) -> bool:
        """Whether the last life may have changed anything: else all is as it was before."""
        return bool(self.page[5])

    @contextmanager
    def listening(self) -> Iterator[None]:
        """In the parent: the children inherit the ears, and need not hang them up each time."""
        heard: dict[str, Callable[..., None]] = {
            "before_cursor_execute": self._asked,
            "after_cursor_execute": lambda *_: self.hit(2),
            "commit": self._commits,
        }
        for name, ear in heard.items():
            event.listen(Engine, name, ear)
        try:
            yield
        finally:
            for name, ear in heard.items():
                event.remove(Engine, name, ear)

    def arm(self, at: int) -> None:
        """In the child: die at the boundary number ``at``; 0 never does."""
        self.left, self.count, self._armed = at, 0, True
        sys.addaudithook(self._file)

    def _asked(self, _conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self._wrote |= not statement.startswith(_READS)
        self.hit(1)

    def _commits(self, _conn: Any) -> None:
        self.hit(3)
        if self._wrote:
            self.page[5] = 1

    def hit(self, kind: int) -> None:
        if not self._armed:
            return
        self.count += 1
        self.page[1:5] = self.count.to_bytes(4, "little")
        self.left -= self.only in (None, kind)
        if self.left == 0 and self.only in (None, kind):
            self.page[0] = kind
            os.kill(os.getpid(), signal.SIGKILL)

    def _file(self, name: str, args: tuple[Any, ...]) -> None:
        writes = name == "open" and len(args) > 2 and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes or name in _FILES:
            self.hit(6)
