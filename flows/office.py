"""An office as data: name, areas, numbers, times, and what follows from them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from flows.areas import name_of
from flows.destinations import Mail, Primero, Sms, Webhook
from flows.office_parts import (
    BrokenOff,
    Climb,
    DutyDay,
    Escalation,
    ForumAnak,
    Hotline,
    Hours,
    Leaving,
    Minutes,
    Part,
    Partner,
    Poster,
    Published,
    Reading,
    Retention,
    SignedOff,
    Template,
    Voice,
)
from flows.workdays import is_holiday

STALE_AFTER = timedelta(days=90)
UrgencyName = Literal["DARURAT", "TINGGI", "SEDANG", "RENDAH"]


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("bukan zona waktu yang dikenal") from error
    return name


class Office(Part):
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
