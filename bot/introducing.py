"""What the bots say of themselves on Telegram: commands, menu button, name and descriptions, neutral all of them.

Whoever holds a phone sees these before anything was told. So they say that one may ask and tell, and not of what; a
test reads each of them with the list of telling words. Commands stand in private chats only: in the duty group nobody
is answered, and reporters' bots belong in none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.listening import ask_anything
from bot.settings import Settings, SettingsUnclear
from flows.commands import KNOWN
from flows.office import Office
from flows.wording import text

LANGUAGES = (("", "id"), ("jv", "jv"), ("en", "en"))  # Telegram's code (empty: everybody else's), and ours
PRIVATE = {"type": "all_private_chats"}
REPORTERS = ("lapor", "darurat", "cek", "hapus", "bahasa", "bantuan", "batal", "privacy", "settings")
OFFICERS = ("antrean", "baru", "cari", "serah", "piket", "status", "undang", "gabung", "batal")


@dataclass(frozen=True)
class Wish:
    """One thing a bot should say of itself. ``asked`` reads it, ``done`` sets it; both are methods of Telegram."""

    what: str
    asked: str
    done: str
    where: dict[str, Any]
    value: dict[str, Any]

    def holds(self, found: Any) -> bool:
        """Whether what Telegram has is this already."""
        (wanted,) = self.value.values()
        if isinstance(wanted, str):
            found = found.get(next(iter(self.value))) if isinstance(found, dict) else None
        return bool(found == wanted)


def wishes(side: str, office: Office) -> Iterator[Wish]:
    """Everything one side's bot should say of itself."""
    yield Wish("nama", "getMyName", "setMyName", {}, {"name": name_of(side, office)})
    for code, language in LANGUAGES if side == "reporter" else LANGUAGES[:1]:
        where = {"language_code": code} if code else {}
        for what, key, method in (("keterangan", "long", "Description"), ("ringkasan", "short", "ShortDescription")):
            said = text(f"about-{side}-{key}", language, office=office.name)
            field = "description" if key == "long" else "short_description"
            yield Wish(f"{what} ({language})", f"getMy{method}", f"setMy{method}", where, {field: said})
        commands = {"commands": list(menu(side, language))}
        yield Wish(f"perintah ({language})", "getMyCommands", "setMyCommands", {"scope": PRIVATE, **where}, commands)
        yield Wish(f"tanpa perintah di grup ({language})", "getMyCommands", "setMyCommands", where, {"commands": []})
    button = {"menu_button": {"type": "commands"}}
    yield Wish("tombol menu", "getChatMenuButton", "setChatMenuButton", {}, button)


def name_of(side: str, office: Office) -> str:
    """What stands in the list of chats: the office's own choice for reporters, neutral where it made none."""
    return (office.chat_name if side == "reporter" else "") or text(f"about-{side}-name", place=office.place)


def menu(side: str, language: str) -> Iterator[dict[str, str]]:
    """The commands of a bot as Telegram lists them: none that it does not understand."""
    for command in REPORTERS if side == "reporter" else OFFICERS:
        if side == "duty" or f"/{command}" in KNOWN:
            yield {"command": command, "description": text(f"menu-{side}-{command}", language)}


def introduce(settings: Settings, office: Office) -> Iterator[str]:
    """Set what is not so yet, and say one sentence for each thing. Raises SettingsUnclear when Telegram does not let
    us; what was set before stays, and the next time goes on from there."""
    for side in settings.carries():
        called, token = _called(side), settings.token(side)
        done = 0
        for wish in wishes(side, office):
            if _is_so(settings, token, wish):
                continue
            status, _ = ask_anything(settings.api_base, token, wish.done, **wish.where, **wish.value)
            if status != 200:
                raise SettingsUnclear(f"{called}: {wish.what} tidak bisa dipasang sekarang ({_why(status)}).")
            done += 1
            yield f"{called}: {wish.what} dipasang."
        if not done:
            yield f"{called}: semuanya sudah terpasang."


def how_introduced(settings: Settings, office: Office, side: str) -> tuple[str, bool]:
    """For `doctor`: one sentence, and whether `wadul setup` has something to do at this bot."""
    token = settings.token(side)
    try:
        lacking = [wish.what for wish in wishes(side, office) if not _is_so(settings, token, wish)]
    except SettingsUnclear as error:
        return str(error), True
    if lacking:
        return f"`wadul setup` belum dijalankan: {', '.join(lacking[:3])}{' …' if lacking[3:] else ''}", True
    return "nama, keterangan, dan perintahnya terpasang", False


def _is_so(settings: Settings, token: str, wish: Wish) -> bool:
    status, found = ask_anything(settings.api_base, token, wish.asked, **wish.where)
    if status in (0, 401, 404):
        raise SettingsUnclear(f"Telegram tidak bisa ditanya sekarang ({_why(status)}).")
    return status == 200 and wish.holds(found)


def _called(side: str) -> str:
    return "Bot pelapor" if side == "reporter" else "Bot piket"


def _why(status: int) -> str:
    if status == 0:
        return "tidak menjawab"
    if status == 429:
        return "terlalu sering diubah; coba lagi nanti"
    return "token ditolak" if status in (401, 404) else f"dijawab {status}"
