"""What a copy or a check left behind that was killed half-way: it goes when the next one begins. What another one still
holds, stays."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree


@contextmanager
def held(path: Path) -> Iterator[None]:
    """This file or folder is in use until the block ends, or this process does."""
    handle = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):  # a disk that knows no locks: there nothing is swept either
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def sweep(found: Iterable[Path]) -> None:
    """Remove of these what is ours and nobody holds. One that cannot be removed stays for the next time."""
    for path in found:
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        except OSError:
            continue
        try:
            if os.fstat(handle).st_uid == os.geteuid():
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                rmtree(path) if path.is_dir() else path.unlink()
        except OSError:
            continue
        finally:
            os.close(handle)
