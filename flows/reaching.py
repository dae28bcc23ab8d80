"""How people find this channel: posters that hang somewhere, and invitations for Forum Anak facilitators.

Both stand in the office file, and a deep link ``office-language-place`` may carry one of them. What the file does not
name is dropped, so that no link can carry a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.areas import kecamatan_of
from flows.office import Office

LANGUAGES = ("id", "jv", "en")


def wrong(office: Office) -> Iterator[str]:
    """What an office file says that may not be, each after the name of its line."""
    kecamatan = {area.code for area in kecamatan_of(office.code)}
    for one in office.forum_anak.invitations:
        if bool(one.kecamatan) == bool(one.programme):
            yield "`forum_anak.invitations`: sebuah undangan untuk satu kecamatan atau satu program."
        elif one.kecamatan and one.kecamatan not in kecamatan:
            yield "`forum_anak.invitations`: `kecamatan` harus kode kecamatan kantor ini, bukan desa."
    codes = [*(one.code for one in office.posters), *(one.code for one in office.forum_anak.invitations)]
    if len(codes) > len(set(codes)):
        yield "`posters` dan `forum_anak.invitations`: satu kode dipakai dua kali."


def link(office: Office, language: str, code: str) -> str:
    """What a poster's or an invitation's deep link carries: office, language, place. Telegram takes no dots."""
    return f"{office.code.replace('.', '')}-{language}-{code}"


def read_link(payload: str) -> tuple[str, str]:
    """Language and place of a deep link."""
    parts = payload.split("-")
    language = next((part for part in parts[:2] if part in LANGUAGES), "")
    return language, parts[2] if len(parts) == 3 else ""


def poster_of(office: Office, code: str) -> str:
    """The poster this code names, or nothing."""
    return next((one.code for one in office.posters if one.code == code), "")


def invites(office: Office, said: str) -> bool:
    """Whether this is one of the office's invitations, as people type it."""
    code = re.sub(r"[\s-]", "", said.casefold())
    return any(one.code == code for one in office.forum_anak.invitations)
