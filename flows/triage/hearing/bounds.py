"""What the rubric's own bounds make of a guess: a code for this week is none when the words say three months ago.

The text model hears what was done; how long ago and to whom is told in words that the rules read. Where they say that a
code cannot be (T04 is 72 to 120 hours, T03 a child), the guess becomes the code of the same deed outside those bounds.
What the words leave open is never a bound, and no code of DARURAT is touched. What was guessed of five days, and told
of last night, is asked about as of last night (D06: within 72 hours).
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
    held = [replace(s, code=instead[s.code]) if s.code in instead else s for s in spots]
    if _of_these_days(listened) and not any(s.code == _D06 for s in held):
        held += [replace(s, code=_D06, strong=False) for s in held if s.code == _T04 and s.strong]
    return held


def _of_these_days(listened: Listened) -> bool:
    """Told of the last three days, and not beside something else that one may be forced to."""
    recent = any(0 < -moment.hours <= _D06_ENDS for moment in listened.when)
    forced = [m for m in listened.mentions if m.concept == "FORCE"]
    other = [m for m in listened.mentions if m.concept == "NOTSEX"]
    return recent and not any(one.gap(two) <= 3 for one in forced for two in other)


def _instead(listened: Listened) -> dict[str, str]:
    here = {m.concept for m in listened.mentions}
    past = [-m.hours for m in listened.when if m.hours < 0 and m.hours != DULU]
    ago = min(past, default=0) if not here & _STILL else 0
    grown = bool(here & _GROWN) and not here & _CHILD  # said, not guessed: the husband may be the mother's
    ruled: dict[str, str] = {}
    if ago > _T04_ENDS and grown:
        ruled[_T04] = "S03_SEKS_DEWASA"
    if ago > _T02_ENDS:
        ruled["T02_PELAKU_AKSES"] = "S01_FISIK"
    if grown:
        ruled["T03_SEKS_ANAK"] = ruled.get(_T04, _T04)
    if listened.answers.get("wedding", ()) in _NO_WEDDING_SOON:
        ruled["T11_NIKAH_30H"] = "S06_NIKAH_ANAK"
    return ruled


_D06, _T04 = "D06_SEKS_72J", "T04_SEKS_120J"
_D06_ENDS, _T04_ENDS, _T02_ENDS = 72, 120, 720  # hours: shared/reference/triage-rubric.md
_GROWN = frozenset({"ADULT", "GROWNUP"})
_CHILD = concepts("young")
_STILL = concepts("ongoing")
_NO_WEDDING_SOON = (("wedding.later",), ("wedding.done",))
