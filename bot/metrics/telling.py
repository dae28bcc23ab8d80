"""What `wadul doctor` says of the metrics, where a setting switched them on."""

from __future__ import annotations

from collections.abc import Iterator

from bot.settings import Settings

CALLED = {"reporter": "pelapor", "duty": "piket"}


def shown(settings: Settings) -> Iterator[tuple[str, bool]]:
    """Each as a sentence, and whether it should be mended."""
    places = {side: place for side in CALLED if (place := settings.metrics(side)) is not None}
    for side, (host, port) in places.items():
        yield f"proses {CALLED[side]} di {host} porta {port}; semua pengguna komputer ini bisa membacanya", False
    if len(places) > len(set(places.values())):
        yield "kedua proses memakai porta yang sama: yang kedua tidak akan terlihat", True
