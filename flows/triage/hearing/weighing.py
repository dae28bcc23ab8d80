"""Weighing what was listened to: which codes the words amount to, what counts now and what should be asked first.

Facts become answers and go to the rubric; what no answer can say comes from the patterns directly, and what no word
list holds from the text model. A text is heard whole and line by line, and the higher level stands: a line that is
added never lowers what the others said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from flows.triage.hearing.bounds import within_bounds
from flows.triage.hearing.heard import Hearing, Hit, together, unique
from flows.triage.hearing.lexicon import Token
from flows.triage.hearing.listening import Listened, listen
from flows.triage.hearing.marks import marks_of
from flows.triage.hearing.model import Spotted, spot
from flows.triage.hearing.patterns import ASKS, RAISES, Match
from flows.triage.hearing.sets import table
from flows.triage.urgency import Urgency

MODEL = "model"


@lru_cache(maxsize=4096)
def hear(text: str) -> Hearing:
    """Listen to a text. Pure; any characters will do. The last few thousand answers are remembered, because each turn
    weighs all of a conversation anew (and one chat must not make the others slow); `forget` drops them."""
    parts = list(_lines(text))
    return together([_heard(text, 0, text), *(_heard(line, at, text) for at, line in parts if len(parts) > 1)])


def forget() -> None:
    """Words must not stay in memory longer than they are needed."""
    hear.cache_clear()


def _lines(text: str) -> Iterable[tuple[int, str]]:
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield at, line
        at += len(line)


def _heard(text: str, offset: int, whole: str) -> Hearing:
    """One text: by the rules, and by the model where it says more."""
    listened = listen(text)
    heard = _weigh(listened, offset, whole)
    clues = {hit.code[0] for hit in heard.hits if hit.strength >= ASKS}
    spots = within_bounds(spot(text, marks_of(listened), clues), listened)
    if not spots:
        return heard
    spotted = [_spotted(s, offset, whole) for s in spots]
    hits = unique((*spotted, *heard.hits))
    counted = {hit.code for hit in spotted if hit.strength >= RAISES}
    codes = tuple(sorted({*heard.codes, *counted} - _INFORMING or {*heard.codes}, key=_by_level))
    level = min((heard.level, *map(Urgency.of, counted)), key=lambda u: u.rank)
    wish = [s.code for s in spots if s.code == _WISH and s.probability >= _EVEN]
    ask = dict.fromkeys((*_to_ask(hits, level), *wish, *heard.ask))
    return Hearing(hits, heard.facts, tuple(ask), level, codes)


def _spotted(s: Spotted, offset: int, whole: str) -> Hit:
    start, end = s.start + offset, s.end + offset
    return Hit(s.code, start, end, whole[start:end], RAISES if s.strong else ASKS, MODEL)


def _by_level(code: str) -> tuple[int, str]:
    return Urgency.of(code).rank, code


def _weigh(listened: Listened, offset: int, whole: str) -> Hearing:
    tokens, found, when, answers = listened.tokens, listened.found, listened.when, listened.answers
    assessed = listened.weighed
    by_fact = [m for m in found if m.pattern.fact and not m.denied]
    hits = [_hit(m, m.strength, m.pattern.code, tokens, offset, whole) for m in found if m.pattern.code and _says(m)]
    past = any(m.hours < -168 for m in when) and not any(-168 <= m.hours < 0 for m in when)
    if past:  # a strangling of long ago is for the rubric to place
        hits = [hit for hit in hits if hit.code != "D04_CEKIK"]
    codes = {h.code for h in hits if _counts(h)}
    reasons = [code for code in assessed.codes if by_fact or code.startswith("D01")]
    for code in reasons:
        if code not in {h.code for h in hits} and by_fact:
            cause = next((m for m in by_fact if m.pattern.fact.startswith(_CAUSES.get(code[:3], "act."))), by_fact[0])
            hits.append(_hit(cause, ASKS, code, tokens, offset, whole))
    codes |= set(reasons)
    urgent = [Urgency.of(c) for c in codes]
    if by_fact:
        urgent.append(assessed.level)
    level = min(urgent, key=lambda u: u.rank, default=Urgency.RENDAH)
    if codes - _INFORMING and level is not Urgency.RENDAH:
        codes -= _INFORMING
    said = tuple(sorted(codes, key=_by_level)) or ("R04_UMUM",)
    strong = [m for m in found if m.pattern.strength == RAISES and m.pattern.code[:1] == "D"]
    doubted = [m.pattern.code for m in strong if m.denied or m.doubted]
    ask = dict.fromkeys((*_to_ask(hits, level), *doubted))  # who denies the worst is asked, not believed at once
    return Hearing(unique(hits), answers, tuple(ask), level, said)


_WISH = "T06_PIKIR_BUNUH_DIRI"  # below DARURAT, and asked about all the same
_EVEN = 0.5  # the model's own chance from which a wish to die is asked about
_INFORMING = frozenset({"R01_INFO", "R03_CEGAH", "R05_STATUS", "R06_LUAR_LINGKUP", "R04_UMUM"})
_CAUSES = table("sets.toml")["causes"]


def _says(match: Match) -> bool:
    return not match.denied or match.pattern.strength == RAISES


def _counts(hit: Hit) -> bool:
    """Urgent codes need a strong hit; the others come from patterns that are support enough."""
    return hit.strength >= RAISES or (hit.strength == ASKS and not hit.code.startswith("D")) or hit.code.startswith("R")


def _to_ask(hits: Sequence[Hit], level: Urgency) -> tuple[str, ...]:
    """Strong urgent hits are confirmed, and so is a wish to die. A weak hit of the tables is a clue for the model, no
    question of its own: what the model makes of it is asked when it would raise."""
    wanted = [h for h in hits if h.code.startswith("D") and (h.strength >= RAISES or _suspects(h, level))]
    wanted += [h for h in hits if h.code == _WISH and h.strength >= ASKS and h.layer != MODEL]
    return tuple(dict.fromkeys(h.code for h in sorted(wanted, key=lambda h: -h.strength)))


def _suspects(hit: Hit, level: Urgency) -> bool:
    return hit.layer == MODEL and hit.strength >= ASKS and Urgency.of(hit.code).above(level)


def _hit(match: Match, strength: int, code: str, tokens: Sequence[Token], offset: int, whole: str) -> Hit:
    start = offset + min(tokens[m.first].word.start for m in match.mentions)
    end = offset + max(tokens[m.last].word.end for m in match.mentions)
    one_word = all(m.first == match.mentions[0].first for m in match.mentions)
    return Hit(code, start, end, whole[start:end], strength, "lexicon" if one_word else "pattern")
