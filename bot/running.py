"""Both processes on one machine, as children: each gets only its own settings, and comes back when it dies."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

from bot.settings import CHILD, Settings, environment_of

log = logging.getLogger("wadul.run")

SIDES = ("reporter", "duty")
REFUSED = 2  # a child that will not start; once both ran, one side's trouble never closes the other
GRACE = 5.0  # seconds from SIGTERM to SIGKILL
LONGEST_WAIT = 10.0


@dataclass
class _Child:
    side: str
    process: subprocess.Popen[str]
    ready: threading.Event = field(default_factory=threading.Event)
    started: float = field(default_factory=time.monotonic)


class Both:
    """The two processes of a small office."""

    def __init__(self, settings: Settings, passphrase: str | None) -> None:
        self._settings, self._passphrase = settings, passphrase
        self._stopping = threading.Event()
        self._children: dict[str, _Child] = {}
        self._waits = dict.fromkeys(SIDES, 0.5)

    def run(self) -> int:
        """Start both, say ``ready`` once both poll, keep them alive until a signal. Returns the exit code."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: self._stopping.set())
        for side in SIDES:
            self._children[side] = self._start(side)
        said = False
        while not self._stopping.wait(0.05):
            for child in list(self._children.values()):
                code = child.process.poll()
                if code == REFUSED and not said:
                    self._stop()
                    return REFUSED
                if code is not None:
                    self._again(child, code)
            if not said and all(child.ready.is_set() for child in self._children.values()):
                print("ready", flush=True)  # noqa: T201
                said = True
        self._stop()
        return 0

    def _start(self, side: str) -> _Child:
        environment = environment_of(side, self._settings) | {CHILD: str(os.getpid())}
        if side == "duty" and self._passphrase is None and self._settings.passphrase_file is not None:
            environment["WADUL_PASSPHRASE_FILE"] = str(self._settings.passphrase_file.absolute())
        process = subprocess.Popen(  # noqa: S603  (our own interpreter, our own module)
            [sys.executable, "-m", "bot", side],
            env=environment,
            stdin=subprocess.PIPE if side == "duty" else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=os.name == "posix",
        )
        if side == "duty" and process.stdin is not None:
            self._hand_over(process)
        child = _Child(side, process)
        threading.Thread(target=_listen, args=(child,), daemon=True).start()
        return child

    def _hand_over(self, process: subprocess.Popen[str]) -> None:
        """The passphrase goes through a pipe: never in an argument or a variable, where others could read it."""
        assert process.stdin is not None
        try:
            if self._passphrase is not None:
                process.stdin.write(self._passphrase + "\n")
            process.stdin.close()
        except OSError:
            return

    def _again(self, child: _Child, code: int) -> None:
        """A process died: start it again, a little later each time it dies young."""
        wait = self._waits[child.side] if time.monotonic() - child.started < 30 else 0.5
        self._waits[child.side] = min(LONGEST_WAIT, wait * 2)
        log.error("a process died and is started again", extra={"side": child.side, "status": code, "seconds": wait})
        if not self._stopping.wait(wait):
            self._children[child.side] = self._start(child.side)

    def _stop(self) -> None:
        living = [child.process for child in self._children.values() if child.process.poll() is None]
        for process in living:
            process.send_signal(signal.SIGTERM)
        until = time.monotonic() + GRACE
        for process in living:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _listen(child: _Child) -> None:
    assert child.process.stdout is not None
    for line in child.process.stdout:
        if line.strip() == "ready":
            child.ready.set()
