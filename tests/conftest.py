"""What every test shares: which of them this machine can run, said in one line."""

from __future__ import annotations

import gc
import os
import shutil
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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

# The stories of the real processes have one town and one nursery, and wait more than they compute: one worker tells all
# of them while the others compute.
REAL = (
    *("bot/test_kills.py", "bot/test_doors.py", "bot/test_offices.py", "bot/test_visiting.py", "bot/test_leaving.py"),
    *("bot/test_canary.py", "bot/test_voice.py", "bot/test_destinations.py", "bot/test_metrics.py"),
    *("bot/test_flood.py", "bot/test_broken_off.py", "bot/test_again.py"),
)

# What takes longest begins first: else the run ends with one worker alone in a long file. The others follow by how many
# tests they have.
LONGEST = (
    *(*REAL, "demo/test_scripts.py", "bot/test_bad_input.py", "storage/test_moving.py", "faults/test_fuzz.py"),
    *("demo/test_page.py", "flows/test_exhaustive.py", "bot/test_machines.py", "dispatch/test_webhook.py"),
    *("storage/test_turns.py", "storage/test_visiting.py", "dispatch/test_mail.py", "triage/test_model.py"),
    *("bot/test_dispatch.py", "storage/test_handling.py", "bot/test_webhook.py", "storage/test_cases.py"),
    *("flows/test_lint.py", "bot/test_listening.py", "storage/test_digests.py", "cli/test_doctor.py"),
    *("cli/test_offices.py", "faults/test_kills.py", "dispatch/test_primero.py", "dispatch/test_sms.py"),
    *("faults/test_machine.py", "bot/test_push.py", "cli/test_poster.py", "test_year.py"),
)

gc.disable()  # until everything is imported
_left_out = pytest.StashKey[str]()


@contextmanager
def _uncounted(config: pytest.Config) -> Iterator[None]:
    """No line is counted meanwhile, where lines are counted at all."""
    counting = getattr(config.pluginmanager.get_plugin("_cov"), "cov_controller", None)
    if counting is None or not counting.started:
        yield
        return
    counting.pause()
    try:
        yield
    finally:
        if not counting.started:
            counting.resume()


@pytest.hookimpl(optionalhook=True)  # there are runs without xdist
def pytest_xdist_auto_num_workers() -> int:
    """What ``-n auto`` means here: most of the time is spent waiting for real processes, not for a core."""
    return max(3, os.cpu_count() or 1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Each file is told by one worker, and so are all of `REAL`."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "real" if file.removeprefix("tests/") in REAL else file

    return Scheduling(config, log)


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


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Every worker imports everything; what that runs is counted by the first one alone."""
    if getattr(session.config, "workerinput", {"workerid": "gw0"})["workerid"] == "gw0":
        return (yield)
    with _uncounted(session.config):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """`no_cover` leaves out what a test does; what is made ready for it costs as much, and is left out too."""
    if item.get_closest_marker("no_cover") is None:
        return (yield)
    with _uncounted(item.config):
        return (yield)


def pytest_collection_finish() -> None:
    """What was imported stays: nobody looks for rubbish among it."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _one_authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Each client gets ready for TLS, which hardly anybody speaks here: it reads one certificate, not a hundred and
    forty."""
    import certifi

    first, end, _ = Path(certifi.where()).read_text("ascii", "ignore").partition("-----END CERTIFICATE-----")
    trusted = tmp_path_factory.mktemp("trusted") / "one.pem"
    trusted.write_text(first + end)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(trusted))
        patch.delenv("SSL_CERT_DIR", raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _put_together_once() -> Iterator[None]:
    """SQLAlchemy puts every statement together for each engine anew, and each story has engines of its own."""
    from sqlalchemy.util import LRUCache

    from storage import database

    class Statements(LRUCache[Any, Any]):
        """Found by all engines that speak the same dialect."""

        def get(self, key: Any, default: Any = None) -> Any:
            return super().get((type(key[0]), *key[1:]), default)

        def __setitem__(self, key: Any, value: Any) -> None:
            super().__setitem__((type(key[0]), *key[1:]), value)

    make, kept = database.create_engine, Statements(5000)

    def create_engine(*given: Any, **options: Any) -> Any:
        engine: Any = make(*given, **options)
        engine._compiled_cache = kept
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "create_engine", create_engine)
        yield


def pytest_report_collectionfinish(config: pytest.Config) -> str | None:
    """Say once what was left out."""
    return config.stash.get(_left_out, None)
