"""How hard a text is to read: long sentences, long words, too many sentences for one idea.

The reader may be eleven, or old, or frightened: one thought a sentence, about fifteen words at most, everyday words.
The ceilings are our own, set where the good texts here end; no study stands behind them. Sentences are counted between
stops and colons; a paragraph is one idea. Names, numbers and what the office writes itself stand for nothing here:
nobody can shorten them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from fluent.syntax import ast

Messages = Mapping[str, ast.Message]


@dataclass(frozen=True)
class Ceiling:
    """``words`` in a sentence, ``letters`` in a word and their ``mean`` over a text, ``sentences`` in one idea."""

    words: int
    letters: int
    mean: float
    sentences: int = 2


# An adult is allowed two words more. Indonesian and Javanese build long words from short ones, krama more than ngoko
# (*dipun-*, *-ipun*); English strings short ones together.
CEILINGS = {
    "id": {"anak": Ceiling(14, 12, 6.3), "dewasa": Ceiling(16, 12, 6.3)},
    "jv": {"anak": Ceiling(14, 12, 6.3), "dewasa": Ceiling(16, 14, 7.4)},
    "en": {"anak": Ceiling(15, 12, 5.2), "dewasa": Ceiling(17, 12, 5.2)},
}
BREATH = 3  # words: a shorter sentence is a greeting (*Terima kasih.*), not a thought
FEW = 6  # words: of fewer a mean says nothing
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
HYPHEN = re.compile(r"[-'’]")
STOPS = re.compile(r"[.!?:;•·\n–]+|“|”")
ENDS = re.compile(r"[.!?]+(?=\s|$)")
NOTHING = "\N{OBJECT REPLACEMENT CHARACTER}"  # where a fact will stand


def wrong(language: str, key: str, messages: Messages) -> Iterator[str]:
    """What is too hard about one text, each thing once."""
    said: set[str] = set()
    for register, ceiling in CEILINGS[language].items():
        for text in read_aloud(messages, key, register):
            for fault in _hard(text, ceiling):
                if fault not in said:
                    said.add(fault)
                    yield f"texts {language}: {key} ({register}) {fault}"


@lru_cache(maxsize=8192)  # most is said the same in two registers; texts that ship, never what anybody told
def _hard(text: str, ceiling: Ceiling) -> tuple[str, ...]:
    return tuple(_faults(text, ceiling))


def _faults(text: str, ceiling: Ceiling) -> Iterator[str]:
    for sentence in STOPS.split(text):
        if (count := len(WORD.findall(sentence))) > ceiling.words:
            yield f"has a sentence of {count} words, more than {ceiling.words}: {' '.join(sentence.split()[:4])} …"
    words = WORD.findall(text)
    for word in words:
        if max(map(len, HYPHEN.split(word))) > ceiling.letters:
            yield f"has a word of more than {ceiling.letters} letters: {word}"
    parts = [part for word in words for part in HYPHEN.split(word)]
    if len(words) >= FEW and (mean := round(sum(map(len, parts)) / len(parts), 1)) > ceiling.mean:
        yield f"has long words: {mean} letters on average, more than {ceiling.mean}"
    for idea in text.splitlines():
        count = sum(len(WORD.findall(sentence)) >= BREATH for sentence in ENDS.split(idea))
        if count > ceiling.sentences:
            yield f"says {count} sentences in one breath, more than {ceiling.sentences}: {' '.join(idea.split()[:4])} …"


def read_aloud(messages: Messages, key: str, register: str) -> Iterator[str]:
    """Every way a text can be said to this reader, seen and unseen."""
    if (seen := messages[key].value) is not None:
        yield from _said(seen, messages, register)
    yield from unseen(messages, key, register)


def unseen(messages: Messages, key: str, register: str) -> Iterator[str]:
    """Every way it can be said where the screen may be seen."""
    for attribute in messages[key].attributes:
        yield from _said(attribute.value, messages, register)


def _said(pattern: ast.Pattern, messages: Messages, register: str) -> Iterator[str]:
    parts = [_part(element, messages, register) for element in pattern.elements]
    yield from ("".join(one) for one in product(*parts))


def _part(element: ast.TextElement | ast.Placeable, messages: Messages, register: str) -> list[str]:
    if isinstance(element, ast.TextElement):
        return [element.value]
    inside = element.expression
    if isinstance(inside, ast.SelectExpression):
        return [said for variant in _variants(inside, register) for said in _said(variant.value, messages, register)]
    if isinstance(inside, ast.MessageReference) and inside.id.name in messages:
        value = messages[inside.id.name].value
        return list(_said(value, messages, register)) if value else [""]
    if isinstance(inside, ast.StringLiteral):
        return [inside.value]
    return [NOTHING]


def _variants(choice: ast.SelectExpression, register: str) -> list[ast.Variant]:
    """All of them; of the registers only the reader's own."""
    if not (isinstance(choice.selector, ast.VariableReference) and choice.selector.id.name == "register"):
        return choice.variants
    own = [v for v in choice.variants if isinstance(v.key, ast.Identifier) and v.key.name == register]
    return own or [variant for variant in choice.variants if variant.default]
