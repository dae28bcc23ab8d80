"""The ways the sandbox says no.

SandboxError
├── Refused        an answer to a bot, as Telegram would give it: status, description, parameters
└── DemoOnly       the sandbox itself will not start or listen like this
"""

from __future__ import annotations

from typing import Any

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_INVALID = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
WEBHOOK_SET = "Conflict: terminated by setWebhook request"
METHOD_UNKNOWN = "Not Found: method not found"


class SandboxError(Exception):
    """Anything the sandbox raises itself."""


class DemoOnly(SandboxError):
    """The sandbox serves this machine and demo tokens, and nothing else."""


class Refused(SandboxError):
    """A call is refused with an HTTP status, Telegram's own words and, sometimes, parameters."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(f"{status} {description}")
        self.status = status
        self.description = description
        self.parameters = parameters

    def envelope(self) -> dict[str, Any]:
        """The body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            body["parameters"] = dict(self.parameters)
        return body


def bad_request(reason: str) -> Refused:
    """400, for whatever the bot got wrong."""
    return Refused(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refused:
    """403, for what the bot may not do (any more)."""
    return Refused(403, f"Forbidden: {reason}")
