"""What every test shares: which of them this machine can run, said in one line."""

from __future__ import annotations

import gc
import os
import shutil

import pytest

CHROMIUM = "/usr/bin/chromium"
NEEDS = {
    "chromium": (lambda: shutil.which(CHROMIUM) is not None, "Debian's chromium"),
    "postgres": (lambda: bool(os.environ.get("TEST_POSTGRES")), "a PostgreSQL named by TEST_POSTGRES"),
}

# Rooms of tests that wait for bots, or walk the same lines over and over: these are counted elsewhere.
UNCOUNTED = ("bot", "demo", "dispatch", "sandbox", "faults")

gc.disable()  # until everything is imported
_left_out = pytest.StashKey[str]()


@pytest.hookimpl(optionalhook=True)  # there are runs without xdist
def pytest_xdist_auto_num_workers() -> int:
    """What ``-n auto`` means here: most of the time is spent waiting for real processes, not for a core."""
    return max(3, os.cpu_count() or 1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests whose machine is missing are deselected, with one line; where everything must run, that is a failure."""
    for item in items:  # on PostgreSQL the same lines are walked as on SQLite
        if item.path.relative_to(config.rootpath).parts[1] in UNCOUNTED or item.get_closest_marker("postgres"):
            item.add_marker("no_cover")
    missing = {mark: what for mark, (there, what) in NEEDS.items() if not there()}
    out = [item for item in items if any(item.get_closest_marker(mark) for mark in missing)]
    if not out:
        return
    what = " and ".join(missing.values())
    if os.environ.get("TEST_ALL"):
        pytest.exit(f"{len(out)} tests cannot run here: they need {what}.", returncode=3)
    config.stash[_left_out] = f"left out: {len(out)} tests that need {what}"
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in out]


def pytest_collection_finish() -> None:
    """What was imported stays: nobody looks for rubbish among it."""
    gc.freeze()
    gc.enable()


def pytest_report_collectionfinish(config: pytest.Config) -> str | None:
    """Say once what was left out."""
    return config.stash.get(_left_out, None)
