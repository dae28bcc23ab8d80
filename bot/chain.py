"""``wadul audit``: whether the chain of what was done is whole, and its head to keep elsewhere."""

from __future__ import annotations

import typer

from bot.opening import Refusal
from storage import audit
from storage.audit import Head
from storage.database import Database


def verify(db: Database, anchor: str) -> int:
    """Say whether the chain is whole; 1 when it is not. ``anchor`` is a head that was written down before. Raises
    Refusal when it is not one."""
    try:
        before = Head.parse(anchor) if anchor else None
    except ValueError:
        raise Refusal("Ujung rantai itu tidak terbaca: bentuknya ANGKA:HURUF, dari `wadul audit head`.") from None
    with db.reading() as conn:
        broken, head = audit.verify(conn, before), audit.head(conn)
    if broken is not None:
        typer.echo(
            f"Rantai catatan TIDAK utuh: mulai catatan ke-{broken} ada yang diubah, dihapus, atau dipotong.", err=True
        )
        return 1
    typer.echo(f"Rantai catatan utuh: {head.seq} catatan.")
    return 0


def print_head(db: Database) -> None:
    """The head, on a line of its own: for a pipe, a mail, a notebook."""
    with db.reading() as conn:
        typer.echo(str(audit.head(conn)))
