"""Which office a command is about: the folder it lives in, named or from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

Home = Annotated[Path | None, typer.Option("--home", help="Folder kantor (bawaan: WADUL_HOME, atau wadul-home).")]


def settings_of(home: Path | None) -> Settings:
    """The settings of this home. Raises SettingsUnclear."""
    from bot.settings import read_settings

    return read_settings(home)
