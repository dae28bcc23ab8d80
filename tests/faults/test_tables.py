"""No scenario and no threat is forgotten: each has a test that carries its id, or says why it comes later."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TypeGuard

import pytest

ROOT = Path(__file__).parents[2]
FAULTS = "K1-4 N1-7 U1-9 D1-4 P1-2 C1 X1-3 F1-2 R1-2 B1-2 L1 Z1"
THREATS = "A1-6 R1-9 O1-7 T1-7 M1-3 I1-6 S1-5"
LEAVES_OUT = ("skip", "skipif", "xfail", "importorskip")


def marked(kind: str) -> set[str]:
    """The ids that tests carry, read from their source: most rooms cannot be imported everywhere. A test that may be
    left out, or may fail, carries none."""
    found = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        if f"pytest.mark.{kind}(" not in (source := path.read_text("utf-8")):
            continue
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if marks(node, kind):
                found |= {ast.literal_eval(one) for one in node.args}
        doubtful = may_be_left_out(tree, kind)
        assert not doubtful, (
            f"{path.name}: {doubtful[0]} carries a {kind} and may be skipped or fail: it holds nothing."
        )
    return found


def marks(node: ast.AST, kind: str) -> TypeGuard[ast.Call]:
    """Whether this is where a test is given an id."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) == f"pytest.mark.{kind}"


def may_be_left_out(tree: ast.Module, kind: str) -> list[str]:
    """Which tests carry an id although they, their class or their module may be skipped or are expected to fail: by a
    mark, by a mark with a name of its own, by a call, or in a fixture or helper of the same file."""
    names: set[str] = set()

    def leaves(node: ast.AST) -> bool:
        return any(
            (isinstance(one, ast.Attribute) and one.attr in LEAVES_OUT and ast.unparse(one).startswith("pytest."))
            or (isinstance(one, ast.Name) and one.id in names)
            or (isinstance(one, ast.arg) and one.arg in names)
            for one in ast.walk(node)
        )

    whole = False
    for node in filter(leaves, tree.body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif not isinstance(node, ast.ClassDef):
            given = {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
            whole |= not given or "pytestmark" in given or "importorskip" in ast.unparse(node)
            names |= given
    rooms = [node for node in tree.body if whole or leaves(node)]
    return [getattr(room, "name", "it") for room in rooms if any(marks(one, kind) for one in ast.walk(room))]


def ids(ranges: str) -> set[str]:
    """``K1-3 L1`` as K1, K2, K3, L1."""
    found = set()
    for one in ranges.split():
        first, _, last = one[1:].partition("-")
        found |= {f"{one[0]}{number}" for number in range(int(first), int(last or first) + 1)}
    return found


def rows(page: str) -> dict[str, str]:
    """What the last column of a page's table says of each id."""
    text = (ROOT / page).read_text("utf-8")
    return {id: last.strip() for id, last in re.findall(r"^\| ([A-Z]\d) \|.*\| ([^|]+) \|$", text, re.MULTILINE)}


@pytest.mark.parametrize(
    ("kind", "ranges", "page", "now", "later"),
    [
        ("fault", FAULTS, "tests/faults/README.md", "now", "later: "),
        ("threat", THREATS, "docs/ancaman.md", "sekarang", "nanti: "),
    ],
)
def test_each_has_a_test_or_a_reason(kind: str, ranges: str, page: str, now: str, later: str) -> None:
    listed, told = rows(page), marked(kind)
    assert set(listed) == ids(ranges), "the page names each once, and no other"
    assert told <= set(listed), "a test names an id that is on no page"
    for id, said in listed.items():
        assert said == now or said.startswith(later), (id, said)
        assert (said == now) == (id in told), (id, "says now and has no test, or the other way round")


SURE = """
import pytest
def told(): pass
@pytest.mark.threat("A1")
def test_it(told):
    answer.skip("a button of this name")
"""
ITS_MARK = "@pytest.mark.threat"


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (ITS_MARK, f"@pytest.mark.skip\n{ITS_MARK}"),
        (ITS_MARK, f"@pytest.mark.skipif(True, reason='x')\n{ITS_MARK}"),
        (ITS_MARK, f"@pytest.mark.xfail(reason='x')\n{ITS_MARK}"),
        (ITS_MARK, f"@pytest.mark.parametrize('a', [pytest.param(1, marks=pytest.mark.skip)])\n{ITS_MARK}"),
        (ITS_MARK, f"needs = pytest.mark.skipif(True, reason='x')\n@needs\n{ITS_MARK}"),
        ("import pytest", "import pytest\npytestmark = [pytest.mark.skip]"),
        ("import pytest", "import pytest\npytest.importorskip('numpy')"),
        ("import pytest", "import pytest\nnp = pytest.importorskip('numpy')"),
        ("answer.skip", "pytest.skip"),
        ("def told(): pass", "def told(): pytest.skip('x')"),
    ],
)
def test_what_may_be_left_out_holds_nothing(said: str, instead: str) -> None:
    assert may_be_left_out(ast.parse(SURE), "threat") == []
    assert said in SURE
    assert may_be_left_out(ast.parse(SURE.replace(said, instead)), "threat") == ["test_it"]
