"""The project's promises, broken one by one: `python -m tests.faults.mutants`. Each must turn a test red.

A mutant is a few words of the source, changed in memory in a forked child; nothing on disk changes. Exits with 1 if
one of them survives, or if its tests are red without it.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import os
import sys
import textwrap
from dataclasses import dataclass
from types import FunctionType


@dataclass(frozen=True)
class Mutant:
    """``old`` stands once in the function ``where`` and becomes ``new``; then one of ``tests`` is red."""

    name: str
    where: str
    old: str
    new: str
    tests: tuple[str, ...]

    def breaks(self) -> None:
        """Break the promise in this process."""
        module, _, path = self.where.partition(":")
        namespace = vars(importlib.import_module(module))
        found = namespace[path.split(".")[0]]
        for name in path.split(".")[1:]:
            found = vars(found)[name]
        if isinstance(found, dict):
            assert found[self.old], "there is no such promise any more"
            found[self.old] = 0
            return
        source = textwrap.dedent(inspect.getsource(found))
        assert source.count(self.old) == 1, f"{self.where} reads otherwise now"
        made: dict[str, FunctionType] = {}
        exec(source.replace(self.old, self.new), namespace, made)
        found.__code__ = made[found.__name__].__code__


MUTANTS = (
    Mutant(
        "mark sent before send",
        "bot.dispatch.loop:Dispatcher._pay",
        "async with asyncio.timeout(SEND_WITHIN):",
        "await asyncio.to_thread(self._paid, row)\n        async with asyncio.timeout(SEND_WITHIN):",
        ("bot/test_dispatch.py::test_a_failed_send_waits_longer_each_time_and_is_paid_in_the_end",),
    ),
    Mutant(
        "offset before handling",
        "bot.listening:Listener.run",
        "taken = await self._taker.take(updates)",
        "self._offset = _confirming(updates, len(updates)); await self._poll(0)\n"
        "                    taken = await self._taker.take(updates)",
        ("bot/test_listening.py::test_what_was_not_committed_is_not_confirmed_and_comes_again",),
    ),
    Mutant(
        "200 before the commit",
        "bot.reporter.webhook:Webhook._visit",
        "200 if is_kept else 503",
        "200",
        ("bot/test_visited.py::test_a_visit_that_cannot_be_written_is_not_answered_with_200_and_comes_again",),
    ),
    Mutant(
        "no seen table",
        "storage.seen:first_time",
        "first() is not None",
        "first() is not None or True",
        ("storage/test_seen.py::test_an_update_is_new_once",),
    ),
    Mutant(
        "no BEGIN IMMEDIATE",
        "storage.database:Database._sqlite_engine",
        "conn.exec_driver_sql(begin)",
        'conn.exec_driver_sql("BEGIN")',
        ("storage/test_database.py::test_a_write_takes_the_lock_before_it_reads",),
    ),
    Mutant(
        "swallow exception",
        "storage.turns:Turns.take",
        "except MACHINES_TROUBLE:\n                raise",
        "except MACHINES_TROUBLE:\n                pass",
        ("storage/test_turns.py::test_no_update_is_to_blame_for_the_machines_trouble",),
    ),
    Mutant(
        "unkeyed tag",
        "storage.sealing:Tagger.tag",
        "key=self._key",
        'key=b""',
        ("storage/test_sealing.py::test_trying_every_id_without_the_key_finds_nobody",),
    ),
    Mutant(
        "no pad",
        "storage.sealing:_packed",
        "sodium_pad(data, BLOCK)",
        "sodium_pad(data, 1)",
        ("storage/test_sealing.py::test_every_choice_has_the_same_length",),
    ),
    Mutant(
        "no secure_delete",
        "storage.database:PRAGMAS",
        "secure_delete",
        "",
        ("storage/test_database.py::test_what_was_erased_is_in_no_file",),
    ),
    Mutant(
        "log exception raw",
        "bot.logs:AllowList.format",
        'line["error"] = record.exc_info[0].__name__',
        'line["error"] = repr(record.exc_info[1])',
        ("bot/test_logs.py::test_anybody_elses_record_is_its_name_and_how_bad",),
    ),
)
QUICKLY = (
    "-q",
    "-x",
    "-p",
    "no:cacheprovider",
    *("-p", "pytest_asyncio.plugin", "-p", "pytest_timeout", "-p", "pytest_cov.plugin"),
)
BY_NAME = {mutant.name: mutant for mutant in MUTANTS}


def is_red(tests: tuple[str, ...], mutant: Mutant | None) -> bool:
    """Whether these tests fail in a forked child, on SQLite."""
    pid = os.fork()
    if not pid:
        import pytest

        os.environ.pop("TEST_ALL", None)
        os.environ.pop("TEST_POSTGRES", None)
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
        found = 99
        try:
            if mutant is not None:
                mutant.breaks()
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            found = int(pytest.main([*QUICKLY, *(f"tests/{one}" for one in tests)]))
        finally:
            os._exit(found)
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        raise SystemExit(f"the tests could not be run ({code})")
    return code == 1


def main() -> int:
    given = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    given.add_argument("--only", metavar="NAME", choices=sorted(BY_NAME))
    asked = given.parse_args()
    chosen = [BY_NAME[asked.only]] if asked.only else list(MUTANTS)
    for name in ("bot.sandbox", "bot.reporter.app", "bot.duty.app", "bot.founding", "tests.storage.telling"):
        importlib.import_module(name)  # the children share what it brings
    if is_red(tuple(test for mutant in chosen for test in mutant.tests), None):
        print("red without any mutant")
        return 1
    alive = [mutant.name for mutant in chosen if not is_red(mutant.tests, mutant)]
    for mutant in chosen:
        print(f"{'survives' if mutant.name in alive else 'red':9} {mutant.name}")
    print(f"{len(chosen) - len(alive)}/{len(chosen)}")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
