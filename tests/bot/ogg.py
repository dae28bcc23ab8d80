"""Pages of Ogg, as Telegram's apps record them and as others might."""

RATE = 48_000


def page(body: bytes, *, seconds: float = 0, first: bool = False, stream: bytes = b"suar") -> bytes:
    """One page, with a body of at most 65,025 bytes."""
    sizes = [255] * (len(body) // 255) + [len(body) % 255]
    assert len(sizes) <= 255
    reached = int(seconds * RATE).to_bytes(8, "little", signed=True)
    head = b"OggS\0" + bytes([2 if first else 0]) + reached + stream + bytes(8) + bytes([len(sizes), *sizes])
    return head + body


def voice_note(said: bytes, seconds: float = 45) -> bytes:
    """What was ``said``, in as many pages as it takes."""
    pieces = [said[start : start + 60_000] for start in range(0, len(said), 60_000)]
    pages = [page(piece, seconds=seconds * (n + 1) / len(pieces)) for n, piece in enumerate(pieces)]
    return page(b"OpusHead" + bytes(11), first=True) + page(b"OpusTags" + bytes(8)) + b"".join(pages)
