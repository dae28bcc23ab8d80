"""The conversation as data: for tests, drawings, and whoever wants to talk to it from outside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from flows.areas import ELSEWHERE, kecamatan_of
from flows.events import CONTROLS
from flows.office import Office
from flows.step import AREA, Step
from flows.tables import STEPS, TRANSITIONS
from flows.wording import LANGUAGES, label, text

DESK = ("acknowledge", "open", "reply")


def _shape() -> list[Any]:
    steps = [[s.name, s.kind, s.choices, s.controls] for s in STEPS.values()]
    return [steps, [[r.event.__name__, r.source, r.to] for r in TRANSITIONS]]


FLOW_VERSION = hashlib.blake2b(json.dumps(_shape()).encode(), digest_size=4).hexdigest()
"""Changes when a step, an answer or a way between steps does."""


def export(office: Office | None = None, others: Sequence[Office] = ()) -> Mapping[str, Any]:
    """``{version, steps[{name, kind, options[{id, labels{lang}}]}], controls{id: {id, labels}}, desk{…}}``.

    The options of an area step are the home office's kecamatan; a desa step depends on the kecamatan and lists none.
    Which office is only asked, and only stands here, where there are ``others``.
    """
    offices = (office, *others) if office is not None and others else ()
    return {
        "version": FLOW_VERSION,
        "steps": [
            {"name": step.name, "kind": step.kind, "options": _options(step, office, offices)}
            for step in STEPS.values()
            if offices or not step.offices
        ],
        "controls": {id: _named(id, label_of=f"control-{id}") for id in CONTROLS},
        "desk": {id: _named(id, label_of=f"desk-{id}") for id in DESK},
    }


def _options(step: Step, office: Office | None, offices: Sequence[Office]) -> list[dict[str, Any]]:
    if step.offices:
        return [{"id": f"office.{one.code}", "labels": dict.fromkeys(LANGUAGES, one.place)} for one in offices]
    if step.kind != AREA:
        return [{"id": id, "labels": {language: label(id, language) for language in LANGUAGES}} for id in step.choices]
    if step.name == "village" or office is None:
        return []
    places = [{"id": area.code, "labels": dict.fromkeys(LANGUAGES, area.name)} for area in kecamatan_of(office.code)]
    elsewhere = {"id": ELSEWHERE, "labels": {language: label(ELSEWHERE, language) for language in LANGUAGES}}
    return [*places, elsewhere]


def _named(id: str, *, label_of: str) -> dict[str, Any]:
    return {"id": id, "labels": {language: text(label_of, language) for language in LANGUAGES}}
