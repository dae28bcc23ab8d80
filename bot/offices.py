"""The offices of a deployment: the home's own, and those beside it in ``HOME/offices/<code>/``.

Each of these folders is the home of its office's duty process; one reporters' process, that of the home, serves them
all with one database. It needs from each no more than the office file and the public keys.
"""

from __future__ import annotations

from pathlib import Path

from flows.office import Office
from flows.office_file import OfficeUnclear, read_office
from storage.keyring import further_problems


def offices_beside(home: Path, office: Office) -> tuple[Office, ...]:
    """The further offices, in the order of their codes. Raises OfficeUnclear, with one sentence that names the folder,
    when one of them could not be served: a report told to it would reach nobody."""
    inside = home / "offices"
    folders = sorted(path for path in inside.iterdir() if path.is_dir()) if inside.is_dir() else []
    others = tuple(_office_in(folder) for folder in folders)
    for other in others:
        if other.code == office.code:
            raise OfficeUnclear(f"offices/{other.code}: kode ini sudah dipakai kantor induk.")
    wrong = further_problems(home, [other.code for other in others])
    if wrong:
        raise OfficeUnclear(wrong[0])
    return others


def _office_in(folder: Path) -> Office:
    name = f"offices/{folder.name}"
    try:
        office = read_office((folder / "office.toml").read_text("utf-8"), name=f"{name}/office.toml")
    except (OSError, UnicodeDecodeError):
        raise OfficeUnclear(f"{name}: office.toml tidak ada atau tidak bisa dibaca.") from None
    if office.code != folder.name:
        raise OfficeUnclear(f"{name}: office.toml-nya berkode {office.code}, tidak sama dengan nama foldernya.")
    return office
