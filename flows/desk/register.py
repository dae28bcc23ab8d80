"""One case in the order of the ministry's register (SIMFONI PPA; domain.md §2), for whoever types it in there.

Name, NIK, address and other facts that say who it is stay empty: this system never had them, the office has them on
paper. A survivor is a line; who else may be harmed is told in a column, because nobody asked about them one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flows.areas import ELSEWHERE, name_of
from flows.desk.simfoni import forms
from flows.office import Office
from flows.wording import named, text

FORMS = ("fisik", "psikis", "seksual", "eksploitasi", "trafficking", "penelantaran", "lainnya")
RISK = {"DARURAT": "tinggi", "TINGGI": "tinggi", "SEDANG": "sedang", "RENDAH": "rendah"}  # rubric, crosswalk
BLANK = ("nik", "name", "born", "address", "schooling", "work", "married")

COLUMNS = (
    "register_no", "register_on", "number", "filed_on", "channel", "reporter", *BLANK, "age", "sex", "disability",
    "kecamatan_code", "kecamatan", "desa_code", "desa", "when", "place", *(f"form_{form}" for form in FORMS),
    "relation", "others", "services", "risk", "state", "duplicate",
)  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """What is known of one case without opening a report: as the desk keeps it."""

    number: str
    urgency: str
    state: str
    source: str
    filed: datetime
    register_no: str = field(default="", repr=False)
    register_on: date | None = None
    services: tuple[str, ...] = field(default=(), repr=False)
    duplicate: str = ""


def line(kept: Kept, answers: Mapping[str, Sequence[str]], office: Office) -> dict[str, Any]:
    """The case as one line: column to value, in the order of `COLUMNS`; unknown is empty, never guessed."""
    village, kecamatan = _code(answers, "village"), _code(answers, "where")
    told = forms(answers)
    found = {
        "register_no": kept.register_no,
        "register_on": kept.register_on,
        "number": kept.number,
        "filed_on": office.clock(kept.filed).date(),
        "channel": text(f"source-{kept.source}"),
        "reporter": _said(answers, "who"),
        "age": _said(answers, "age"),
        "sex": _said(answers, "sex"),
        "disability": _said(answers, "needs"),
        "kecamatan_code": kecamatan,
        "kecamatan": name_of(kecamatan) if kecamatan else "",
        "desa_code": village,
        "desa": name_of(village) if village else "",
        "when": _said(answers, "when"),
        **{f"form_{form}": int(form in told) for form in FORMS},
        "relation": _said(answers, "relation"),
        "others": _said(answers, "others"),
        "services": ", ".join(kept.services),
        "risk": RISK[kept.urgency],
        "state": kept.state,
        "duplicate": kept.duplicate,
    }
    return {column: found.get(column, "") for column in COLUMNS}


def heading(column: str) -> str:
    """What a column is called."""
    return text("register-" + column.replace("_", "-"))


def sheet(kept: Kept, answers: Mapping[str, Sequence[str]], office: Office) -> str:
    """The case as lines to type from, in that order, with what stays on paper marked as such."""
    found = line(kept, answers, office)
    paper = text("register-on-paper")
    return "\n".join(f"{heading(column)}: {paper if column in BLANK else _shown(found[column])}" for column in COLUMNS)


def _said(answers: Mapping[str, Sequence[str]], step: str) -> str:
    return ", ".join(_bare(named(option)) for option in answers.get(step, ()))


def _bare(label: str) -> str:
    """A button's words without the picture before them."""
    first, _, rest = label.partition(" ")
    return rest if rest and not any(sign.isalnum() for sign in first) else label


def _code(answers: Mapping[str, Sequence[str]], step: str) -> str:
    given = answers.get(step, ())
    return given[0] if given and given[0] != ELSEWHERE and given[0][:1].isdigit() else ""


def _shown(value: object) -> str:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return "–" if value == "" or value is None else str(value)
