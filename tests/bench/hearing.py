"""P9: how long a message of sixty words takes to weigh. What was heard before is forgotten before each."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.starting import settled
from flows.triage.assessment import assess
from flows.triage.hearing import forget
from tests.bench.table import Figure, ms

WORDS = 60
HELD_OUT = Path(__file__).parents[1] / "triage" / "held_out.jsonl"


def weighing(*, quick: bool) -> list[Figure]:
    said = " ".join(json.loads(line)["text"] for line in HELD_OUT.read_text("utf-8").splitlines()).split()
    messages = [" ".join(said[n : n + WORDS]) for n in range(0, len(said) - WORDS, WORDS)]
    messages = messages[:40] if quick else messages
    answers, at = {"who": ("who.self",), "age": ("age.15_17",)}, datetime(2026, 11, 24, 3, tzinfo=UTC)
    for message in messages:  # a process that has run for a while has met the words of our own lists
        assess(answers, [message], at)
    settled()
    took = []
    for message in messages:
        forget()
        began = time.thread_time()
        assess(answers, [message], at)
        took.append(time.thread_time() - began)
    took.sort()
    half, late = took[len(took) // 2], took[int(len(took) * 0.99)]
    told = f"{ms(half)}, {ms(late)} ({len(took)} messages, CPU of one core)"
    return [
        Figure(
            "P9", "triage of a 60-word message: p50, p99", "≤ 1 ms, ≤ 5 ms", told, "", half <= 0.001 and late <= 0.005
        )
    ]
