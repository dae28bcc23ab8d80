"""What a word's surroundings do to it: denial, and places where frightening words are harmless.

Denial reaches one to three words and only through words that carry it. A person who says *nggak kuat dipukul terus*
denies nothing. Games, films, football, homework, kitchens and fields quieten only their own kind of word, in their own
sentence, and never when the sentence also says that a person did it to someone here.


Some places are no single word but a way of saying: *kayak orang dicekik* of a machine, *mbeleh* after a hen. Such a
phrase quietens only what stands inside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from flows.triage.hearing.lexicon import Mention, Token
from flows.triage.hearing.sets import concepts, table, words

_DENIES = words("denies")
_CARRIES = words("carries")
_WANTS = words("wants")
_ABOUT_SELF = concepts("about_self")


@dataclass(frozen=True)
class Quiet:
    """In sentences that mention ``where``, these concepts are ordinary words, unless one of ``unless`` is there too."""

    where: frozenset[str]
    concepts: frozenset[str]
    unless: frozenset[str]
    near: int
    personal: bool  # a person doing it to someone here breaks the quiet
    carries: bool  # on to the end of the message, until somebody of one's own comes in
    after: bool  # only what is said after the place


@cache
def quiets() -> tuple[Quiet, ...]:
    """The table of harmless places."""
    return tuple(
        Quiet(
            frozenset(row["where"].split()),
            frozenset(row["concepts"].split()),
            frozenset(row.get("unless", "").split()),
            row.get("near", 99),
            row.get("personal", True),
            row.get("carries", False),
            row.get("after", False),
        )
        for row in table("quiet.toml")["quiet"]
    )


@dataclass(frozen=True)
class Phrase:
    """Inside what ``said`` matches, these concepts are ordinary words, unless one of ``unless`` is in the sentence.
    Where none of ``cues`` stands there is nothing to look for."""

    cues: tuple[str, ...]
    said: re.Pattern[str]
    concepts: frozenset[str]
    unless: frozenset[str]


@cache
def phrases() -> tuple[Phrase, ...]:
    """The table of harmless ways of saying."""
    book = table("quiet.toml")
    named = {f"<{name}>": f"(?:{'|'.join(each.split())})" for name, each in book["names"].items()}

    def spelled(said: str) -> str:
        for name, each in named.items():
            said = said.replace(name, each)
        # However wide a space is typed; what looks behind must stay as wide as it is.
        widened = {r"\s": r"\s+", r"\s?": r"\s*"}
        return re.sub(r"(\(\?<[!=][^)]*\))|\\s\??(?![+*{])", lambda found: found[1] or widened[found[0]], said)

    return tuple(
        Phrase(
            tuple(row["cues"].split()),
            re.compile(spelled(row["said"]), re.IGNORECASE | re.VERBOSE),
            frozenset(row["concepts"].split()),
            frozenset(row.get("unless", "").split()),
        )
        for row in book["phrase"]
    )


def denied(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether the words just before deny it."""
    for distance in range(1, 4):
        place = mention.first - distance
        if place < 0 or tokens[place].word.clause != tokens[mention.first].word.clause:
            return False
        token = tokens[place]
        if token.any_of(_DENIES):
            return True
        if not token.any_of(_CARRIES) or (token.any_of(_WANTS) and mention.concept not in _ABOUT_SELF):
            return False
    return False


def audible(text: str, mentions: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """The mentions that are not harmless where they stand."""
    if any(m.concept == "TURNEDOUT" for m in mentions):
        mentions = [m for m in mentions if not _mistaken(m, mentions, tokens)]
    mentions = _spoken(text, mentions, tokens)
    here = {m.concept for m in mentions}
    rules = [rule for rule in quiets() if not rule.where.isdisjoint(here)]
    if not rules:
        return list(mentions)
    around: dict[int, list[Mention]] = {}
    for m in mentions:
        around.setdefault(tokens[m.first].word.sentence, []).append(m)

    def quiet(rule: Quiet, mention: Mention) -> bool:
        if rule.carries:
            return _retold(rule, mention, mentions, tokens)
        return _quietens(rule, mention, around[tokens[mention.first].word.sentence], tokens)

    return [m for m in mentions if not any(m.concept in rule.concepts and quiet(rule, m) for rule in rules)]


def _spoken(text: str, mentions: Sequence[Mention], tokens: Sequence[Token]) -> Sequence[Mention]:
    """What is left when the harmless ways of saying are taken out."""
    here = {m.concept for m in mentions}
    gone: set[Mention] = set()
    lowered = text.lower()
    for phrase in phrases():
        if phrase.concepts.isdisjoint(here) or not any(map(lowered.__contains__, phrase.cues)):
            continue
        for found in phrase.said.finditer(text):
            inside = {m for m in mentions if m.concept in phrase.concepts and _within(m, found, tokens)}
            around = {tokens[m.first].word.sentence for m in inside}
            others = (m for m in mentions if m.concept in phrase.unless and m not in inside)
            if not any(tokens[m.first].word.sentence in around for m in others):
                gone |= inside
    return [m for m in mentions if m not in gone] if gone else mentions


def _within(mention: Mention, found: re.Match[str], tokens: Sequence[Token]) -> bool:
    return found.start() <= tokens[mention.first].word.start and tokens[mention.last].word.end <= found.end()


_SEEMED = concepts("seemed")
_SEEMING = concepts("seeming")
_GRAVE = concepts("grave")


def _mistaken(mention: Mention, mentions: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """*Tak kira maling, jebul kanca*: what it was taken for, before what it turned out to be."""
    if mention.concept not in _SEEMED | _SEEMING:
        return False
    around = [m for m in mentions if tokens[m.first].word.sentence == tokens[mention.first].word.sentence]
    after = [m for m in around if m.concept == "TURNEDOUT" and m.first > mention.last]
    if not after or any(m.concept in _GRAVE and m.first > after[0].last for m in around):
        return False
    return mention.concept in _SEEMING or any(m.concept == "THOUGHT" and m.last < mention.first for m in around)


def _quietens(rule: Quiet, mention: Mention, around: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether its own sentence makes it harmless; ``around`` is all that stands in it."""
    if any(m.concept in rule.unless for m in around):
        return False
    places = [m for m in around if m.concept in rule.where and m.gap(mention) <= rule.near]
    if rule.after:
        places = [m for m in places if m.last < mention.first]
    if not places:
        return False
    touching = any(_touch(m, mention, tokens) for m in places)  # "dibunuh anjing", "pitikku dibeleh"
    return not (rule.personal and not touching and _personal(mention, places, tokens))


_OURS = concepts("ours")
_TELLER = concepts("teller")


def _retold(rule: Quiet, mention: Mention, mentions: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """*Nonton film. Hantunya nyekik orang*: still the film, while nothing between the two speaks of one's own life."""
    place = next((m for m in mentions if m.concept in rule.where and m.last < mention.first), None)
    if place is None:
        return False
    begun, here = tokens[place.first].word.sentence, tokens[mention.first].word.sentence
    for m in mentions:
        sentence = tokens[m.first].word.sentence
        if not begun <= sentence <= here:
            continue
        if m.concept in rule.unless and m.first > place.last:
            return False
        told = m.first < place.first and m.concept in _TELLER  # "aku nonton film"
        if m.concept in _OURS and not told and not _theirs(m, tokens):
            return False
    return True


def _theirs(person: Mention, tokens: Sequence[Token]) -> bool:
    """*Suaminya*, *anake*, *saudara-saudaranya*: somebody's in the story."""
    said = [t.readings[0] for t in tokens[person.first : person.last + 2] if t.readings]
    return any(r.ending == "nya" and r.lemma == said[0].lemma for r in said)


def _touch(place: Mention, mention: Mention, tokens: Sequence[Token]) -> bool:
    """Side by side, but for a possessive."""
    if place.gap(mention) == 0:
        return True
    between = range(place.last + 1, mention.first)
    return bool(between) and all(tokens[at].word is tokens[place.last].word for at in between)


_VICTIMS = words("victims")
_DOERS = words("doers")
_SELF = frozenset({"aku"})


def _personal(mention: Mention, places: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Somebody here is its victim, and nothing harmless stands between the two."""
    harmless = {at for place in places for at in range(place.first, place.last + 1)}
    after = range(mention.last + 1, min(len(tokens), mention.last + 4))
    before = range(mention.first - 1, max(-1, mention.first - 4), -1)
    victim_after = _reaches(after, tokens, _VICTIMS, harmless)
    victim_before = _reaches(before, tokens, _VICTIMS, harmless)
    doer_after = _reaches(after, tokens, _DOERS, harmless)
    doer_before = _reaches(before, tokens, _DOERS, harmless)
    wished = mention.concept in _ABOUT_SELF and _reaches(
        range(mention.first - 1, max(-1, mention.first - 5), -1), tokens, _SELF, harmless
    )
    return (
        victim_after
        or wished  # "habis nonton film aku mau bunuh diri"
        or (victim_before and doer_after)
        or (doer_before and (victim_after or doer_after))
        or (victim_before and any(r.voice == "di" for r in tokens[mention.first].readings) and not doer_after)
    )


def _reaches(places: range, tokens: Sequence[Token], wanted: frozenset[str], harmless: set[int]) -> bool:
    for place in places:
        if place in harmless:
            return False
        if tokens[place].any_of(wanted):
            return True
    return False
