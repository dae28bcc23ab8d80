"""What the rubric's own bounds make of a guess: a code for this week is none when the words say three months ago.

The text model hears what was done; how long ago and to whom is told in words that the rules read. Where they say that a
code cannot be (T04 is 72 to 120 hours, T03 a child), the guess becomes the code of the same deed outside those bounds.
What the words leave open is never a bound, and no code of DARURAT is touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.triage.hearing.listening import Listened
from flows.triage.hearing.model import Spotted
from flows.triage.hearing.moments import DULU
from flows.triage.hearing.sets import concepts


def within_bounds(spots: Sequence[Spotted], listened: Listened) -> list[Spotted]:
    """Each guess, or what it is instead."""
    instead = _instead(listened)
    return [replace(s, code=instead[s.code]) if s.code in instead else s for s in spots]


def _instead(listened: Listened) -> dict[str, str]:
    here = {m.concept for m in listened.mentions}
    past = [-m.hours for m in listened.when if m.hours < 0 and m.hours != DULU]
    ago = min(past, default=0) if not here & _STILL else 0
    grown = bool(here & _GROWN) and not here & _CHILD  # said, not guessed: the husband may be the mother's
    ruled: dict[str, str] = {}
    if ago > _T04_ENDS and grown:
        ruled["T04_SEKS_120J"] = "S03_SEKS_DEWASA"
    if ago > _T02_ENDS:
        ruled["T02_PELAKU_AKSES"] = "S01_FISIK"
    if grown:
        ruled["T03_SEKS_ANAK"] = ruled.get("T04_SEKS_120J", "T04_SEKS_120J")
    if listened.answers.get("wedding", ()) in _NO_WEDDING_SOON:
        ruled["T11_NIKAH_30H"] = "S06_NIKAH_ANAK"
    return ruled


_T04_ENDS, _T02_ENDS = 120, 720  # hours: shared/reference/triage-rubric.md
_GROWN = frozenset({"ADULT", "GROWNUP"})
_CHILD = concepts("young")
_STILL = concepts("ongoing")
_NO_WEDDING_SOON = (("wedding.later",), ("wedding.done",))
