"""The one place where real things are chosen and started: a database, the keys of one side, a bot, its dispatcher.

Start shut: settings, flow, texts, keys, database and roster are checked first, and what is wrong is one sentence.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Protocol

from bot import logs
from bot.dispatch.loop import Dispatcher
from bot.dispatch.routes import Routes
from bot.listening import StartRefused
from bot.metrics.figures import Figures
from bot.opening import Refusal, database_of, office_of, others_of, unlock
from bot.settings import CHILD, Settings
from bot.switched_on import check, routes_of
from bot.watching import Watch
from bot.webhook_place import alone_with, no_more_visits, place_of
from flows.lint import lint
from flows.office import Office
from flows.triage.hearing import forget
from storage import roster
from storage.database import Database
from storage.errors import StorageError
from storage.floor import Floors
from storage.inviting import open_invitations
from storage.keyring import ReporterKeys, seen_from_afar
from storage.outbox import Owed
from storage.retention import Retention
from storage.seen import forget_old
from storage.turns import unserved

log = logging.getLogger("wadul")

TIDY_EVERY = 3600.0  # seconds
DRAIN = 3.0  # seconds from SIGTERM until what is still under way is broken off
LAST = 4.0  # seconds from SIGTERM until the process ends, whatever hangs; all is over within 5


class Side(Protocol):
    """A bot: the reporters' or the desk's."""

    async def run(self, ready: Callable[[], Awaitable[None]]) -> None:
        """Listen until stopped."""

    def stop(self) -> None:
        """Hear nothing more."""

    def heard(self) -> float:
        """When it last listened, on the steady clock."""

    async def deliver(self, owed: Owed) -> None:
        """Send one row."""


def run_reporter(settings: Settings, *, end_webhook: bool = False) -> None:
    """Be the reporters' process until told to stop; ``end_webhook``: poll again, Telegram is told to stay away. Raises
    Refusal."""
    if settings.beside() is not None:
        raise Refusal("Pelapor kantor ini dilayani proses pelapor kantor induknya; di sini cukup `wadul duty`.")
    office, others, db = _ready_to_start(settings, with_others=True)
    token, place = settings.token("reporter"), place_of(settings)
    missing = unserved(db, (office, *others))
    if missing:
        raise Refusal(f"Ada percakapan atau kasus kantor {missing[0]}, tetapi kantor itu tidak ada di sini lagi.")
    try:
        further = [one.code for one in others]
        keys = ReporterKeys.load(settings.home, settings.runtime(), datetime.now(UTC), further, office.code)
    except StorageError as error:
        raise Refusal(str(error)) from None
    if end_webhook:
        no_more_visits(settings, Floors(db, keys) if db.dialect == "postgresql" else None)
    elif place is not None and db.dialect == "sqlite":
        alone_with(settings.runtime())
    from bot.reporter.app import Reporter  # aiogram takes seconds to import: only where it is needed

    def make() -> Side:
        return Reporter(settings.api_base, token, db, keys, office, others, place)

    offices = (office, *others)
    figures = Figures("reporter", settings, db, offices)
    tidy = Retention(db, keys, offices).run
    asyncio.run(_serve("reporter", db, offices, make, figures, tidy=tidy))


def run_duty(settings: Settings, *, listens: bool = True) -> None:
    """Be the duty process of one office until told to stop; or one beside it that only delivers. Raises Refusal."""
    office, _, db = _ready_to_start(settings)
    if not listens and db.dialect == "sqlite":
        raise Refusal("Proses piket kedua hanya berguna dengan PostgreSQL: di SQLite satu proses sudah cukup.")
    token = settings.token("duty")
    if settings.duty_chat is None:
        raise Refusal("WADUL_DUTY_CHAT belum diisi: nomor chat grup piket (mis. -100…).")
    if not _somebody_may_come(db, office):
        raise Refusal("Daftar piket masih kosong: jalankan `wadul officer add` dulu.")
    check(settings, office)
    keys = unlock(settings)
    group, topic = settings.duty_chat, settings.duty_topic
    routes = routes_of(settings, office, db, keys)
    from bot.duty.app import Duty

    def make() -> Side:
        return Duty(settings.api_base, token, db, keys, office, group, topic, listens=listens)

    figures = Figures("duty", settings, db, (office,), keys)
    shown = seen_from_afar(keys.office, keys.escalation)
    asyncio.run(_serve("duty", db, (office,), make, figures, routes, shown=shown))


def _somebody_may_come(db: Database, office: Office) -> bool:
    """Somebody is on the roster, or holds a code for it: whose only phone was lost sends it to the duty bot."""
    if roster.everyone(db, office.code):
        return True
    with db.reading() as conn:
        return open_invitations(conn, office.code, datetime.now(UTC)) > 0


def _ready_to_start(settings: Settings, *, with_others: bool = False) -> tuple[Office, tuple[Office, ...], Database]:
    os.umask(0o077)
    _leave_with_parent()
    logs.set_up()
    office = office_of(settings)
    others = others_of(settings, office) if with_others else ()
    wrong = lint(office, others=others).errors
    if wrong:
        raise Refusal(f"Alur percakapan belum beres ({len(wrong)}): {wrong[0]}. Lihat `wadul flow lint`.")
    return office, others, database_of(settings)


def settled() -> None:
    """What the start made, stays. Of what a turn makes nearly all is gone when it ends: rubbish is looked for rarely,
    and hearing takes a twentieth less."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()


async def _serve(
    side: str,
    db: Database,
    offices: tuple[Office, ...],
    make: Callable[[], Side],
    figures: Figures,
    routes: Routes | None = None,
    tidy: Callable[[datetime], None] | None = None,
    shown: str = "",
) -> None:
    """One bot, one dispatcher (the desk's: of its office's rows), one look-out and its figures, until a signal."""
    settled()
    loop = asyncio.get_running_loop()
    logs.quiet_loop(loop)
    bot = make()
    deliver = figures.timing(bot.deliver if routes is None else routes.around(bot.deliver))
    dispatcher = Dispatcher(db, side, deliver, offices[0].code if side == "duty" else None)
    moved = {f"{side}-listener": bot.heard, f"{side}-dispatcher": dispatcher.moved}
    watch = Watch(db, side, offices, moved, shown)

    until = loop.time() + 1e9

    def stop() -> None:
        nonlocal until
        if until > loop.time() + DRAIN:
            until = loop.time() + DRAIN
            _end_at_last()
        bot.stop()
        dispatcher.stop()

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop)
    paying = asyncio.create_task(dispatcher.run())
    tidying = asyncio.create_task(_tidy(db, tidy))
    watching = asyncio.create_task(watch.run(figures.looked))
    figures.listen(bot.heard)
    showing = asyncio.create_task(figures.run())
    try:
        await bot.run(_say_ready)
    except StartRefused as refusal:
        raise Refusal(str(refusal)) from None
    finally:
        dispatcher.stop()
        tidying.cancel()
        watching.cancel()
        showing.cancel()
        await asyncio.wait((paying,), timeout=min(DRAIN, max(0.1, until - loop.time())))
        paying.cancel()
        db.close()


def _end_at_last() -> None:
    """A call that Telegram holds, or a lock that is not given back, must not keep us: whatever is under way then is as
    if the machine had stopped, and the memory is made for that (DESIGN §4)."""

    def end() -> None:
        log.warning("stopped before everything was finished")
        os._exit(0)

    last = threading.Timer(LAST, end)
    last.daemon = True
    last.start()


async def _say_ready() -> None:
    print("ready", flush=True)  # noqa: T201


def _leave_with_parent() -> None:
    """A child of `wadul run` whose parent was killed would be a second poller tomorrow: it goes too.

    By a thread, because starting takes seconds, and by the id we were given, because a parent that was killed in
    those seconds is not our parent any more.
    """
    named = os.environ.get(CHILD, "")
    parent = int(named) if named.isdigit() and int(named) > 1 else os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os.kill(os.getpid(), signal.SIGTERM)

    if named:
        threading.Thread(target=watch, daemon=True).start()


async def _tidy(db: Database, more: Callable[[datetime], None] | None) -> None:
    while True:
        try:
            await asyncio.to_thread(_tidy_once, db, more)
        except Exception as error:  # the loop goes on: type only
            log.warning("not tidied", extra={"error": type(error).__name__})
        await asyncio.sleep(TIDY_EVERY)


def _tidy_once(db: Database, more: Callable[[datetime], None] | None) -> None:
    forget()
    now = datetime.now(UTC)
    with db.writing() as conn:
        forget_old(conn, now)
    if more is not None:
        more(now)
