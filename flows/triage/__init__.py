"""From what was said to how urgent it is: the rubric by answers alone.

``assess(answers, at)`` gives the highest criterion that holds, every reason for it by its rubric code, the modifiers,
and the legal and medical clocks. Nothing averages and nothing lowers; an unanswered question never counts against
the person (a question left open is read the careful way). Words come later and may only raise.

    urgency     the four levels
    rules       the rubric as a table: code, and when it holds
    clocks      deadlines that run whatever the level
"""

from flows.triage.assessment import Assessment, Reason, assess
from flows.triage.clocks import Clock
from flows.triage.urgency import Urgency

__all__ = ["Assessment", "Clock", "Reason", "Urgency", "assess"]
