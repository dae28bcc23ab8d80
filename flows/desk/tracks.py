"""The eight services of the office as data: which there are, what is noted, and when somebody must look again.

They are the office's own steps (Perpres 55/2024 art. 5(2), Permen PPPA 2/2022). The assessment decides which open;
treatment, a safe place and a visit may come before it. A step that gives a name to another body needs the survivor's
consent or a legal ground (UU 27/2022 art. 20). Where a shelter is stands nowhere: that track has nothing to type into.
Times marked here are the project's proposal until the office signs them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flows.office import Office

CHOICE, DATE, NUMBER, TEXT, PARTNER = "choice", "date", "number", "text", "partner"
LONGEST_TEXT = 120  # characters of one field: a number, a name of an office, no story
LOOK_AT = time(8)  # a day before something is due, on the office's clock
FURTHEST = 366 * 2  # days ahead, or back, that a date may lie


@dataclass(frozen=True)
class Field:
    """Something noted about a service. ``partners`` are the kinds of the directory a PARTNER is chosen from; ``due``
    means that its day is looked at a day before; ``consent`` that it needs the survivor's consent to this service."""

    id: str
    kind: str
    choices: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    due: bool = False
    consent: bool = False


@dataclass(frozen=True)
class Track:
    """One service. ``emergency``: it may open before the assessment. ``consent``: handing it to another body needs the
    survivor's consent or a legal ground. ``due``: how soon somebody must look after it was opened. ``repeats``: the
    field whose answer files a session (a hearing, a meeting) and begins the next."""

    id: str
    fields: tuple[Field, ...]
    emergency: bool = False
    consent: bool = False
    due: timedelta = timedelta(days=7)
    repeats: str = ""

    def field(self, id: str) -> Field | None:
        """Its field of that id."""
        return next((field for field in (*self.fields, *EVERY) if field.id == id), None)


POLICE = ("police", "prosecutor", "court", "lpsk")
HEALTH = ("hospital", "clinic")

EVERY: tuple[Field, ...] = (
    Field(
        "provider",
        PARTNER,
        partners=("police", "hospital", "clinic", "shelter", "psychologist", "sentra", "village", "school", "other"),
    ),
    Field("due", DATE, due=True),
    Field("outcome", CHOICE, choices=("reached", "partly", "declined", "unneeded")),
)
"""What every service has beside its own fields; its owner is a person, and kept open."""

TRACKS: tuple[Track, ...] = (
    Track(
        "outreach",
        (
            Field("visit_on", DATE, due=True),
            Field("who_goes", CHOICE, choices=("worker", "psychologist", "team", "cadre")),
            Field("meet_at", CHOICE, choices=("home", "school", "clinic", "office", "elsewhere")),
            Field("met", CHOICE, choices=("yes", "no", "again")),
        ),
        emergency=True,
        due=timedelta(hours=24),
    ),
    Track(
        "legal",  # what becomes of the accused is the police's and the court's (article, step 2)
        (
            Field("report_no", TEXT),
            Field("unit", PARTNER, partners=POLICE),
            Field("stage", CHOICE, choices=("lidik", "sidik", "p21", "trial", "verdict", "stopped")),
            Field("hearing", DATE, due=True),
            Field("companion", CHOICE, choices=("worker", "psychologist", "lawyer", "family")),
            Field("lpsk", CHOICE, choices=("asked", "granted", "refused", "unneeded")),
            Field("restitution", CHOICE, choices=("asked", "granted", "refused", "unneeded")),
            Field("attended", CHOICE, choices=("yes", "no", "moved")),
        ),
        consent=True,
        due=timedelta(days=3),
        repeats="attended",
    ),
    Track(
        "medical",  # treatment first: it waits for no letter and no consent to a visum
        (
            Field("treatment", CHOICE, choices=("treated", "going", "waiting", "declined", "unneeded")),
            Field("hospital", PARTNER, partners=HEALTH, consent=True),
            Field("request_no", TEXT),
            Field("guarantee_no", TEXT),
            Field("cost", NUMBER),
            Field("fund", CHOICE, choices=("apbd", "dak", "bpjs", "hospital", "other")),
            Field("left", NUMBER),
        ),
        emergency=True,
        consent=True,
        due=timedelta(hours=24),
    ),
    Track(
        "shelter",
        (
            Field("need", CHOICE, choices=("tonight", "days", "unneeded")),
            Field("since", DATE),
            Field("nights", NUMBER),
            Field("return_plan", CHOICE, choices=("family", "relative", "alone", "longer", "unknown")),
            Field("return_on", DATE, due=True),
        ),
        emergency=True,
        consent=True,
        due=timedelta(hours=24),
    ),
    Track(
        "psych",
        (
            Field("session", DATE, due=True),
            Field("place", CHOICE, choices=("office", "clinic", "hospital", "school", "elsewhere")),
            Field("attended", CHOICE, choices=("yes", "no", "moved")),
        ),
        consent=True,
        repeats="attended",
    ),
    Track(
        "rehab",
        (
            Field("by", CHOICE, choices=("office", "lks", "sentra")),
            Field("since", DATE),
            Field("until", DATE, due=True),
        ),
        consent=True,
    ),
    Track(
        "reintegration",
        (
            Field("letter_no", TEXT),
            Field("transport", CHOICE, choices=("office", "sentra", "family")),
            Field("enters", DATE, due=True),
            Field("leaves", DATE, due=True),
            Field("village_visit", DATE, due=True, consent=True),
        ),
        consent=True,
        due=timedelta(days=14),
    ),
    Track(
        "economy",
        (
            Field("aid", CHOICE, choices=("sembako", "business", "both")),
            Field("for_whom", CHOICE, choices=("survivor", "family")),
            Field("basis", CHOICE, choices=("register", "assessment", "letter")),
            Field("given", DATE),
        ),
        due=timedelta(days=30),
    ),
)
TRANSFER = Track("transfer", (), emergency=True, consent=True, due=timedelta(days=3))
"""No service: the case belongs to another office of this deployment, and its survivor is asked (storage/moving.py)."""

BY_ID = {track.id: track for track in TRACKS}
KNOWN = {**BY_ID, TRANSFER.id: TRANSFER}
PLANS = ("visit_on", "who_goes", "meet_at")
TEAM = ("worker", "psychologist", "p3a", "health", "police")


def may_open(track: Track, needs: tuple[str, ...]) -> bool:
    """The assessment decides which services open; an emergency one may open before it."""
    return track.emergency or track.id in needs


def goes_home(name: str, values: Mapping[str, str]) -> bool:
    """Whether noting this plans a visit at home: when, or who goes, unless they meet elsewhere. What came of it, that
    somebody was met, plans nothing."""
    return name in PLANS and values.get("meet_at", "home") == "home"


def read_value(field: Field, typed: str, today: date) -> str | None:
    """What was typed or tapped, as it is kept; None when it does not fit the field. Dates become ``2026-12-01``."""
    said = " ".join(typed.split())
    if field.kind == CHOICE:
        return said if said in field.choices else None
    if field.kind == NUMBER:
        digits = re.sub(r"^rp\.?\s*|[.\s]|,-$|,00$", "", said.lower())
        return str(int(digits)) if re.fullmatch("[0-9]{1,12}", digits) else None
    if field.kind == DATE:
        found = read_date(said, today)
        return found.isoformat() if found else None
    return said if said and len(said) <= LONGEST_TEXT and said.isprintable() else None


def read_date(typed: str, today: date) -> date | None:
    """A day as an officer writes it: ``5/12``, ``5-12-2026``, ``+3``; without a year the nearest one ahead."""
    if re.fullmatch(r"\+[0-9]{1,3}", typed):
        return today + timedelta(days=int(typed))
    if iso := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", typed):
        year, month, day = (int(part) for part in iso.groups())
    elif local := re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}))?", typed):
        day, month, year = (int(part or 0) for part in local.groups())
    else:
        return None
    try:
        found = date(year or today.year, month, day)
        if not year and (today - found).days > 180:
            found = found.replace(year=today.year + 1)
    except ValueError:
        return None
    return found if abs((found - today).days) <= FURTHEST else None


def due_at(field: Field, value: str, office: Office, now: datetime) -> datetime | None:
    """When its owner is reminded of this day: the day before at eight; on the day itself when that is past. None when
    the day is over."""
    if not field.due:
        return None
    day = date.fromisoformat(value)
    for earlier in (1, 0):
        when = datetime.combine(day - timedelta(days=earlier), LOOK_AT, tzinfo=office.zone)
        if when > now:
            return when
    return now if day >= office.clock(now).date() else None


def keys() -> frozenset[str]:
    """Every text these tables ask for."""
    found = {f"track-{id}" for id in KNOWN} | {f"team-{who}" for who in TEAM}
    for field in (*EVERY, *(field for track in TRACKS for field in track.fields)):
        found |= {f"field-{field.id}", *(f"value-{field.id}-{choice}" for choice in field.choices)}
    return frozenset(found)


def wrong() -> list[str]:
    """What is wrong with the tables, one sentence each."""
    found = []
    for track in TRACKS:
        ids = [field.id for field in (*track.fields, *EVERY)]
        found += [f"track {track.id}: two fields are called {id}" for id in {id for id in ids if ids.count(id) > 1}]
        if track.repeats and track.repeats not in ids:
            found.append(f"track {track.id}: there is no field {track.repeats} to repeat by")
        for field in track.fields:
            if (field.kind == CHOICE) != bool(field.choices) or (field.kind == PARTNER) != bool(field.partners):
                found.append(f"track {track.id}: {field.id} has choices that do not fit its kind")
            if field.due and field.kind != DATE:
                found.append(f"track {track.id}: {field.id} is no day that could be due")
    if any(field.kind == TEXT for field in BY_ID["shelter"].fields):
        found.append("track shelter: where it is must have nowhere to be typed")
    return found
