"""Our own promises, taken out of the source one by one (row Z1): each turns a test red.

That it does is looked at by ``python -m tests.faults.mutants`` (twenty CPU seconds); here, that each still fits.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.mutants import MUTANTS, Mutant

ROOT = Path(__file__).parents[2]


@pytest.mark.fault("Z1")
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_promise_stands_where_the_mutant_looks_for_it_and_its_tests_are_there(mutant: Mutant) -> None:
    pid = os.fork()
    if not pid:
        try:
            mutant.breaks()
        except BaseException:
            os._exit(1)
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
    for test in mutant.tests:
        file, _, name = test.partition("::")
        assert f"def {name}(" in (ROOT / "tests" / file).read_text("utf-8")
