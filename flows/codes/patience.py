"""How often a code or a word may be tried wrongly, and how long a chat then rests.

Each chat has its own count. When many chats err at once, each of those that erred waits a little between its tries;
whoever has not erred yet never waits: nobody can shut the door for everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

AT_ONCE, SPAN = 5, timedelta(minutes=15)
IN_ALL, DAY = 20, timedelta(hours=24)
OVERALL, HOUR = 60, timedelta(hours=1)
LONGEST_WAIT = 42  # seconds between two tries of a chat that erred, while everybody errs
KEPT = 200  # wrong tries that are remembered of everybody together


def rests(own: Sequence[datetime], overall: Sequence[datetime], at: datetime) -> bool:
    """Whether whoever erred at these moments must wait: then what they typed is not even looked at."""
    if not own:
        return False
    if len(_since(own, at - SPAN)) >= AT_ONCE or len(_since(own, at - DAY)) >= IN_ALL:
        return True
    crowd = len(_since(overall, at - HOUR)) - OVERALL
    return crowd > 0 and at - own[-1] < timedelta(seconds=min(LONGEST_WAIT, crowd))


def kept(tries: Sequence[datetime], at: datetime, most: int) -> tuple[datetime, ...]:
    """What still counts of these and of one more now."""
    return (*_since(tries, at - DAY), at)[-most:]


def _since(tries: Sequence[datetime], moment: datetime) -> list[datetime]:
    return [one for one in tries if one > moment]
