"""*Izin & rujukan*: what the survivor agreed to for a service, and what was handed to another body because of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from bot.duty.casework import (
    arg,
    ask_to_type,
    button,
    data,
    iso_day,
    kindly,
    number_at,
    partner_at,
    partner_buttons,
    put_aside,
    rows,
    screen,
    with_first,
)
from bot.duty.reading import Act
from bot.duty.rooms import Answer, Deed
from flows.desk.tracks import TRANSFER
from flows.office import Office
from flows.wording import text
from storage import consents, handling, middle, referrals, returning, tracks
from storage.database import Connection
from storage.errors import NotPossible
from storage.keyring import DutyKeys
from storage.tables import Officer

UNTIL = (7, 14, 30, 90)
NEXT = {"offered": ("accepted", "rejected", "revoked"), "accepted": ("done", "rejected", "revoked")}


class Agreeing:
    """The room of consent."""

    name = "agreeing"

    def __init__(self, keys: DutyKeys, office: Office) -> None:
        self._keys, self._office = keys, office

    def acts(self) -> Mapping[str, Deed]:
        shows = {"leaves": self._all, "leave": self._one, "asklv": self._ask, "asklong": self._long}
        shows |= {"refer": self._refer, "ground": self._ground}
        does = {"lvask": self._asked, "lvback": self._taken_back, "referdo": self._referred, "refstep": self._stepped}
        return {kind: kindly(deed) for kind, deed in shows.items()} | {
            kind: kindly(deed, self._all) for kind, deed in does.items()
        }

    def hear(
        self, conn: Connection, act: Act, officer: Officer, at: datetime, under_way: Mapping[str, Any]
    ) -> Answer | None:
        """Why something is handed over without consent, or the number of a letter that was signed."""

        def written(conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
            number, id, to = str(under_way["number"]), int(under_way["track"]), str(under_way["to"])
            about = (conn, self._keys, self._office, officer, number, id, to)
            if "until" in under_way:
                until = date.fromisoformat(str(under_way["until"]))
                consents.record(*about, until, at, granted=True, letter=act.text)
                said = text("desk-done-recorded", to=to, granted="yes")
            else:
                referrals.offer(*about, at, ground=str(under_way["ground"]), reason=act.text)
                said = text("desk-done-referred", to=to)
            middle.done(conn, self._keys, officer, at)
            return with_first(self._shown(conn, act, officer, number, id, at, int(under_way.get("message", 0))), said)

        return kindly(written, lambda *_: None)(conn, act, officer, at)

    # -- what there is ------------------------------------------------------------------------------------------

    def _all(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """Every service that needs consent."""
        put_aside(conn, self._keys, officer, at)
        case = handling.held(conn, officer, act.number)
        open_ = [one for one in tracks.of_case(conn, self._keys, case) if one.track.consent]
        buttons = [(text(f"track-{one.track.id}"), data("leave", case.number, one.id)) for one in open_]
        buttons.append(button("desk-work-back", "work", case.number))
        key = "desk-leave-which" if open_ else "desk-leave-none"
        return screen(act, officer, case.number, text(key, number=case.number), rows(buttons, 1))

    def _one(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        put_aside(conn, self._keys, officer, at)
        return self._shown(conn, act, officer, act.number, number_at(act, 1), at)

    def _shown(
        self, conn: Connection, act: Act, officer: Officer, number: str, id: int, at: datetime, asked: int = 0
    ) -> Answer:
        case = handling.held(conn, officer, number)
        track = tracks.find(conn, self._keys, case, id)
        given = consents.of_case(conn, self._keys, case, id)
        handed = referrals.of_case(conn, self._keys, case, id)
        said = [f"{number} · {text(f'track-{track.track.id}')}"]
        said += [
            text("desk-leave-line", to=one.to, state=one.state, how=one.how, until=iso_day(str(one.until)))
            for one in given
        ]
        said += [text("desk-refer-line", to=one.to, state=one.state, ground=one.ground or "consent") for one in handed]
        if not given and not handed:
            said.append(text("desk-leave-nothing"))
        ask = [button(f"desk-leave-ask-{how}", "asklv", number, id, how) for how in ("chat", "paper", "no")]
        ask += [button("desk-refer", "refer", number, id)]
        back = [
            (text("desk-leave-back", to=one.to), data("lvback", number, one.id, id))
            for one in given
            if one.state in consents.STANDS
        ]
        steps = [
            (text("desk-refer-step", to=one.to, state=state), data("refstep", number, one.id, id, state))
            for one in handed
            for state in NEXT.get(one.state, ())
        ]
        last = rows([button("desk-work-back", "track", number, id)])
        if track.track.id == TRANSFER.id:
            return screen(act, officer, number, "\n".join(said), (*rows(back, 1), *last), asked=asked)
        chat, paper, no, refer = ask  # paper apart from the chat: it is no way round an answer that is waited for
        first = [chat, refer] if returning.has_chat(conn, case) else [refer]
        buttons = (*rows(first, 1), *rows([paper, no]), *rows(back, 1), *rows(steps, 1), *last)
        return screen(act, officer, number, "\n".join(said), buttons, asked=asked)

    # -- asking -------------------------------------------------------------------------------------------------

    def _ask(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """To whom?"""
        number, id, how = act.number, number_at(act, 1), arg(act, 2)
        track = tracks.find(conn, self._keys, handling.held(conn, officer, number), id).track
        if track.id == TRANSFER.id:  # asked where the case is handed on (bot/duty/moving.py)
            raise NotPossible("desk-why-value")
        usual = {kind for field in track.fields for kind in field.partners}
        buttons = partner_buttons(self._office, (), "asklong", number, id, how, first=usual)
        last = rows([button("desk-work-back", "leave", number, id)])
        return screen(act, officer, number, text("desk-leave-to", number=number), (*buttons, *last))

    def _long(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """Until when?"""
        number, id, how, place = act.number, number_at(act, 1), arg(act, 2), number_at(act, 3)
        here = (number, id, how, place)
        buttons = [(text("desk-day", days=days), data("lvask", *here, days)) for days in UNTIL]
        last = button("desk-work-back", "leave", number, id)
        to = partner_at(self._office, place)
        return screen(act, officer, number, text("desk-leave-until", number=number, to=to), rows([*buttons, last]))

    def _asked(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        number, id, how = act.number, number_at(act, 1), arg(act, 2)
        to, days = partner_at(self._office, number_at(act, 3)), number_at(act, 4)
        until = self._office.clock(at).date() + timedelta(days=min(days, 999))
        about = (conn, self._keys, self._office, officer, number, id, to, until, at)
        if how == "paper" and self._said_no(conn, officer, number, id, to):
            what = {"number": number, "track": id, "to": to, "until": until.isoformat()}
            ask_to_type(conn, self._keys, officer, self.name, act, what, at)
            last = rows([button("desk-work-back", "leave", number, id)])
            return screen(act, officer, number, text("desk-write-signed", number=number), last)
        if how == "chat":
            asked = consents.ask(*about)
            said = text("desk-done-asked", number=number, how="push" if asked.pushed else "wait")
        else:
            consents.record(*about, granted=how == "paper")
            said = text("desk-done-recorded", to=to, granted="yes" if how == "paper" else "no")
        return with_first(self._shown(conn, act, officer, number, id, at), said)

    def _said_no(self, conn: Connection, officer: Officer, number: str, id: int, to: str) -> bool:
        case = handling.at_work(conn, officer, number)
        return consents.said_no(conn, self._keys, case, tracks.find(conn, self._keys, case, id), to)

    def _taken_back(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        ended = consents.take_back(conn, officer, act.number, number_at(act, 1), at)
        answer = self._shown(conn, act, officer, act.number, number_at(act, 2), at)
        return with_first(answer, text("desk-done-taken-back", count=str(ended)))

    # -- handing over -------------------------------------------------------------------------------------------

    def _refer(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        """To a body there is consent for; or on a ground, with its reason."""
        number, id = act.number, number_at(act, 1)
        case = handling.at_work(conn, officer, number)
        agreed = {one.to for one in consents.of_case(conn, self._keys, case, id) if one.state == "granted"}
        buttons = [
            (partner.name, data("referdo", number, id, place))
            for place, partner in enumerate(self._office.partners)
            if partner.name in agreed
        ]
        buttons += [button(f"desk-refer-{ground}", "ground", number, id, ground) for ground in referrals.GROUNDS]
        buttons.append(button("desk-work-back", "leave", number, id))
        said = text("desk-refer-to", number=number, agreed="yes" if agreed else "no")
        return screen(act, officer, number, said, rows(buttons, 1))

    def _ground(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        number, id, ground = act.number, number_at(act, 1), arg(act, 2)
        last = rows([button("desk-work-back", "refer", number, id)])
        if len(act.args) < 4:
            buttons = partner_buttons(self._office, (), "ground", number, id, ground)
            return screen(act, officer, number, text("desk-leave-to", number=number), (*buttons, *last))
        if ground not in referrals.GROUNDS:
            raise NotPossible("desk-why-consent")
        to = partner_at(self._office, number_at(act, 3))
        what = {"number": number, "track": id, "to": to, "ground": ground}
        ask_to_type(conn, self._keys, officer, self.name, act, what, at)
        return screen(act, officer, number, text("desk-write-reason", number=number), last)

    def _referred(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer | None:
        id, to = number_at(act, 1), partner_at(self._office, number_at(act, 2))
        referrals.offer(conn, self._keys, self._office, officer, act.number, id, to, at)
        return with_first(self._shown(conn, act, officer, act.number, id, at), text("desk-done-referred", to=to))

    def _stepped(self, conn: Connection, act: Act, officer: Officer, at: datetime) -> Answer:
        id, track, state = number_at(act, 1), number_at(act, 2), arg(act, 3)
        referrals.step(conn, self._keys, self._office, officer, act.number, id, state, at)
        return self._shown(conn, act, officer, act.number, track, at)
