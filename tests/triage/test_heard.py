"""What is heard in each message of the table that the lexicon was made with: a change to hearing shows where it hears
otherwise.

``WADUL_REWRITE_HEARD=1 pytest tests/triage/test_heard.py`` writes it anew; then read the difference. Whether what is
heard is right, and what strangers say, is for the other tests.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from flows.triage.hearing import hear
from tests.triage.cases import TUNE

HEARD = Path(__file__).parent / "heard.txt"


def shown(text: str) -> Iterator[str]:
    heard = hear(text)
    yield f"{heard.level.value}: {' '.join(heard.codes)}" + (f"; asks {' '.join(heard.ask)}" if heard.ask else "")
    if heard.facts:
        yield "  " + " ".join(option for _, given in sorted(heard.facts.items()) for option in given)
    for hit in heard.hits:
        yield f"  {hit.code} {hit.strength} {hit.layer}: {hit.words} ({hit.start})"


def test_what_is_heard_in_each_message_is_what_was_read_here_last() -> None:
    now = "\n\n".join("\n".join((case.text, *shown(case.text))) for case in TUNE) + "\n"
    if os.environ.get("WADUL_REWRITE_HEARD"):
        HEARD.write_text(now, "utf-8")
    for before, after in zip(HEARD.read_text("utf-8").split("\n\n"), now.split("\n\n"), strict=True):
        assert after == before
