"""aiogram is imported without building the types that this bot never uses, and any of them is built when it is."""

from __future__ import annotations

import subprocess
import sys

LOOK = """
import bot.reporter, aiogram.methods
from aiogram import types
every = [getattr(types, name) for name in types.__all__]
kinds = [kind for kind in every if hasattr(kind, "__pydantic_complete__")]
assert types.Update.__pydantic_complete__
print(len(kinds), sum(kind.__pydantic_complete__ for kind in kinds))
gift = types.Gift.model_validate({"id": "1", "star_count": 5, "sticker": {
    "file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1,
    "is_animated": False, "is_video": False}})
assert isinstance(gift.sticker, types.Sticker)
answer = aiogram.methods.base.Response[types.StarTransactions].model_validate({"ok": True, "result": {
    "transactions": [{"id": "1", "amount": 2, "date": 3}]}})
assert answer.result.transactions[0].amount == 2
"""


def test_what_is_never_used_is_not_built_and_what_is_asked_for_is() -> None:
    """In a process of its own: here somebody may have been first."""
    said = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True).stdout
    kinds, built = (int(number) for number in said.split())
    assert kinds > 300
    assert built < kinds / 10
