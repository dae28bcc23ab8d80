"""What Telegram's apps record: one stream of Opus in Ogg, page after page to the end of the file, and nothing else."""

from __future__ import annotations

from flows.recording import LONGEST

BEGINS = b"OggS\0"  # each page, with the version of the format
FIRST = 2  # the flag of the page that begins a stream
OPUS = b"OpusHead"  # what that page holds: speech, and no film
HEAD = 27  # bytes of a page before it says how long its segments are
ENDS_NOTHING = -1  # what a page says of the time when no packet ends in it
RATE = 48_000  # of these a second, whatever the microphone took
TOLERATED = 1  # seconds: an app rounds


def is_voice(sound: bytes) -> bool:
    """Whether it is that, no longer than we take by its own clock; what its sender said of it counts for nothing."""
    at, stream = 0, sound[14:18]
    while at < len(sound):
        head = sound[at : at + HEAD]
        if len(head) < HEAD or not head.startswith(BEGINS) or head[14:18] != stream:
            return False
        begins = at + HEAD + head[26]
        ends = begins + sum(sound[at + HEAD : begins])
        if ends > len(sound) or bool(head[5] & FIRST) != (at == 0):
            return False
        if at == 0 and not sound[begins:ends].startswith(OPUS):
            return False
        reached = int.from_bytes(head[6:14], "little", signed=True)
        if reached < ENDS_NOTHING or reached > (LONGEST + TOLERATED) * RATE:
            return False
        at = ends
    return at > 0
