"""What is heard in each message of the table that the lexicon was made with, and in plain sentences about who did what
to whom: a change to hearing shows where it hears otherwise.

Of the messages that nobody is to read only a number says whether they are heard as before. ``WADUL_REWRITE_HEARD=1
pytest tests/triage/test_heard.py`` writes the lists anew; then read the difference. Whether what is heard is right is
for the other tests.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from flows.triage.hearing import hear
from flows.triage.hearing.listening import listen
from tests.triage.cases import HELD_OUT, TUNE

pytestmark = pytest.mark.no_cover  # the same lines, thousands of times over

HERE = Path(__file__).parent
UNREAD = ("held_out", "unseen", "strangers")
PEOPLE = (
    *("suami", "mantan suami", "bapak", "bapak tiri", "ibu", "pacar", "kakak", "paman", "tetangga", "teman", "guru"),
    *("ustadz", "polisi", "bos", "kenalan di ig", "orang asing", "anak", "bayi", "murid"),
)
SENTENCES = (
    *("{} memukul saya", "saya dipukul {}", "dipukul {}nya", "kata {} saya dipukul bapak", "saya lapor {}, dipukul om"),
    *("saya tidak dipukul {}", "{} tidak pernah memegang-megang saya", "dulu {} memukul saya, sekarang sudah aman"),
    *("{} memukul anak saya kemarin", "saya takut {} memukul lagi", "{} lagi mukul ibu sekarang", "{} pernah ngamuk"),
    *("mimpi dipukul {}", "nonton film. {} dicekik", "besok dipaksa nikah sama {}", "dulu dinikahkan dengan {}"),
    *("saya kira {} maling, ternyata tukang", "apa {} boleh memukul?", "{} bawa celurit di depan pintu"),
    *("seminggu lalu {} meraba dada saya, umur saya 15", "tiga bulan lalu {} memperkosa saya, saya 30 tahun"),
    *("habis nonton film {} aku mau bunuh diri", "{} mau bunuh saya, tolong", "sudah cerai, {} masih menguntit"),
    *("ga kuat dipukul {} terus", "tali dan pisau buat {} upacara", "{} mengirim fotoku, minta uang dua jam lagi"),
)


def shown(text: str) -> Iterator[str]:
    heard = hear(text)
    yield f"{heard.level.value}: {' '.join(heard.codes)}" + (f"; asks {' '.join(heard.ask)}" if heard.ask else "")
    if heard.facts:
        yield "  " + " ".join(option for _, given in sorted(heard.facts.items()) for option in given)
    for hit in heard.hits:
        yield f"  {hit.code} {hit.strength} {hit.layer}: {hit.words} ({hit.start})"


def understood(text: str) -> Iterator[str]:
    listened = listen(text)
    yield from shown(text)
    denied = " ".join(sorted({mention.concept for mention in listened.not_so}))
    ideas = " ".join(f"{m.concept}{'?' * m.guessed}[{m.first}-{m.last}]" for m in sorted(listened.mentions))
    yield f"  of {len(listened.every)}: {ideas}" + (f"; not {denied}" if denied else "")
    for found in listened.found:
        flags = "".join(flag for flag in ("denied", "old", "doubted") if getattr(found, flag))
        yield f"  {found.pattern.code or '-'} {found.pattern.fact or '-'} {found.strength} {flags}".rstrip()


def _stand_in(name: str, now: list[str], between: str = "\n\n") -> None:
    file = HERE / name
    if os.environ.get("WADUL_REWRITE_HEARD"):
        file.write_text(between.join(now) + "\n", "utf-8")
    for before, after in zip(file.read_text("utf-8").strip().split(between), now, strict=True):
        assert after == before


def _paragraph(text: str, lines: Iterable[str]) -> str:
    return "\n".join((text, *lines))


def test_what_is_heard_in_each_message_is_what_was_read_here_last() -> None:
    _stand_in("heard.txt", [_paragraph(case.text, shown(case.text)) for case in TUNE])


def test_who_did_what_to_whom_is_what_was_read_here_last() -> None:
    sentences = [sentence.format(who) for sentence in SENTENCES[:4] for who in PEOPLE]
    sentences += [sentence.format(who) for sentence in SENTENCES[4:] for who in PEOPLE[::3]]
    _stand_in("told.txt", [_paragraph(text, understood(text)) for text in sentences])


def test_messages_that_are_only_counted_are_heard_as_they_were() -> None:
    unread = {
        f"{name} {one['id']}": one["text"]
        for name in UNREAD
        for one in map(json.loads, (HERE / f"{name}.jsonl").read_text("utf-8").splitlines())
    }
    unread |= {f"cases {number}": case.text for number, case in enumerate(HELD_OUT)}
    numbers = [f"{name} {zlib.crc32(repr([*shown(text)]).encode()):08x}" for name, text in unread.items()]
    _stand_in("unread.txt", numbers, between="\n")
