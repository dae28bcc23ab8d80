"""How many voice notes a chat had today, where nothing else is kept of it: after /hapus, *Keluar* with nothing saved.
It lies in the reporters' process alone and in no file, and is gone with it, or a day later."""

from __future__ import annotations

from datetime import datetime

from flows import pace


class Spoken:
    """The moments, by the tag of the chat."""

    def __init__(self) -> None:
        self._moments: dict[bytes, tuple[str, ...]] = {}

    def of(self, tag: bytes) -> tuple[str, ...]:
        """When this chat said yes to one, as far as anything of it is known here."""
        return self._moments.get(tag, ())

    def note(self, tag: bytes, moments: tuple[str, ...], at: datetime) -> None:
        """Nothing else of this chat is kept from now on. What is older than a day goes."""
        self._moments = {known: pace.of_the_last_day(told, at) for known, told in self._moments.items()}
        self._moments[tag] = pace.of_the_last_day(moments, at)
        self._moments = {known: told for known, told in self._moments.items() if told}
