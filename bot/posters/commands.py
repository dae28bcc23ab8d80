"""`wadul poster`: the posters of an office as files, and the links of its invitations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.listening import ask
from bot.settings import Settings, SettingsUnclear
from flows.office import Office
from flows.reaching import link

LANGUAGES = ("id", "jv")


def make(settings: Settings, office: Office, places: Sequence[str], language: str, to: Path, bot: str) -> Iterator[str]:
    """Write SVG and PDF for each place (none named: for all of the office file), and say one sentence for each; then
    the links of the office's invitations. Raises SettingsUnclear where something is missing."""
    if language not in LANGUAGES:
        raise SettingsUnclear(f"Poster ada dalam bahasa {' dan '.join(LANGUAGES)}.")
    named = {one.code: one.name for one in office.posters}
    if not named and not office.forum_anak.invitations:
        raise SettingsUnclear("Tempat poster belum ada di berkas kantor: tambahkan [[posters]] di office.toml.")
    unknown = [place for place in places if place not in named]
    if unknown:
        raise SettingsUnclear(f"{unknown[0]} tidak ada di [[posters]] dalam office.toml.")
    bot = bot.removeprefix("@") or _name_of(settings)
    for place in places or named:
        files = _write(
            office, language, address(bot, link(office, language, place)), bot, to / f"poster-{place}-{language}"
        )
        yield f"{named[place]}: {' dan '.join(str(file) for file in files)}"
    for one in office.forum_anak.invitations:
        yield f"Undangan {one.code}: {address(bot, link(office, language, one.code))}"


def address(bot: str, payload: str) -> str:
    """The deep link that Telegram opens."""
    return f"https://t.me/{bot}?start={payload}"


def _write(office: Office, language: str, address_: str, bot: str, stem: Path) -> tuple[Path, Path]:
    try:
        from bot.posters.drawing import as_pdf, as_svg
    except ImportError:
        raise SettingsUnclear("Poster perlu paket tambahan: pip install -e '.[office]'.") from None
    from bot.posters.layout import sheet

    drawn = sheet(office, language, address_, bot)
    svg, pdf = stem.with_suffix(".svg"), stem.with_suffix(".pdf")
    stem.parent.mkdir(parents=True, exist_ok=True)
    svg.write_text(as_svg(drawn), "utf-8")
    pdf.write_bytes(as_pdf(drawn))
    return svg, pdf


def _name_of(settings: Settings) -> str:
    status, me = ask(settings.api_base, settings.token("reporter"), "getMe")
    if status != 200 or not me.get("username"):
        raise SettingsUnclear(
            "Nama bot pelapor tidak bisa ditanyakan ke Telegram sekarang; sebutkan dengan --bot NAMA."
        )
    return str(me["username"])
