"""A phone number in what somebody types while they call for help.

Nobody is asked for one. Where it is given, it is taken out of the words: words stay in the report, a number does not.
"""

from __future__ import annotations

import re

# Indonesian, with or without spaces: 0812 3456 7890, +62 812-3456-7890, 0296-531234. Nine digits or more, the first
# three together: a time or a date is none.
_NUMBER = re.compile(r"(?<![\d+])\(?(?:\+?62[ .()-]{0,2}\d{2}|0\d{2})(?:[ .()-]{0,2}\d){6,11}(?!\d)")


def taken_out(said: str) -> tuple[str, str]:
    """What was said without the numbers in it, and those, with a comma between; with none, it is empty."""
    numbers = [re.sub(r"[^\d+]", "", found) for found in _NUMBER.findall(said)]
    if not numbers:
        return said, ""
    rest = " ".join(part for piece in _NUMBER.split(said) if (part := piece.strip()))
    return rest.strip(" .,:;"), ", ".join(numbers)
