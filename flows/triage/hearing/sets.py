"""The named sets of ``sets.toml``, and the reading of tables."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """A TOML table that comes with the package."""
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


def words(name: str) -> frozenset[str]:
    """A named set of words."""
    return frozenset(table("sets.toml")["words"][name].split())


def concepts(name: str) -> frozenset[str]:
    """A named set of concepts."""
    return frozenset(table("sets.toml")["concepts"][name].split())
