"""A voice note, as far as the conversation knows it: never what was said, only by which id Telegram gives it out."""

from __future__ import annotations

from dataclasses import dataclass, field

LONGEST = 120  # seconds
LARGEST = 2 * 1024 * 1024  # bytes
ASKED, OWED, KEPT, LOST = "asked", "owed", "kept", "lost"


@dataclass(frozen=True)
class Recording:
    """One voice note. ``state``: its reporter was ``asked`` whether to keep it; it is ``owed`` to them that it is
    fetched; it is ``kept``, sealed; or it is ``lost``, because Telegram would not give it. ``told`` is the version of
    the screen that says how it ended; 0: none did yet. ``size`` is 0 where Telegram does not say it. ``key`` opens the
    sound where it is kept: with it the sound goes where its words go, though nobody here opens what the office has."""

    file: str = field(repr=False)
    seconds: int = 0
    size: int = 0
    state: str = ASKED
    told: int = 0
    key: str = field(default="", repr=False)

    @property
    def is_too_much(self) -> bool:
        """Longer or bigger than we take."""
        return self.seconds > LONGEST or self.size > LARGEST

    @property
    def is_wanted(self) -> bool:
        """Whether its reporter said yes, and it is or will be with their report."""
        return self.state in (OWED, KEPT)

    @property
    def has_news(self) -> bool:
        """How it ended, and its reporter was not told yet."""
        return self.state in (KEPT, LOST) and not self.told
