"""Files that came in with messages, and small samples for people to send."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.sandbox.params import Upload
from bot.sandbox.refusals import bad_request

LARGEST_DOWNLOAD = 20 * 1024 * 1024

# One grey pixel: enough for a photo that can be downloaded and opened.
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")


@dataclass(frozen=True)
class StoredFile:
    """One file and the bots that may fetch it: a file_id of one bot means nothing to another."""

    file_id: str
    path: str
    upload: Upload = field(repr=False)
    bot_ids: frozenset[int]
    kind: str


class Files:
    """Every file of one sandbox, in memory."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._numbers = count(1)

    def keep(self, kind: str, upload: Upload, bot_ids: frozenset[int]) -> StoredFile:
        """Store an upload for the bots of one chat."""
        number = next(self._numbers)
        file_id = f"DEMO{kind}{number:06d}"
        suffix = upload.name.rpartition(".")[2] or "bin"
        path = f"{kind}s/file_{number}.{suffix}"
        stored = self._files[file_id] = StoredFile(file_id, path, upload, bot_ids, kind)
        return stored

    def find(self, bot_id: int, file_id: str) -> StoredFile:
        """The file a bot names. Raises Refused when it is not this bot's."""
        stored = self._files.get(file_id)
        if stored is None or bot_id not in stored.bot_ids:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return stored

    def at(self, bot_id: int, path: str) -> StoredFile | None:
        """The file behind a download address."""
        return next((f for f in self._files.values() if f.path == path and bot_id in f.bot_ids), None)


def described(stored: StoredFile, **more: Any) -> dict[str, Any]:
    """The message fields for a file of its kind."""
    what = {
        "file_id": stored.file_id,
        "file_unique_id": f"u{stored.file_id[-6:]}",
        "file_size": len(stored.upload.content),
    }
    if stored.kind == "photo":
        return {"photo": [what | {"width": 1280, "height": 960}]}
    if stored.kind == "document":
        return {"document": what | {"file_name": stored.upload.name, "mime_type": stored.upload.mime_type}}
    if stored.kind == "sticker":
        shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {"sticker": what | shape | {"emoji": "🙂"}}
    size = {"width": 640, "height": 480} if stored.kind == "video" else {}
    return {stored.kind: what | size | {"duration": 3, "mime_type": stored.upload.mime_type} | more}
