"""Talk with the conversation in the terminal: no network, no database, nothing kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import typer

from flows.effects import AlertAgain, OpenCase
from flows.engine import take
from flows.events import Event, Started, Wrote, tapped
from flows.office import Office
from flows.safe_words import Verdict
from flows.session import Session
from flows.triage import Assessment, assess
from flows.wording import say, write

LUCK: dict[str, Any] = {
    "report_id": "0" * 32,
    "receipt": "1234567890123456",
    "receipt_words": "kucing meja jeruk biola pagar seruling",
    "verdict": Verdict("new"),  # a word may be chosen; no code is known here
}


def _weighed(session: Session) -> Assessment:
    return assess(session.answers, [one.text for one in session.words], datetime.now(UTC), session.settled)


def rehearse(office: Office, others: Sequence[Office] = ()) -> None:
    """A number taps that button, anything else is typed; an empty line or Ctrl-D ends."""
    typer.echo("Latihan: tidak ada yang disimpan. Angka = ketuk tombol, lainnya = menulis, baris kosong = selesai.\n")
    session = Session(office.code)
    outcome = take(session, Started(datetime.now(UTC)), office=office, others=others, report_id="0" * 32)
    while True:
        session = outcome.session
        written = write(outcome.screen)
        keys = [key for row in written.rows for key in row]
        if outcome.toast is not None:
            typer.echo(f"({say(outcome.toast)})")
        typer.echo(f"\n{written.text}\n")
        for number, key in enumerate(keys, 1):
            typer.echo(f"  {number:2} {key.label}")
        for effect in outcome.effects:
            if isinstance(effect, OpenCase | AlertAgain):
                codes = " ".join(reason.code for reason in _weighed(session).reasons)
                typer.echo(f"  >> meja piket: {effect.urgency} {codes}")
        try:
            typed = input("> ").strip()
        except EOFError:
            return
        if not typed:
            return
        at = datetime.now(UTC)
        event: Event = Wrote(at, typed)
        if typed.isdigit() and 0 < int(typed) <= len(keys):
            event = tapped(at, keys[int(typed) - 1].data) or event
        outcome = take(session, event, office=office, others=others, **LUCK)
