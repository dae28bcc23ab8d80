"""Where the bots of these stories are born: one process that has read the whole program, and forks for each of them.

Reading it takes ten seconds of a core (aiogram's types six of them), and the stories kill and start bots some fifty
times. What is forked holds code and texts as they ship, nothing else: no setting, no key, no thread. From there on it
is the office's own start, ``bot.cli.main``, in a process of its own, with a memory that dies when it is killed. Where
command line and environment are the story, `Process` begins one as the office does.
"""

from __future__ import annotations

import asyncio
import atexit
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from subprocess import DEVNULL

ROOT = Path(__file__).parents[2]
LONGEST = 1 << 16  # bytes of one order: arguments and environment


class Born:
    """A bot that the nursery bore, with as much of `asyncio.subprocess.Process` as stories use."""

    def __init__(self) -> None:
        self.returncode: int | None = None
        self._ended = asyncio.Event()

    async def come(self, arguments: Sequence[str], environment: Mapping[str, str], stderr: int) -> Born:
        out, their_out = os.pipe()
        told, their_told = os.pipe()
        try:
            _nursery().order(arguments, environment, (their_out, stderr, their_told))
        finally:
            os.close(their_out)
            os.close(their_told)
        self.stdout, self._piping = await _lines_of(out)
        self._told, self._telling = await _lines_of(told)
        self.pid = int(await self._told.readline())
        self._listening = asyncio.create_task(self._listen())
        return self

    async def _listen(self) -> None:
        try:
            said = await self._told.readline()
            self.returncode = int(said or -signal.SIGKILL)  # the nursery itself is gone, and its bots with it
        finally:
            self._telling.close()
            self._ended.set()

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int | None:
        await self._ended.wait()
        return self.returncode


async def _lines_of(fd: int) -> tuple[asyncio.StreamReader, asyncio.ReadTransport]:
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, os.fdopen(fd, "rb", 0))
    return reader, transport


class _Nursery:
    """The process itself, as whoever orders bots from it sees it."""

    def __init__(self) -> None:
        self._asking, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, "-m", "tests.bot.nursery", str(theirs.fileno())]
            environment = os.environ | {"PYTHONFAULTHANDLER": "1"}
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdin=DEVNULL, stdout=DEVNULL, pass_fds=[theirs.fileno()]
            )
        atexit.register(self.close)

    def order(self, arguments: Sequence[str], environment: Mapping[str, str], fds: Sequence[int]) -> None:
        said = json.dumps([list(arguments), dict(environment)]).encode()
        assert len(said) <= LONGEST
        socket.send_fds(self._asking, [said], fds)

    def close(self) -> None:
        self._asking.close()
        self._process.wait()


@cache
def _nursery() -> _Nursery:
    return _Nursery()


# -- inside it ---------------------------------------------------------------------------------------------------


def main() -> None:
    """Bear bots until nobody can ask any more; in each bot, go on as ``wadul`` does."""
    asked = socket.socket(fileno=int(sys.argv[1]))
    gc.disable()  # as where a bot starts by itself; it looks again once it serves
    for room in ("bot.cli", "bot.starting", "bot.reporter.app", "bot.duty.app"):
        import_module(room)
    from flows.lint import lint
    from flows.triage import hearing

    lint()  # texts and areas that ship are read by looking through them; a bot looks through its own office's anew
    hearing.hear("halo")
    assert threading.active_count() == 1
    gc.freeze()
    living: dict[int, tuple[int, int]] = {}
    while True:
        for ready in select.select([asked.fileno(), *living], [], [])[0]:
            if ready in living:
                _tell_the_end(ready, *living.pop(ready))
                continue
            said, fds, _, _ = socket.recv_fds(asked, LONGEST, 3)
            if not said:
                return None
            out, err, told = fds
            pid = os.fork()
            if pid == 0:
                asked.close()
                for held, (_, other) in living.items():
                    os.close(held)
                    os.close(other)
                os.close(told)
                return _become(*json.loads(said), out, err)
            os.write(told, b"%d\n" % pid)
            os.close(out)
            os.close(err)
            living[os.pidfd_open(pid)] = pid, told


def _tell_the_end(held: int, pid: int, told: int) -> None:
    _, status = os.waitpid(pid, 0)
    with suppress(BrokenPipeError):
        os.write(told, b"%d\n" % os.waitstatus_to_exitcode(status))
    os.close(held)
    os.close(told)


def _become(arguments: list[str], environment: dict[str, str], out: int, err: int) -> None:
    for fd, stands in ((out, 1), (err, 2)):
        os.dup2(fd, stands)
        os.close(fd)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["wadul", *arguments]
    gc.enable()
    from bot.cli import main

    main()


if __name__ == "__main__":
    main()
