"""Processes that share nothing with the test that starts them, without each of them importing everything again."""

from __future__ import annotations

import multiprocessing
from multiprocessing.context import ForkServerContext

NEEDED = ["flows.office_file", "storage.turns", "tests.storage.conftest"]


def clean() -> ForkServerContext:
    """Each is forked from a process that has imported what they need and opened nothing."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(NEEDED)
    return context
