"""aiogram, imported without building what this bot never uses.

`import aiogram` takes 2.4 s, and 1.8 of them go into the validators of 444 types, one after the other, each with all
that it holds in it. pydantic is made to build them when they are first used (`defer_build`, which aiogram sets); only
a loop at the end of `aiogram.types` builds them all the same, because it alone knows the names they call one another
by. So we keep those names for later. Reading updates needs 0.1 s of building, and that is done here too: what does not
fit shows at the start, and no reporter waits for it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel


def load() -> None:
    """Import aiogram, once; whoever imports it afterwards gets this one. Nothing to do where somebody was first."""
    if "aiogram" in sys.modules:
        return
    with _nothing_is_built() as names:
        from aiogram.methods.base import Response, TelegramMethod
        from aiogram.types import Update
        from aiogram.types.base import TelegramObject

    def build(cls: type[BaseModel], /, **given: Any) -> bool | None:
        """What pydantic asks for when a type is first used."""
        built: bool | None = _build(cls, **(given | {"_types_namespace": names}))
        return built

    for kind in (TelegramObject, TelegramMethod, Response) if names else ():  # else: as it is
        kind.model_rebuild = classmethod(build)  # type: ignore[method-assign, assignment]
    Update.model_rebuild()


@contextmanager
def _nothing_is_built() -> Iterator[dict[str, Any]]:
    names: dict[str, Any] = {}

    def later(cls: type[BaseModel], /, *, _types_namespace: dict[str, Any] | None = None, **_: Any) -> None:
        names.update(_types_namespace or {})

    before = BaseModel.__dict__["model_rebuild"]
    BaseModel.model_rebuild = classmethod(later)  # type: ignore[method-assign, assignment]
    try:
        yield names
    finally:
        BaseModel.model_rebuild = before  # type: ignore[method-assign]


_build: Any = BaseModel.__dict__["model_rebuild"].__func__
