"""What every test shares: which of them this machine can run, said in one line."""

from __future__ import annotations

import gc
import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
NEEDS = {
    "chromium": (lambda: shutil.which(CHROMIUM) is not None, "Debian's chromium"),
    "postgres": (lambda: bool(os.environ.get("TEST_POSTGRES")), "a PostgreSQL named by TEST_POSTGRES"),
}

# Tests that wait for bots, or walk the same lines over and over: these are counted elsewhere. Counting makes what is
# pure take twice as long.
UNCOUNTED = ("bot", "demo", "deploy", "dispatch", "sandbox", "faults", "flows/test_lint.py", "flows/test_triage.py")

# What takes longest begins first: else the run ends with one worker alone in a long file. The others follow by how many
# tests they have.
LONGEST = (
    *("bot/test_kills.py", "flows/test_exhaustive.py", "demo/test_scripts.py", "demo/test_page.py"),
    *("bot/test_doors.py", "bot/test_leaving.py", "bot/test_bad_input.py", "storage/test_turns.py"),
    *("bot/test_offices.py", "bot/test_voice.py", "bot/test_canary.py", "bot/test_machines.py", "bot/test_metrics.py"),
    *("bot/test_destinations.py", "storage/test_visiting.py", "triage/test_model.py", "flows/test_lint.py"),
    *("storage/test_digests.py", "cli/test_doctor.py", "faults/test_fuzz.py", "faults/test_machine.py"),
    *("faults/test_kills.py", "bot/test_broken_off.py", "bot/test_visiting.py", "bot/test_flood.py"),
    *("bot/test_push.py", "bot/test_again.py", "cli/test_poster.py", "test_year.py"),
)

gc.disable()  # until everything is imported
_left_out = pytest.StashKey[str]()


@pytest.hookimpl(optionalhook=True)  # there are runs without xdist
def pytest_xdist_auto_num_workers() -> int:
    """What ``-n auto`` means here: most of the time is spent waiting for real processes, not for a core."""
    return max(3, os.cpu_count() or 1)


def pytest_configure(config: pytest.Config) -> None:
    """The workers get the files in the order of `_longest_first`, where there are workers."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def _longest_first(items: list[pytest.Item]) -> None:
    sizes = Counter(item.path for item in items)
    places = {HERE / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (places.get(item.path, len(places)), -sizes[item.path]))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests whose machine is missing are deselected, with one line; where everything must run, that is a failure."""
    _longest_first(items)
    uncounted = [HERE / one for one in UNCOUNTED]
    told = {item.nodeid for item in items}
    for item in items:  # a story told on both databases walks the same lines twice
        twin = item.nodeid.replace("postgresql", "sqlite")
        if any(map(item.path.is_relative_to, uncounted)) or (twin != item.nodeid and twin in told):
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
