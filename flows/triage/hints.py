"""Words that hint at wanting to die: they only open one warm question, and decide nothing.

A small list on purpose; hearing what people really type is the next room's work.
"""

from __future__ import annotations

import re

_HINTS = re.compile(
    r"\bbunuh\s*diri\b|\bbundir\b|\bb[uo]nd[ie]r\b|\b(ingin|pengen|pingin|pgn|mau|kepingin|kepengen|arep)\s+(mati|modar)\b"
    r"|\bmati\s+(aja|saja|wae)\b|\bsuicide\b|\bakhiri\s+hidup|\bmengakhiri\s+(hidup|semua)|\bmungkasi\s+(urip|gesang)"
    r"|\b(gak|ga|nggak|tidak|ogak|ora|ra|mboten)\s+(kuat|pengen|ingin|mau|gelem)\s+(urip|hidup|gesang)\b"
    r"|\bturu\s+ra\s+tangi|\btidur\s+(dan\s+)?(ga|gak|nggak|tidak)\s+bangun|\bnyusul\s+(mati|mbah|ibu|bapak)",
    re.IGNORECASE,
)


def hints_at_dying(text: str) -> bool:
    """Whether to ask, gently."""
    return _HINTS.search(text) is not None
