"""How many small changes to the code turn a test red: ``python -m tests.mutation``.

mutmut's operators break a module at one place; in a forked child that module is imported broken, and its tests run
until one is red, first those that noticed most, then the quickest. Nothing on disk changes. mutmut's own runner would
leave out what stands outside a function or under a decorator, the rubric's table for one. Every night draws another
sample; with Ctrl-C it ends there. Exits with 1 below 85 %.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import importlib
import json
import os
import random
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.machinery import ModuleSpec, PathFinder
from itertools import islice
from math import sqrt
from pathlib import Path
from types import CodeType

import coverage
import libcst as cst
import libcst.matchers as m
import pytest
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).parent.parent
ENOUGH = 0.85
WITHIN = 30  # seconds for one test; none takes a fifth of it


def _files(folder: str, names: str) -> tuple[str, ...]:
    return tuple(f"{folder}/test_{name}.py" for name in names.split())


# What is broken, and who should notice; the first name that fits counts.
HEARD = "heard read bounds frames hearing hearing_properties held_out model once_and_now said_sideways assessment"
TOLD = "rules transcripts aside broken_off confirming entry leaving life pace visiting voice"
KEPT = "turns voices visiting pace returning offices seen read_at broken_off erasing wiping"
TESTS = {
    "storage.sealing": _files("storage", "sealing keyring voices"),
    "storage.turn": _files("storage", KEPT),
    "storage.turns": _files("storage", KEPT),
    "storage.outbox": _files("storage", "outbox fanout broken_off waits turns"),
    "storage.audit": _files("storage", "audit"),
    "flows.engine": (*_files("flows", TOLD), *_files("storage", "turns")),
    "flows.triage.hearing": _files("triage", HEARD),
    "flows.triage": (*_files("triage", "assessment rubric"), *_files("flows", "triage")),
}
LEFT_OUT = (
    m.Annotation()
    | m.Decorator()
    | m.Import()
    | m.ImportFrom()
    | m.Call(func=m.Name("len") | m.Name("isinstance"))  # as mutmut does
    | m.Assign([m.AssignTarget(m.Name("__all__"))])
)
REMEMBERING = ("flows.triage",)  # what was heard once is not heard again: lines are not passed by all who need them
SKIPPED = ("flows.triage.training",)  # nothing that runs imports it
DESELECTED = (  # minutes for a night
    "tests/triage/test_model.py::test_the_same_seed_makes_the_same_bytes",
    "tests/triage/test_model.py::test_on_its_own_sentences_it_hears_nearly_all_and_disturbs_few",
)

# No test can tell these from the code: module, the line as it stands, the line as broken, and why.
EQUIVALENT: dict[tuple[str, str, str], str] = {
    (
        "storage.outbox",
        '.where(_outbox.c.id.in_(bindparam("claimed", expanding=True)))',
        '.where(_outbox.c.id.in_(bindparam("claimed", )))',
    ): "SQLAlchemy expands whatever stands in an `in_`",
    (
        "storage.outbox",
        ".select_from(_outbox.outerjoin(_cases, _outbox.c.case_id == _cases.c.id))",
        ".select_from(_outbox.outerjoin(_cases, ))",
    ): "SQLAlchemy joins by the foreign key, which is the same",
    (
        "flows.triage.facts",
        "return len(self._chosen & SIGNS) if self.any_of(SIGNS) else 0",
        "return len(self._chosen & SIGNS) if (self.any_of(SIGNS)) or True else 0",
    ): "of none chosen there are none; that they are asked is what counts",
}


@dataclass(frozen=True)
class Place:
    """One node of a module, and what it becomes."""

    module: str
    tree: cst.Module
    old: cst.CSTNode
    new: cst.CSTNode


@dataclass(frozen=True)
class Mutant:
    """A module with one place broken: its code, and the lines that differ. ``lines`` are those of the statement; none
    where it runs once for many tests."""

    module: str
    code: CodeType
    line: int
    lines: range
    was: str
    is_now: str


def modules() -> dict[str, tuple[str, ...]]:
    """Every module that is broken, and its tests."""
    found: dict[str, tuple[str, ...]] = {}
    for name, tests in TESTS.items():
        path = ROOT / name.replace(".", "/")
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]:
            module = _name(file)
            if not module.startswith(SKIPPED):
                found.setdefault(module, tests)
    return found


def _name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _path(module: str) -> Path:
    path = ROOT / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


# -- breaking ----------------------------------------------------------------------------------------------------


def places(module: str) -> Iterator[Place]:
    """Wherever an operator finds something to break."""
    tree = cst.parse_module(_path(module).read_text("utf-8"))
    waiting: list[cst.CSTNode] = [tree]
    while waiting:
        node = waiting.pop()
        if m.matches(node, LEFT_OUT):
            continue
        for kind, operator in mutation_operators:
            if isinstance(node, kind):
                yield from (Place(module, tree, node, new) for new in operator(node))
        waiting += reversed(node.children)


def broken(place: Place) -> Mutant | None:
    """The module as broken there; None where that is no Python, or nothing that a test could tell."""
    was = place.tree.code
    is_now = cst.ensure_type(place.tree.deep_replace(place.old, place.new), cst.Module).code
    try:
        with warnings.catch_warnings(action="ignore"):
            code = compile(is_now, str(_path(place.module)), "exec", dont_inherit=True)
    except SyntaxError:
        return None
    old, new = was.splitlines(), is_now.splitlines()
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    line, to, other, other_to = next((a, b, c, d) for tag, a, b, c, d in steps if tag != "equal")
    texts = (" ".join(map(str.strip, some)) for some in (old[line:to], new[other:other_to]))
    mutant = Mutant(place.module, code, line + 1, _statement(ast.parse(was), line + 1), *texts)
    return None if (mutant.module, mutant.was, mutant.is_now) in EQUIVALENT else mutant


def _statement(tree: ast.Module, line: int) -> range:
    """The lines of the statement that this line is part of, or of its head; none outside a function, and none in one
    that may remember what it gave."""
    statements = (node for node in ast.walk(tree) if isinstance(node, ast.stmt))  # the outer ones first
    around = [node for node in statements if node.lineno <= line <= (node.end_lineno or 0)]
    functions = [node for node in around if isinstance(node, ast.FunctionDef)]
    if not functions or around[-1] in functions or any(one.decorator_list for one in functions):
        return range(0)
    body = getattr(around[-1], "body", None)
    return range(around[-1].lineno, body[0].lineno if body else (around[-1].end_lineno or line) + 1)


def drawn(found: Sequence[Place], many: int, seed: int) -> list[Mutant]:
    """So many of them, by luck."""
    order = random.Random(seed).sample(found, len(found))
    return list(islice(filter(None, map(broken, order)), many))


class Instead:
    """Imports one module from code that was compiled elsewhere."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:
        if name != self._mutant.module:
            return None
        spec = PathFinder.find_spec(name, path)
        assert spec is not None
        spec.loader.get_code = lambda _: self._mutant.code  # type: ignore[union-attr]
        return spec


# -- asking the tests --------------------------------------------------------------------------------------------


@dataclass
class Known:
    """What the tests showed on the code as it is: how long each takes, who passes a line, and what they import."""

    took: dict[str, float] = field(default_factory=dict)
    passing: dict[str, dict[str, list[str]]] = field(default_factory=dict)  # a module's line: tests
    brought: list[str] = field(default_factory=list)
    noticed: Counter[str] = field(default_factory=Counter)  # how many mutants each test was the first to notice

    def wanted(self, mutant: Mutant) -> set[str]:
        """The tests that could notice."""
        if not mutant.lines or mutant.module.startswith(REMEMBERING):
            return set(self.took)
        lines = self.passing[mutant.module]
        return {test for line in mutant.lines for test in lines.get(str(line), ())}


class Chosen:
    """A pytest plugin: only these tests, the quick ones first; ``note`` says which one is red."""

    def __init__(self, known: Known, chosen: set[str], note: Path) -> None:
        self._known, self._chosen, self._note = known, chosen, note

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        took = self._known.took
        items[:] = sorted((item for item in items if item.nodeid in self._chosen), key=lambda item: took[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._note.write_text(report.nodeid)


class Watching:
    """A pytest plugin: notes how long each test takes, and which lines of these modules it passes."""

    def __init__(self, names: Sequence[str]) -> None:
        self.known = Known()
        paths = [str(_path(name)) for name in names]
        self._lines = coverage.Coverage(data_file=None, config_file=False, include=paths) if paths else None

    def pytest_sessionstart(self) -> None:
        if self._lines:
            self._lines.start()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        if self._lines:
            self._lines.switch_context(item.nodeid)
        yield

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.known.took[report.nodeid] = self.known.took.get(report.nodeid, 0.0) + report.duration

    def pytest_sessionfinish(self) -> None:
        if self._lines:
            self._lines.stop()
            data = self._lines.get_data()
            for path in data.measured_files():
                lines = data.contexts_by_lineno(path)
                self.known.passing[_name(Path(path))] = {str(line): [*filter(None, by)] for line, by in lines.items()}


def _run(tests: tuple[str, ...], folder: Path, *plugins: object) -> int:
    """In the child: the tests until one is red, on SQLite, and on PostgreSQL where TEST_POSTGRES names one."""
    import pytest_asyncio.plugin
    import pytest_cov.plugin
    import pytest_timeout
    from hypothesis import Phase, settings

    os.environ.pop("TEST_ALL", None)
    os.environ |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "CI": "true"}
    settings.register_profile(
        "mutation", derandomize=True, database=None, deadline=None, phases=(Phase.explicit, Phase.generate)
    )
    settings.load_profile("mutation")
    quick = (
        "-q",
        "-x",
        "--tb=no",
        "-p",
        "no:cacheprovider",
        "--basetemp",
        str(folder / "pytest"),
        "-o",
        f"timeout={WITHIN}",
    )
    without = [f"--deselect={name}" for name in DESELECTED]
    return int(
        pytest.main(
            [*quick, *without, *(str(ROOT / "tests" / one) for one in tests)],
            plugins=[pytest_asyncio.plugin, pytest_cov.plugin, pytest_timeout, *plugins],
        )
    )


def forked(work: Callable[[Path], int], within: float) -> tuple[int | None, str]:
    """What a forked child gives back, None where it never ends, and what it left in the file ``note`` of its folder. It
    speaks to nobody, and nothing of it stays."""
    with tempfile.TemporaryDirectory(prefix="wadul-mutant-") as folder:
        pid = os.fork()
        if not pid:
            code = 99
            try:
                os.setsid()
                nowhere = os.open(os.devnull, os.O_RDWR)
                for stream in (0, 1, 2):
                    os.dup2(nowhere, stream)
                code = work(Path(folder))
            finally:
                os._exit(code)
        ends = time.monotonic() + within
        while not (done := os.waitpid(pid, os.WNOHANG))[0] and time.monotonic() < ends:
            time.sleep(0.02)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        status = done[1] if done[0] else os.waitpid(pid, 0)[1]
        note = Path(folder) / "note"
        told = note.read_text() if note.exists() else ""
    return os.waitstatus_to_exitcode(status) if done[0] else None, told


def known_of(tests: tuple[str, ...], names: Sequence[str]) -> Known:
    """Run the tests on the code as it is; what they import besides ours is imported here, once for all children."""

    def work(folder: Path) -> int:
        before, watching = set(sys.modules), Watching([one for one in names if not one.startswith(REMEMBERING)])
        code = _run(tests, folder, watching)
        ours = ("bot", "flows", "storage", "tests")
        watching.known.brought = [one for one in sys.modules if one not in before and one.split(".")[0] not in ours]
        (folder / "note").write_text(json.dumps(vars(watching.known)))
        return code

    code, told = forked(work, 3600)
    if code != 0:
        raise SystemExit(f"red without any mutant: {' '.join(tests)}")
    known = Known(**{name: Counter(told) if name == "noticed" else told for name, told in json.loads(told).items()})
    for name in known.brought:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    return known


def is_killed(mutant: Mutant, tests: tuple[str, ...], known: Known) -> bool:
    """Whether one of the tests fails, or never ends. First are asked, alone, those that noticed most until now."""
    wanted = known.wanted(mutant)
    often = {test for test, _ in known.noticed.most_common(5)} & wanted
    for chosen in filter(None, (often, wanted - often)):  # nobody passes there: nobody notices
        files = {test.partition("::")[0].removeprefix("tests/") for test in chosen}

        def work(folder: Path, chosen: set[str] = chosen, files: set[str] = files) -> int:
            sys.meta_path.insert(0, Instead(mutant))
            return _run(tuple(one for one in tests if one in files), folder, Chosen(known, chosen, folder / "note"))

        code, red = forked(work, WITHIN + 60 + 5 * sum(known.took[one] for one in chosen))
        if code not in (0, pytest.ExitCode.NO_TESTS_COLLECTED):
            known.noticed.update(filter(None, (red,)))
            return True
    return False


def interval(killed: int, many: int) -> tuple[float, float]:
    """Wilson's, 95 %."""
    z, share = 1.96, killed / many
    middle, half = share + z * z / (2 * many), z * sqrt(share * (1 - share) / many + z * z / (4 * many * many))
    return (middle - half) / (1 + z * z / many), (middle + half) / (1 + z * z / many)


def main() -> int:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.table import Table

    given = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    given.add_argument("--sample", type=int, default=250)
    given.add_argument("--seed", type=int, default=datetime.now(UTC).toordinal())
    given.add_argument("--only", metavar="MODULE", default="", help="a module, or a package with all that is in it")
    asked = given.parse_args()
    wanted = {
        name: tests for name, tests in modules().items() if not asked.only or f"{name}.".startswith(f"{asked.only}.")
    }
    found = [place for module in wanted for place in places(module)]
    mutants = drawn(found, asked.sample, asked.seed)
    if not mutants:
        raise SystemExit(f"nothing to break in {asked.only}")
    known: dict[tuple[str, ...], Known] = {}
    many, killed = Counter[str](), Counter[str]()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as progress:
        names = dict.fromkeys(mutant.module for mutant in mutants)
        sets = dict.fromkeys(wanted[name] for name in names)
        ready = progress.add_task("tests as they are", total=len(sets))
        for tests in sets:
            known[tests] = known_of(tests, [name for name in names if wanted[name] == tests])
            progress.advance(ready)
        task = progress.add_task("mutants", total=len(mutants))
        with contextlib.suppress(KeyboardInterrupt):  # what was drawn so far is a sample too
            for mutant in mutants:
                tests = wanted[mutant.module]
                if is_killed(mutant, tests, known[tests]):
                    killed[mutant.module] += 1
                else:
                    alive = f"{mutant.module}:{mutant.line}  {mutant.was}  →  {mutant.is_now}"
                    progress.console.print(alive, markup=False, highlight=False, soft_wrap=True)
                many[mutant.module] += 1
                progress.update(task, advance=1, description=mutant.module)
    table = Table("module", "mutants", "killed", "survived", "score")
    for name in sorted(many):
        score = f"{killed[name] / many[name]:.0%}"
        table.add_row(name, str(many[name]), str(killed[name]), str(many[name] - killed[name]), score)
    Console().print(table)
    share, (low, high) = killed.total() / many.total(), interval(killed.total(), many.total())
    print(f"{killed.total()} of {many.total()} killed: {share:.1%} (95 %: {low:.1%} to {high:.1%})")
    print(f"seed {asked.seed}, of {len(found)} places")
    return 0 if share >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
