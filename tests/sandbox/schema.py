"""Has this call, and its answer, the shape Telegram documents? Required fields, types, nothing unknown.

validating(sandbox)     # from now on a misfit makes `sandbox.stop()` raise
"""

import json
from pathlib import Path
from typing import Any

from bot.sandbox import Refused, Sandbox
from bot.sandbox.params import Upload

_SPEC = json.loads((Path(__file__).parent / "telegram-bot-api-10.1.json").read_text())
_METHODS: dict[str, Any] = _SPEC["methods"]
_TYPES: dict[str, Any] = _SPEC["types"]
_PLAIN: dict[str, tuple[type, ...]] = {"Integer": (int,), "Float": (int, float), "String": (str,), "Boolean": (bool,)}
_PARAMETERS = {"migrate_to_chat_id", "retry_after"}


class Misfit(AssertionError):
    """A request or an answer is not what the documentation says."""


def validating(sandbox: Sandbox) -> Sandbox:
    """Check every call from now on; what was injected is left alone, for it may be malformed on purpose."""

    def observe(method: str, params: dict[str, Any], result: Any) -> None:
        if isinstance(result, Refused):
            check_refusal(method, params, result)
            return
        check_request(method, params)
        if method == "getUpdates":
            result = [update for update in result if update.get("update_id") not in sandbox.injected]
        check(result, _METHODS[method]["returns"], method)

    sandbox.observer = observe
    return sandbox


def check_request(method: str, params: dict[str, Any]) -> None:
    """Raise Misfit when a call that was accepted is not a documented one."""
    _check_fields(params, _METHODS[method].get("fields", []), f"{method}()")


def check_refusal(method: str, params: dict[str, Any], refused: Refused) -> None:
    """A refused call may lack or misstate things; it still knows only documented fields, and the answer is an error."""
    known = {field["name"] for field in _METHODS.get(method, {}).get("fields", [])}
    if method in _METHODS and params.keys() - known:
        raise Misfit(f"{method}(): unknown {sorted(params.keys() - known)}")
    envelope = refused.envelope()
    if envelope["ok"] or not isinstance(envelope["error_code"], int) or not envelope["description"]:
        raise Misfit(f"{method}: not an error {envelope}")
    if envelope.keys() - {"ok", "error_code", "description", "parameters"} or refused.parameters.keys() - _PARAMETERS:
        raise Misfit(f"{method}: unknown fields in {envelope}")


def check(value: Any, types: list[str], where: str) -> None:
    """Raise Misfit unless the value is one of the types."""
    problems = []
    for name in types:
        try:
            _check_one(value, name, where)
        except Misfit as misfit:
            problems.append(str(misfit))
        else:
            return
    raise Misfit(" / ".join(problems))


def _check_one(value: Any, name: str, where: str) -> None:
    if name.startswith("Array of "):
        if not isinstance(value, list):
            raise Misfit(f"{where}: {type(value).__name__} is no array")
        for index, entry in enumerate(value):
            check(entry, [name.removeprefix("Array of ")], f"{where}[{index}]")
    elif name in _PLAIN:
        if not isinstance(value, _PLAIN[name]) or (isinstance(value, bool) and name != "Boolean"):
            raise Misfit(f"{where}: {type(value).__name__} is no {name}")
    elif name == "InputFile":
        if not isinstance(value, Upload):
            raise Misfit(f"{where}: no upload")
    elif subtypes := _TYPES[name].get("subtypes"):
        check(value, subtypes, where)
    elif not isinstance(value, dict):
        raise Misfit(f"{where}: {type(value).__name__} is no {name}")
    else:
        _check_fields(value, _TYPES[name].get("fields", []), f"{where}:{name}")


def _check_fields(value: dict[str, Any], fields: list[dict[str, Any]], where: str) -> None:
    known = {field["name"]: field for field in fields}
    if unknown := value.keys() - known:
        raise Misfit(f"{where}: unknown {sorted(unknown)}")
    if missing := {name for name, field in known.items() if field["required"]} - value.keys():
        raise Misfit(f"{where}: missing {sorted(missing)}")
    for name, entry in value.items():
        check(entry, known[name]["types"], f"{where}.{name}")
