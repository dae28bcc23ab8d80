"""An office as data: name, areas, numbers, times. Read from a TOML file; Blora's ships with the package."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from importlib import resources
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from flows import FlowError
from flows.areas import kecamatan_of, name_of
from flows.destinations import Mail, Primero, Sms, Webhook
from flows.reaching import ForumAnak, Poster
from flows.reaching import wrong as wrongly_reached
from flows.workdays import is_holiday

STALE_AFTER = timedelta(days=90)
UrgencyName = Literal["DARURAT", "TINGGI", "SEDANG", "RENDAH"]
Minutes = Annotated[int, Field(ge=1, le=60 * 24 * 14)]


class OfficeUnclear(FlowError):
    """The office file does not say something we need."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("bukan zona waktu yang dikenal") from error
    return name


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Hotline(_Part):
    """A number people may call. ``emergency`` ones are shown at once; ``care`` is for someone who wants to die;
    ``escalation`` ones stand ready for the desk when nobody of the office took an emergency."""

    number: str = Field(min_length=2, max_length=40)
    name: str = Field(min_length=2, max_length=60)
    emergency: bool = False
    care: bool = False
    escalation: bool = False
    verified_on: date
    verified_by: str = Field(min_length=2)


class Hours(_Part):
    """When a person reads, in the office's own time."""

    days: tuple[Annotated[int, Field(ge=1, le=7)], ...] = Field(min_length=1)
    start: time = Field(alias="from")
    until: time


class Leaving(_Part):
    word: str = Field(min_length=1, max_length=30)
    harmless: tuple[str, ...] = Field(min_length=1)


class Retention(_Part):
    """Days."""

    return_address_after_closing: int = Field(ge=0, le=90)
    return_address_at_most: int = Field(ge=1, le=365)


class Reading(_Part):
    """Where an officer may read a reporter's own words, and how long an opened card stays (minutes)."""

    words: Literal["chat", "terminal"] = "terminal"
    minutes: Annotated[int, Field(ge=1, le=60)] = 10


class Template(_Part):
    """A sentence of the office's own that an officer can send to a reporter by a tap."""

    title: str = Field(min_length=2, max_length=40)
    words: str = Field(min_length=2, max_length=1000)


PartnerKind = Literal[
    "police",
    "prosecutor",
    "court",
    "lpsk",
    "hospital",
    "clinic",
    "psychologist",
    "shelter",
    "sentra",
    "village",
    "school",
    "kua",
    "other",
]


class Partner(_Part):
    """A body the office works with. It stands here to be chosen; nobody in it is told anything automatically. A
    shelter has a name that does not say where it is."""

    kind: PartnerKind
    name: str = Field(min_length=2, max_length=50)


class SignedOff(_Part):
    """Somebody of the office has read the advice ``about`` this (flows/advice.py) and lets it be given."""

    about: Literal["assault", "strangled", "image", "marriage", "child"]
    verified_on: date
    verified_by: str = Field(min_length=2)


class Escalation(_Part):
    """Which role holds the escalation key; ``keyholder`` is somebody outside the office, by choice of its file."""

    holder: Literal["head", "supervisor", "keyholder"] = "head"


class Published(_Part):
    """A series of counts somebody printed: always shown with where and when, never as *the* figure."""

    name: str = Field(min_length=3, max_length=80)
    source: str = Field(min_length=3, max_length=120)
    date: date
    counts: dict[str, Annotated[int, Field(ge=0)]] = Field(min_length=1)


class Climb(_Part):
    """A DARURAT case that nobody took: minutes from its call until more people are called. ``acted``: minutes that a
    taken one may stand without anything done before its taker is reminded."""

    second: Minutes = 15
    head: Minutes = 30
    acted: Minutes = 15


class DutyDay(_Part):
    """A duty day runs from this hour of the office to the same hour of the next day; ``summary`` is when the desk hears
    every day how things stand."""

    start: time = Field(default=time(8), alias="from")
    summary: time = time(8)


class BrokenOff(_Part):
    """Minutes until a saved report that was left half-way goes to the desk: as long as the rubric gives a person to
    read one that was sent, and never more than a day. What would be RENDAH is not passed on."""

    DARURAT: Annotated[int, Field(ge=5, le=1440)] = 15
    TINGGI: Annotated[int, Field(ge=5, le=1440)] = 60
    SEDANG: Annotated[int, Field(ge=5, le=1440)] = 360


class Voice(_Part):
    """Whether a reporter who does not write may leave one voice note (flows/voice.py)."""

    on: bool = False


class Office(_Part):
    """One office. ``code`` is the regency's Kemendagri code."""

    code: str
    name: str = Field(min_length=3, max_length=60)
    full_name: str = Field(min_length=3)
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Jakarta"
    night_cover: bool = False
    hours: Hours
    exit: Leaving
    hotlines: tuple[Hotline, ...]
    ladder: dict[UrgencyName, Minutes]
    promise: dict[UrgencyName, Minutes]
    retention: Retention
    reading: Reading
    escalation: Escalation
    published: tuple[Published, ...] = ()
    mail: Mail | None = None
    webhook: Webhook | None = None
    sms: Sms | None = None
    primero: Primero | None = None
    templates: tuple[Template, ...] = Field(default=(), max_length=12)
    climb: Climb = Climb()
    duty: DutyDay = DutyDay()
    broken_off: BrokenOff = BrokenOff()
    voice: Voice = Voice()
    advice: tuple[SignedOff, ...] = ()
    partners: tuple[Partner, ...] = Field(default=(), max_length=60)
    posters: tuple[Poster, ...] = Field(default=(), max_length=200)
    forum_anak: ForumAnak = ForumAnak()
    chat_name: str = Field(default="", max_length=64)  # the reporters' bot in the list of chats; nothing telling

    # -- what the tables ask of it ------------------------------------------------------------------------------

    @property
    def place(self) -> str:
        """What people call its regency: *Blora*."""
        return name_of(self.code).removeprefix("Kabupaten ")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def clock(self, at: datetime) -> datetime:
        """That moment on the office's own clock."""
        return at.astimezone(self.zone)

    def numbers(self) -> str:
        """The emergency numbers on one line."""
        return " · ".join(f"{line.number} ({line.name})" for line in self.hotlines if line.emergency)

    def care_numbers(self) -> str:
        """Who can be talked to by someone who wants to die."""
        return " · ".join(f"{line.number} ({line.name})" for line in self.hotlines if line.care)

    def people(self) -> str:
        """Numbers where a person of the office answers."""
        elsewhere = (h for h in self.hotlines if not (h.emergency or h.care or h.escalation))
        return " · ".join(f"{h.number} ({h.name})" for h in elsewhere)

    def escalation_numbers(self) -> str:
        """Whom the desk calls when nobody of the office took an emergency."""
        return " · ".join(f"{line.number} ({line.name})" for line in self.hotlines if line.escalation)

    def signed_off(self, about: str) -> bool:
        """Whether the office lets this advice be given."""
        return any(one.about == about for one in self.advice)

    def works_on(self, day: date) -> bool:
        """Whether the office is open on this day: one of its days of the week, and no holiday."""
        return day.isoweekday() in self.hours.days and not is_holiday(day)

    def partners_of(self, *kinds: str) -> tuple[Partner, ...]:
        """Whom one may choose from, by kind, as the file has them."""
        return tuple(partner for partner in self.partners if partner.kind in kinds)

    def is_read_at(self, at: datetime) -> bool:
        """Whether somebody is there to read at this moment."""
        return self.night_cover or self.is_open_at(at)

    def is_open_at(self, at: datetime) -> bool:
        """Whether the office is open at this moment."""
        here = self.clock(at)
        return self.works_on(here.date()) and self.hours.start <= here.time() < self.hours.until

    def next_reading(self, at: datetime) -> datetime:
        """When a person next reads, on the office's clock: ``at`` itself while somebody is there."""
        return self.clock(at) if self.is_read_at(at) else self.next_open(at)

    def next_open(self, at: datetime) -> datetime:
        """When the office is next open, on its clock: ``at`` itself while it is."""
        here = self.clock(at)
        if self.is_open_at(at):
            return here
        for days in range(60):  # no leave is longer than that
            day = here.date() + timedelta(days=days)
            opens = datetime.combine(day, self.hours.start, tzinfo=self.zone)
            if self.works_on(day) and opens > here:
                return opens
        raise AssertionError("two months without a working day passed the checks")

    def after_working(self, at: datetime, minutes: int) -> datetime:
        """When so many minutes of the office's working time have passed since ``at``."""
        here, left = self.next_open(at), timedelta(minutes=minutes)
        while left > (rest := datetime.combine(here.date(), self.hours.until, tzinfo=self.zone) - here):
            left -= rest
            here = self.next_open(here + rest)
        return here + left

    def duty_day(self, at: datetime) -> date:
        """The duty day this moment belongs to: after midnight it is still yesterday's, until the office's morning."""
        here = self.clock(at)
        return here.date() if here.time() >= self.duty.start else here.date() - timedelta(days=1)

    def duty_ends(self, day: date) -> datetime:
        """When this duty day is over."""
        return datetime.combine(day + timedelta(days=1), self.duty.start, tzinfo=self.zone)

    def destinations(self, urgency: str, at: datetime, *, rung: int = 0, added: bool = False) -> tuple[str, ...]:
        """Where else a call at this moment goes. ``rung`` counts the calls nobody answered; ``added``: it is no call,
        the reporter told more. People are called again, other systems are told once."""
        if added:
            return ("webhook",) if self.webhook else ()
        found = [f"mail:{n + 1}" for n in range(len(self.mail.to))] if self.mail else []
        wakes = urgency == "DARURAT" or (urgency == "TINGGI" and not self.is_open_at(at))
        if self.sms and wakes and rung >= self.sms.rung:
            found += [f"sms:{n + 1}" for n in range(len(self.sms.to))]
        if rung == 0:
            found += [name for name in ("webhook", "primero") if getattr(self, name)]
        return tuple(found)

    def stale(self, today: date) -> tuple[Hotline, ...]:
        """Numbers nobody has checked for ninety days."""
        return tuple(line for line in self.hotlines if today - line.verified_on > STALE_AFTER)


_WHY = {  # pydantic's kinds of trouble, as an operator reads them
    "missing": "belum ada",
    "extra_forbidden": "tidak dikenal",
    "int_parsing": "harus angka",
    "int_type": "harus angka",
    "bool_type": "harus true atau false",
    "string_type": "harus tulisan dalam tanda kutip",
    "string_too_short": "terlalu pendek",
    "string_too_long": "terlalu panjang",
    "too_short": "belum ada isinya",
    "greater_than_equal": "terlalu kecil",
    "less_than_equal": "terlalu besar",
    "string_pattern_mismatch": "harus huruf kecil dan angka, seperti dalam contohnya",
}


def why(error: ValidationError) -> tuple[tuple[int | str, ...], str]:
    """Where the first trouble is, and what it is in Indonesian; never the value."""
    first = error.errors(include_input=False, include_url=False)[0]
    said = str(first.get("ctx", {}).get("error") or "") if first["type"] == "value_error" else ""
    return first["loc"], said or _WHY.get(first["type"], "isinya tidak cocok")


def read_office(text: str, *, name: str = "office file") -> Office:
    """The office a TOML text describes. Raises `OfficeUnclear`, naming the line of the file that needs a hand."""
    try:
        office = Office.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise OfficeUnclear(f"{name}: bukan TOML yang bisa dibaca ({error}).") from None
    except ValidationError as error:
        where, said = why(error)
        raise OfficeUnclear(f"{name}: `{'.'.join(str(part) for part in where)}` {said}.") from None
    if not kecamatan_of(office.code):
        raise OfficeUnclear(f"{name}: `code` {office.code} bukan kode kabupaten atau kota Kemendagri.")
    if not any(line.emergency for line in office.hotlines):
        raise OfficeUnclear(f"{name}: `hotlines` belum punya nomor dengan emergency = true.")
    missing = [
        u for u in ("DARURAT", "TINGGI", "SEDANG", "RENDAH") if u not in office.ladder or u not in office.promise
    ]
    if missing:
        raise OfficeUnclear(f"{name}: `ladder` dan `promise` perlu waktu untuk {missing[0]}.")
    for sentence in wrongly_reached(office):
        raise OfficeUnclear(f"{name}: {sentence}")
    return office


def default_office_text() -> str:
    """Blora's office file as it ships."""
    return resources.files("flows").joinpath("offices/blora.toml").read_text("utf-8")


def blora() -> Office:
    """The first office."""
    return read_office(default_office_text(), name="offices/blora.toml")
