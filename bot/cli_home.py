"""Which office a command is about: the folder it lives in, named or from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from flows.office import Office
    from storage.database import Database

Home = Annotated[Path | None, typer.Option("--home", help="Folder kantor (bawaan: WADUL_HOME, atau wadul-home).")]


def settings_of(home: Path | None) -> Settings:
    """The settings of this home. Raises SettingsUnclear."""
    from bot.settings import read_settings

    return read_settings(home)


def opened(home: Path | None) -> tuple[Settings, Office, Database]:
    """This home's settings, its office and its database. Raises Refusal."""
    from bot.opening import database_of, office_of

    settings = settings_of(home)
    office = office_of(settings)
    return settings, office, database_of(settings)
