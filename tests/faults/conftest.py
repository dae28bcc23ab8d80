"""One founded office for each database, migrated once; each world is a copy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage import sealing
from tests.faults.founded import QUICK, Founded
from tests.storage.conftest import BOTH, PostgreSQL, postgresql

__all__ = ["postgresql"]


@pytest.fixture(autouse=True)
def _quick_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """In these stories only: others run in the same process afterwards."""
    monkeypatch.setattr(sealing, "PASSPHRASE_COST", QUICK)
    monkeypatch.setattr(sealing, "RECEIPT_COST", QUICK)


@pytest.fixture(scope="session", params=BOTH)
def founded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Founded]:
    server: PostgreSQL | None = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "PASSPHRASE_COST", QUICK)
        patch.setattr(sealing, "RECEIPT_COST", QUICK)
        made = Founded(tmp_path_factory.mktemp("founded"), server)
    yield made
    if server is not None:
        server.drop(made.url)
