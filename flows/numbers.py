"""A phone number in what somebody types while they call for help.

Nobody is asked for one. Where it is given, it is taken out of the words: words stay in the report, a number does not.
"""

from __future__ import annotations

import re

# Indonesian, with or without spaces: 0812 3456 7890, +62 812-3456-7890, 0296-531234.
_NUMBER = re.compile(r"(?<![\d+])\(?(?:\+?62|0)[ .()-]{0,2}\d(?:[ .()-]{0,2}\d){6,12}(?!\d)")


def taken_out(said: str) -> tuple[str, str]:
    """What was said without its first number, and that number; with none, it is empty."""
    found = _NUMBER.search(said)
    if found is None:
        return said, ""
    rest = f"{said[: found.start()].rstrip()} {said[found.end() :].lstrip()}".strip(" .,:;")
    return rest, re.sub(r"[^\d+]", "", found[0])
