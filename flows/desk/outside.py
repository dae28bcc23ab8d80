"""What a case looks like from outside the desk: as a mail, as data for another system, as an incident of Primero.

Only what was chosen from lists is data, and only what those lists hold; nobody's own words and nothing about the way
to a reporter. docs/case.schema.json publishes the shape.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from flows.areas import ELSEWHERE, name_of
from flows.desk.card import Record, age_of, merged
from flows.desk.simfoni import forms
from flows.destinations import Primero
from flows.step import AREA
from flows.tables import STEPS
from flows.triage import assess
from flows.wording import text

OF_THE_CHANNEL = ("privacy", "limits", "language", "contact", "distress.contact")
"""Answers about the reporter's phone and how to reach them: they are the desk's alone."""

_WADUL = uuid.UUID("6f0c6d2e-6a0f-5d0b-9a51-0f6e3f2a7c11")


def subject() -> str:
    """All that stands on a locked screen, in a mailbox or in an SMS."""
    return text("outside-subject")


def letter(number: str, urgency: str, face: Mapping[str, str]) -> str:
    """The whole mail: number, urgency, age."""
    return text("outside-mail", number=number, urgency=urgency, age=age_of(face))


def head(written: str) -> tuple[str, str]:
    """Subject and body of the operator's daily mail: the head of the chain, and what it is good for."""
    return text("outside-head-subject"), text("outside-head", head=written)


def seen(number: str, urgency: str, face: Mapping[str, str]) -> dict[str, Any]:
    """What may be known without opening anything."""
    return {"number": number, "urgency": urgency, "age": face.get("age", "")}


def case_data(
    number: str, urgency: str, office_code: str, state: str, records: Sequence[Record], filed: datetime
) -> dict[str, Any]:
    """A case as data: answers by their ids, weighed with the words but without them."""
    record = merged(records)
    words, stopped = [one["text"] for one in record["words"]], record["broken_off"]
    said = assess(record["answers"], words, filed, record["settled"], broken_off=stopped)
    answers = _known(record["answers"])
    return {
        **seen(number, urgency, {"age": next(iter(answers.get("age", ())), "")}),
        "office": office_code,
        "state": state,
        "filed_at": _minute(filed),
        "complete": record["filed"],
        "reasons": [{"code": reason.code, "source": reason.source} for reason in said.reasons],
        "modifiers": list(said.modifiers),
        "clocks": [
            {"code": clock.code, "hours": clock.hours, "due": _minute(clock.due) if clock.due else None}
            for clock in said.clocks
        ],
        "forms": list(forms(answers)),
        "answers": {step: list(given) for step, given in answers.items()},
        "messages": len(record["words"]),
    }


def body(kind: str, since: datetime, data: Mapping[str, Any]) -> str:
    """A webhook's body. ``kind`` is ``called`` or ``added``, ``since`` when that was."""
    whole = {"type": f"case.{kind}", "timestamp": _minute(since), "data": data}
    return json.dumps(whole, ensure_ascii=True, separators=(",", ":"))


def incident_id(number: str, office_code: str) -> str:
    """The same for the same case, however often it is sent: so an incident that is there already is known."""
    return str(uuid.uuid5(_WADUL, f"{office_code}/{number}"))


def incident(case: Mapping[str, Any], table: Primero) -> dict[str, Any]:
    """The fields the office mapped, and no other; what was not told stays out."""
    answers: Mapping[str, Sequence[str]] = case["answers"]
    known: dict[str, Any] = {
        "number": case["number"],
        "filed": case["filed_at"][:10],
        "urgency": case["urgency"],
        "forms": case["forms"],
        "acts": answers.get("acts", ()),
        "kecamatan": next(iter(answers.get("where", ())), ""),
        "village": next(iter(answers.get("village", ())), ""),
        **{name: next(iter(answers.get(name, ())), "") for name in ("age", "sex", "when", "relation")},
    }
    found: dict[str, Any] = {}
    for ours, theirs in table.fields.items():
        told = (known[ours],) if isinstance(known[ours], str) else known[ours]
        values = list(dict.fromkeys(table.values.get(one, one) for one in told if one))
        if values:
            found[theirs.removesuffix("[]")] = values if theirs.endswith("[]") else values[0]
    return {"id": incident_id(case["number"], case["office"]), "module_id": table.module, **found}


def _known(answers: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Only steps and options of our own tables, and codes of places: whatever else a record held stays here."""
    kept = {}
    for step, given in answers.items():
        if step in STEPS and step not in OF_THE_CHANNEL:
            options = tuple(option for option in given if _is_ours(step, option))
            if options:
                kept[step] = options
    return kept


def _is_ours(step: str, option: str) -> bool:
    if STEPS[step].kind == AREA:
        return option == ELSEWHERE or bool(name_of(option))
    return option in STEPS[step].choices


def _minute(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
