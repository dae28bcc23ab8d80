"""Bad days on order: what goes wrong with which call, how often, and when.

error          answered with `status` (and `body`, `retry_after`) instead of taking effect
stall          waits `seconds`, then goes on as if nothing were wrong
reset          the connection drops before the call takes effect
reset_after    the connection drops after it: done, but the bot does not know
truncated      done, and half the answer arrives
hold           waits for `release()`, before or after it takes effect
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.params import Params
from bot.sandbox.refusals import Refused

Kind = Literal["error", "stall", "reset", "reset_after", "truncated", "hold"]

_WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass(eq=False)
class Fault:
    """One thing that goes wrong. `seen` counts how often it did; `times` is what is left of it (None: for good)."""

    kind: Kind = "error"
    method: str | None = None
    token: str | None = field(default=None, repr=False)
    chat: int | None = None
    times: int | None = 1
    status: int = 500
    body: str | dict[str, Any] | None = field(default=None, repr=False)
    retry_after: int | None = None
    seconds: float = 0.0
    after: bool = False
    past: int | None = None
    seen: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    released: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def is_after(self) -> bool:
        """Whether the call takes effect before this goes wrong."""
        return self.kind in ("reset_after", "truncated") or (self.kind == "hold" and self.after)

    def release(self) -> None:
        """Let every held answer go, now and from now on."""
        self.times = 0
        self.released.set()

    def answer(self) -> tuple[int, str | dict[str, Any]]:
        """Status and body of an `error`."""
        if self.body is not None:
            return self.status, self.body
        words = _WORDS.get(self.status, "Internal Server Error")
        if self.retry_after is None:
            return self.status, Refused(self.status, words).envelope()
        refused = Refused(self.status, f"{words}: retry after {self.retry_after}", retry_after=self.retry_after)
        return self.status, refused.envelope()

    def fits(self, token: str, method: str, params: Params) -> bool:
        """Whether this call is the one meant, and it is not used up."""
        return (
            self.times != 0
            and (self.token is None or self.token == token)
            and (self.method is None or self.method.lower() == method.lower())
            and (self.chat is None or self.chat == params.get("chat_id"))
            and (self.past is None or self._confirms(params.get("offset")))
        )

    def _confirms(self, offset: object) -> bool:
        return self.past is not None and isinstance(offset, int) and offset > self.past


class Faults:
    """The list; the first that fits a call is the one that strikes."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(
        self,
        *,
        kind: Kind = "error",
        method: str | None = None,
        token: str | None = None,
        chat: int | None = None,
        times: int | None = 1,
        status: int | None = None,
        body: str | dict[str, Any] | None = None,
        retry_after: int | None = None,
        seconds: float = 0.0,
    ) -> Fault:
        """Order a fault for the calls that fit. A `body` of str goes out as it is, a dict as JSON."""
        code = status or (500 if retry_after is None else 429)
        return self._keep(
            Fault(
                kind=kind,
                method=method,
                token=token,
                chat=chat,
                times=times,
                status=code,
                body=body,
                retry_after=retry_after,
                seconds=seconds,
            )
        )

    def hold(
        self,
        *,
        method: str | None = None,
        token: str | None = None,
        chat: int | None = None,
        times: int | None = 1,
        after: bool = False,
        past: int | None = None,
    ) -> Fault:
        """Hold a call before (or `after`) it takes effect. `arrived` is set when it is there; `release()` ends it.

        `past` names an update: only the poll that would confirm it is held, not the one that fetches it.
        """
        fault = Fault(kind="hold", method=method, token=token, chat=chat, times=times, after=after, past=past)
        return self._keep(fault)

    def clear(self) -> None:
        """Better weather: forget every fault and let go of what is held."""
        for fault in self._faults:
            fault.release()
        self._faults.clear()

    def strike(self, token: str, method: str, params: Params) -> Fault | None:
        """The fault for this call, counted; None on a good day."""
        for fault in self._faults:
            if fault.fits(token, method, params):
                fault.seen += 1
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None

    def _keep(self, fault: Fault) -> Fault:
        self._faults.append(fault)
        return fault
