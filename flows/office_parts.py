"""What an office file is made of: each table of it, and which values it may have."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Minutes = Annotated[int, Field(ge=1, le=60 * 24 * 14)]


class Part(BaseModel):
    """A table of the office file: nothing in it is unknown, and no value stands in an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Hotline(Part):
    """A number people may call. ``emergency`` ones are shown at once; ``care`` is for someone who wants to die;
    ``escalation`` ones stand ready for the desk when nobody of the office took an emergency."""

    number: str = Field(min_length=2, max_length=40)
    name: str = Field(min_length=2, max_length=60)
    emergency: bool = False
    care: bool = False
    escalation: bool = False
    verified_on: date
    verified_by: str = Field(min_length=2)


class Hours(Part):
    """When a person reads, in the office's own time."""

    days: tuple[Annotated[int, Field(ge=1, le=7)], ...] = Field(min_length=1)
    start: time = Field(alias="from")
    until: time


class Leaving(Part):
    word: str = Field(min_length=1, max_length=30)
    harmless: tuple[str, ...] = Field(min_length=1)


class Retention(Part):
    """Days."""

    return_address_after_closing: int = Field(ge=0, le=90)
    return_address_at_most: int = Field(ge=1, le=365)


class Reading(Part):
    """Where an officer may read a reporter's own words, and how long an opened card stays (minutes)."""

    words: Literal["chat", "terminal"] = "terminal"
    minutes: Annotated[int, Field(ge=1, le=60)] = 10


class Template(Part):
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


class Partner(Part):
    """A body the office works with. It stands here to be chosen; nobody in it is told anything automatically. A
    shelter has a name that does not say where it is."""

    kind: PartnerKind
    name: str = Field(min_length=2, max_length=50)


class SignedOff(Part):
    """Somebody of the office has read the advice ``about`` this (flows/advice.py) and lets it be given."""

    about: Literal["assault", "strangled", "image", "marriage", "child"]
    verified_on: date
    verified_by: str = Field(min_length=2)


class Escalation(Part):
    """Which role holds the escalation key; ``keyholder`` is somebody outside the office, by choice of its file."""

    holder: Literal["head", "supervisor", "keyholder"] = "head"


class Published(Part):
    """A series of counts somebody printed: always shown with where and when, never as *the* figure."""

    name: str = Field(min_length=3, max_length=80)
    source: str = Field(min_length=3, max_length=120)
    date: date
    counts: dict[str, Annotated[int, Field(ge=0)]] = Field(min_length=1)


class Climb(Part):
    """A DARURAT case that nobody took: minutes from its call until more people are called. ``acted``: minutes that a
    taken one may stand without anything done before its taker is reminded."""

    second: Minutes = 15
    head: Minutes = 30
    acted: Minutes = 15


class DutyDay(Part):
    """A duty day runs from this hour of the office to the same hour of the next day; ``summary`` is when the desk hears
    every day how things stand."""

    start: time = Field(default=time(8), alias="from")
    summary: time = time(8)


class BrokenOff(Part):
    """Minutes until a saved report that was left half-way goes to the desk: as long as the rubric gives a person to
    read one that was sent, and never more than a day. What would be RENDAH is not passed on."""

    DARURAT: Annotated[int, Field(ge=5, le=1440)] = 15
    TINGGI: Annotated[int, Field(ge=5, le=1440)] = 60
    SEDANG: Annotated[int, Field(ge=5, le=1440)] = 360


class Voice(Part):
    """Whether a reporter who does not write may leave one voice note (flows/voice.py)."""

    on: bool = False


class Poster(Part):
    """Where a poster hangs: a village, a school, a market. ``code`` goes into its link."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9]{2,16}$")]
    name: str = Field(min_length=3, max_length=50)


class Invitation(Part):
    """Says that a facilitator is telling, and nothing else. It is for a whole kecamatan or programme, so that whoever
    uses it stays one of many; of a desa or a person there is none. Typed or in a link; nobody types it by chance."""

    code: Annotated[str, Field(pattern=r"^[a-z]{2,11}[0-9]{2,5}$")]
    kecamatan: str = ""
    programme: str = Field(default="", max_length=50)


class ForumAnak(Part):
    """``companion`` is a role, never somebody's name: the adult whom a facilitator takes along."""

    companion: str = Field(default="pendamping Forum Anak", min_length=3, max_length=60)
    invitations: tuple[Invitation, ...] = ()
