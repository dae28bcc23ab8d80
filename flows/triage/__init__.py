"""From what was told to how urgent it is: the rubric, by answers and by words.

``assess(answers, own_words, at)`` gives the highest criterion that holds, every reason for it by its rubric code and
where it came from, the modifiers, the legal and medical clocks, and what should be confirmed. Nothing averages and
nothing lowers; an unanswered question never counts against the person. Words may only raise.

    urgency     the four levels
    rules       the rubric as a table: code, and when it holds
    facts       the answers, asked
    rubric      all rules at once
    clocks      deadlines that run whatever the level
    hearing     words: lexicon, patterns and a small text model
    assessment  all of it together
    training    how the text model is made
"""

from flows.triage.assessment import Assessment, Reason, Settled, assess
from flows.triage.clocks import Clock
from flows.triage.urgency import Urgency

__all__ = ["Assessment", "Clock", "Reason", "Settled", "Urgency", "assess"]
