"""Where a call goes beside the duty group and its officers: tables of the office file, each off until it stands there.

Addresses and fields are the office's and stand in its file. Passwords, tokens and keys never do: they are settings.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

NAMES = ("mail", "webhook", "sms", "primero")
"""What an office may switch on; also the beginning of the destination of its outbox rows (``mail:2``)."""

HERE = ("127.0.0.1", "localhost", "::1")


def is_here(host: str) -> bool:
    """Whether that host is this machine, where nothing has to be kept from a network."""
    return host in HERE


def _address(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,190}", value):
        raise ValueError("must be an e-mail address")
    return value


def _phone(value: str) -> str:
    if not re.fullmatch(r"\+?[0-9]{8,15}", value):
        raise ValueError("must be a phone number: digits only, such as 6281234567890")
    return value


def _url(value: str) -> str:
    parts = urlsplit(value)
    here = is_here(parts.hostname or "")
    if not parts.hostname or "{" in parts.netloc or not (parts.scheme == "https" or (parts.scheme == "http" and here)):
        raise ValueError("must begin with https:// (http:// only on this machine)")
    if parts.username is not None or parts.fragment or parts.port == 0:  # reading a port that is none raises, too
        raise ValueError("must be an address without a name, a password or a # in it")
    return value


def _public_key(value: str) -> str:
    try:
        key = base64.b64decode(value, validate=True)
    except binascii.Error:
        key = b""
    if value and len(key) != 32:
        raise ValueError("must be the receiver's public key: 32 bytes (X25519) in base64")
    return value


Address = Annotated[str, AfterValidator(_address)]
Phone = Annotated[str, AfterValidator(_phone)]
Url = Annotated[str, AfterValidator(_url)]
Known = Literal["number", "filed", "urgency", "age", "sex", "when", "kecamatan", "village", "forms", "acts", "relation"]
FieldName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,80}(\[\])?$")]


class _Table(BaseModel):
    """``certificate``: the file of the server's own certificate, where no known body vouches for it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    certificate: str = ""


class Mail(_Table):
    """A mail that says number, urgency and age. ``user`` is for a server that wants a login. ``operator`` keeps the
    head of the chain, every day, and is no officer."""

    to: tuple[Address, ...] = Field(default=(), max_length=20)
    operator: Address | None = None
    sender: Address = Field(alias="from")
    host: str = Field(pattern=r"^[A-Za-z0-9.:-]{1,190}$")
    port: int = Field(default=587, ge=1, le=65535)
    tls: Literal["starttls", "implicit", "none"] = "starttls"
    user: str = Field(default="", max_length=190)

    @model_validator(mode="after")
    def _is_for_somebody(self) -> Mail:
        if not self.to and self.operator is None:
            raise ValueError("needs `to`, `operator`, or both")
        if self.operator in self.to:
            raise ValueError(
                "`operator` keeps the chain's head away from the officers: an address of its own, not one of `to`"
            )
        return self

    @model_validator(mode="after")
    def _never_in_the_clear(self) -> Mail:
        if self.tls == "none" and not is_here(self.host):
            raise ValueError('tls = "none" is only for a server on this machine')
        return self


class Webhook(_Table):
    """A signed request with the case as data. ``sealed``: number, urgency, age, and the rest in a box for ``key``."""

    url: Url
    mode: Literal["sealed", "clear"] = "sealed"
    key: Annotated[str, AfterValidator(_public_key)] = ""

    @model_validator(mode="after")
    def _someone_can_open_it(self) -> Webhook:
        if self.mode == "sealed" and not self.key:
            raise ValueError('mode = "sealed" needs `key`, the public key of the receiver')
        return self


class Sms(_Table):
    """Any HTTP gateway for SMS or voice. ``{to}``, ``{text}``, ``{code}`` and ``{token}`` (a setting) are filled in.
    ``rung``: 0 is the first call, 1 the first that is made again because nobody took the case."""

    to: tuple[Phone, ...] = Field(min_length=1, max_length=20)
    url: Url
    method: Literal["POST", "GET", "PUT"] = "POST"
    headers: dict[str, str] = Field(default_factory=dict)
    body: str = Field(default="", max_length=4000)
    rung: int = Field(default=0, ge=0, le=50)

    @property
    def wants_token(self) -> bool:
        return any("{token}" in text for text in (self.url, self.body, *self.headers.values()))


class Primero(_Table):
    """An incident in Primero v2. ``fields``: what we know → the name of their field, with ``[]`` behind it where that
    takes several values; ``values``: our id → theirs."""

    url: Url
    user: str = Field(min_length=1, max_length=190)
    module: str = "primeromodule-cp"
    fields: dict[Known, FieldName] = Field(min_length=1)
    values: dict[str, str | int | bool] = Field(default_factory=dict)
