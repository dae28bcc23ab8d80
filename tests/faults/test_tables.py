"""No scenario and no threat is forgotten: each has a test that carries its id, or says why it comes later."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FAULTS = "K1-4 N1-7 U1-9 D1-4 P1-2 C1 X1-3 F1-2 R1-2 B1-2 L1 Z1"
THREATS = "A1-6 R1-9 O1-7 T1-7 M1-3 I1-6 S1-5"


def marked(kind: str) -> set[str]:
    """The ids that tests carry, read from their source: most rooms cannot be imported everywhere."""
    found = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        if f"pytest.mark.{kind}(" not in (source := path.read_text("utf-8")):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == f"pytest.mark.{kind}":
                found |= {ast.literal_eval(one) for one in node.args}
    return found


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
