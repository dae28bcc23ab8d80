"""As much of YAML as `deploy/compose.yaml` uses, for a machine without a YAML library.

Blocks of mappings and lists, and values on one line. Anything else is refused, so that nothing is read otherwise than a
library would read it.
"""

from __future__ import annotations

import json
import re
from typing import Any

_KEY = re.compile(r"([A-Za-z_][\w.-]*):(?: (.*))?")
_PLAIN = re.compile(r"[A-Za-z0-9_./][\w./:=,%+-]*(?: [\w./:=,%+-]+)*")

Line = tuple[int, str]


def read_yaml(text: str) -> Any:
    """The document. Raises ValueError."""
    lines = [
        (len(line) - len(line.lstrip(" ")), line.strip())
        for line in text.split("\n")
        if line.strip() and not line.lstrip().startswith("#")
    ]
    value, rest = _block(lines)
    if rest:
        raise ValueError(rest[0][1])
    return value


def _block(lines: list[Line]) -> tuple[Any, list[Line]]:
    indent = lines[0][0]
    if lines[0][1].startswith("- "):
        items = []
        while lines and lines[0][0] == indent and lines[0][1].startswith("- "):
            items.append(_scalar(lines[0][1][2:]))
            lines = lines[1:]
        return items, lines
    found: dict[str, Any] = {}
    while lines and lines[0][0] == indent:
        parts = _KEY.fullmatch(lines[0][1])
        if parts is None or parts[1] in found:
            raise ValueError(lines[0][1])
        lines = lines[1:]
        if parts[2] is not None:
            found[parts[1]] = _scalar(parts[2])
        elif lines and lines[0][0] > indent:
            found[parts[1]], lines = _block(lines)
        else:
            raise ValueError(parts[1])
    return found, lines


def _scalar(said: str) -> Any:
    said = said.strip()
    if said in ("true", "false"):
        return said == "true"
    if said == "{}":
        return {}
    if said.isdigit():
        return int(said)
    if said.startswith("[") and said.endswith("]"):
        return [_scalar(one) for one in re.findall(r'"[^"]*"|[^,\s]+', said[1:-1])]
    if said.startswith('"'):
        return json.loads(said)
    if not _PLAIN.fullmatch(said) or re.search(r": | #", said) or said.lower() in ("yes", "no", "on", "off", "null"):
        raise ValueError(said)
    return said
