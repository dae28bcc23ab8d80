"""The four levels, most urgent first."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property


class Urgency(StrEnum):
    """How soon a person must look. ``rank`` 0 is the most urgent."""

    DARURAT = "DARURAT"
    TINGGI = "TINGGI"
    SEDANG = "SEDANG"
    RENDAH = "RENDAH"

    @cached_property
    def rank(self) -> int:
        return list(Urgency).index(self)

    def above(self, other: str) -> bool:
        """Whether this is more urgent than the other; anything is above nothing."""
        return not other or self.rank < Urgency(other).rank

    @classmethod
    def of(cls, code: str) -> Urgency:
        """The level a rubric code stands at: its first letter says it."""
        return _BY_LETTER[code[0]]


_BY_LETTER = {level.value[0]: level for level in Urgency}
