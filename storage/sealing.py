"""Sealing and opening, tags, receipts and wraps: the only place with cryptography.

Whatever is sealed carries its kind and its owner inside the box, so a row that was swapped with another does not open;
and it is padded to 512 bytes, so that its length tells nothing. A box is `0x01 | key id (4 bytes) | ciphertext`.
Nothing here prints more than a key id, and nothing here can be pickled.
"""

import hashlib
import json
import secrets
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from flows.codes import six_words
from flows.traces import Trace
from storage.errors import CannotOpen, CodeMistyped, WrongPassphrase

BLOCK = 512
RECEIPT_DIGITS = 16
PASSPHRASE_COST = (argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)
RECEIPT_COST = (argon2id.OPSLIMIT_INTERACTIVE, argon2id.MEMLIMIT_INTERACTIVE)

_BOX = b"\x01"
_HEAD = 5
_BY_PASSPHRASE = b"\x01"
_BY_CODE = b"\x02"
_SALT = 16
_CHECK = 8
_MOST_MEMORY = 1 << 30
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_SIGNS = 36
_CODE_CHECK_SIGNS = 4
_CODE_GROUP = 5


class _Silent:
    """A thing that shows its key id and nothing else, and stays in this process."""

    __slots__ = ()
    key_id: bytes

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.key_id.hex()})"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is not to be copied or pickled")


class Lock(_Silent):
    """The public half of a key: anybody holding it can seal, nobody can open with it."""

    __slots__ = ("_box", "key_id", "public")

    def __init__(self, public: bytes) -> None:
        """`public` is 32 bytes. Raises CannotOpen when it cannot be a key."""
        self._box = SealedBox(PublicKey(_exactly_32(public)))
        self.public = public
        self.key_id = hashlib.blake2b(public, digest_size=4).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lock) and other.public == self.public

    def __hash__(self) -> int:
        return hash(self.public)

    @property
    def fingerprint(self) -> str:
        """Eight groups of four signs, to be read aloud and compared."""
        whole = hashlib.blake2b(self.public, digest_size=16).hexdigest().upper()
        return " ".join(whole[i : i + 4] for i in range(0, len(whole), 4))

    def seal(self, kind: str, owner: str, words: Mapping[str, Any]) -> bytes:
        """Seal `words` (JSON values) as a `kind` belonging to `owner`. Odd characters are replaced, never refused."""
        return _BOX + self.key_id + self._box.encrypt(_packed(kind, owner, words))


def seal_for_another(public: bytes, json_text: str) -> bytes:
    """A plain libsodium sealed box (`crypto_box_seal`) around JSON, for a receiver without Wadul. Blanks behind the
    JSON fill 512 bytes, so that its length tells nothing. Raises CannotOpen when `public` cannot be a key."""
    content = json_text.encode()
    return bytes(SealedBox(PublicKey(_exactly_32(public))).encrypt(content.ljust(-(-len(content) // BLOCK) * BLOCK)))


class Key(_Silent):
    """The private half: opens what its lock sealed, and what was sealed to the keys that were used before it."""

    __slots__ = ("_box", "_earlier", "_private", "key_id", "lock")

    def __init__(self, private: bytes, earlier: Iterable["Key"] = ()) -> None:
        """`private` is 32 bytes. Raises CannotOpen when it cannot be a key."""
        self._private = PrivateKey(_exactly_32(private))
        self._earlier = {key.key_id: key for key in earlier}
        self._box = SealedBox(self._private)
        self.lock = Lock(bytes(self._private.public_key))
        self.key_id = self.lock.key_id

    @classmethod
    def fresh(cls) -> "Key":
        """A new random key."""
        return cls(bytes(PrivateKey.generate()))

    def raw(self) -> bytes:
        """The 32 bytes themselves, for wrapping and for key files only."""
        return bytes(self._private)

    @property
    def earlier(self) -> tuple["Key", ...]:
        """The keys used before this one."""
        return tuple(self._earlier.values())

    @property
    def key_ids(self) -> tuple[bytes, ...]:
        """Of this key and of those before it: whose boxes it opens."""
        return (self.key_id, *self._earlier)

    def open(self, kind: str, owner: str, box: bytes) -> dict[str, Any]:
        """The words in `box`. Raises CannotOpen unless it is ours, undamaged, and of this kind and owner."""
        before = self._earlier.get(bytes(box[1:_HEAD]))
        if before is not None:
            return before.open(kind, owner, box)
        inner = _ciphertext(box, self.key_id)
        try:
            packed = self._box.decrypt(inner)
        except (CryptoError, ValueError, TypeError):
            raise CannotOpen from None
        return _unpacked(kind, owner, packed)


class Secret(_Silent):
    """A key that both seals and opens; for what one process keeps from everybody else."""

    __slots__ = ("_box", "key_id")

    def __init__(self, key: bytes) -> None:
        """`key` is 32 bytes. Raises CannotOpen when it cannot be a key."""
        self._box = SecretBox(_exactly_32(key))
        self.key_id = _hash(b"", key=key, person=b"wadul-key-id", size=4)

    @classmethod
    def fresh(cls) -> "Secret":
        """A new random key."""
        return cls(secrets.token_bytes(32))

    def raw(self) -> bytes:
        """The 32 bytes themselves, for key files and sealed boxes only."""
        return bytes(self._box)

    def seal(self, kind: str, owner: str, words: Mapping[str, Any]) -> bytes:
        """Seal `words` (JSON values) as a `kind` belonging to `owner`. Odd characters are replaced, never refused."""
        return _BOX + self.key_id + bytes(self._box.encrypt(_packed(kind, owner, words)))

    def open(self, kind: str, owner: str, box: bytes) -> dict[str, Any]:
        """The words in `box`. Raises CannotOpen unless it is this key's, undamaged, and of this kind and owner."""
        inner = _ciphertext(box, self.key_id)
        try:
            packed = self._box.decrypt(inner)
        except (CryptoError, ValueError, TypeError):
            raise CannotOpen from None
        return _unpacked(kind, owner, packed)


# --- return addresses -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Address:
    """Where one reporter can be written to."""

    chat_id: int = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenedAddress:
    """A return address and what is needed to write there well: how to speak, when, and which messages to wipe.
    ``filed`` says that the report was sent, not only help called for; ``quiet`` that the screen may be seen."""

    address: Address = field(repr=False)
    language: str = field(repr=False)
    register: str = field(repr=False)
    window: str | None = field(repr=False)
    messages: tuple[Trace, ...] = field(repr=False)
    filed: bool = field(repr=False)
    quiet: bool = field(repr=False)


def seal_address(
    secret: Secret,
    report_id: str,
    address: Address,
    *,
    language: str,
    register: str,
    window: str | None,
    messages: Sequence[Trace],
    filed: bool,
    quiet: bool,
) -> bytes:
    """Seal a return address under a relay secret; it opens for this report only."""
    return secret.seal(
        "address",
        report_id,
        {
            "chat": address.chat_id,
            "language": language,
            "register": register,
            "window": window,
            "messages": list(messages),
            "filed": filed,
            "quiet": quiet,
        },
    )


def open_address(secret: Secret, report_id: str, box: bytes) -> OpenedAddress:
    """The address sealed for this report. Raises CannotOpen."""
    words = secret.open("address", report_id, box)
    return OpenedAddress(
        Address(words["chat"]),
        words["language"],
        words["register"],
        words["window"],
        tuple(Trace(*one) for one in words["messages"] if not isinstance(one, int)),  # a bare id has no age
        bool(words.get("filed")),
        bool(words.get("quiet")),
    )


# --- tags, digests, receipts ------------------------------------------------------------------------------------------


class Tagger(_Silent):
    """Turns an id into a tag nobody can compute without the key."""

    __slots__ = ("_key", "key_id")

    def __init__(self, key: bytes) -> None:
        """`key` is 32 bytes. Raises CannotOpen when it cannot be a key."""
        self._key = _exactly_32(key)
        self.key_id = _hash(b"", key=key, person=b"wadul-key-id", size=4)

    def tag(self, purpose: str, value: int | str, salt: bytes = b"") -> bytes:
        """32 bytes. Purpose and salt are at most 16 bytes each; another purpose or salt gives an unrelated tag."""
        return _hash(str(value).encode(), key=self._key, person=purpose.encode(), salt=salt)


def digest(*parts: bytes) -> bytes:
    """32 bytes of BLAKE2b over the parts, each with its length before it so that they cannot run together."""
    return _hash(b"".join(len(part).to_bytes(8, "big") + part for part in parts))


def new_receipt_code() -> str:
    """16 random digits, bare."""
    return f"{secrets.randbelow(10**RECEIPT_DIGITS):0{RECEIPT_DIGITS}d}"


def new_receipt_words() -> str:
    """Six random words of the project's list."""
    return six_words(secrets.randbelow)


def show_code(code: str) -> str:
    """A receipt code as people copy it: `1234 5678 9012 3456`."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


class ReceiptMaker(_Silent):
    """Turns a receipt code into what we store: useless without the pepper, slow to guess with it."""

    __slots__ = ("_pepper", "_salt", "key_id")

    def __init__(self, pepper: bytes, salt: bytes) -> None:
        """`pepper` is 32 bytes, `salt` 16 (one for all, because the code must be found by its hash)."""
        self._pepper = _exactly_32(pepper)
        self._salt = salt
        self.key_id = _hash(b"", key=pepper, person=b"wadul-key-id", size=4)

    def hash(self, code: str) -> bytes:
        """32 bytes for a code as anyone might type it; only its digits count, or, where there are none, its words.
        Takes about 70 ms and 64 MiB."""
        digits = "".join(str(unicodedata.digit(sign)) for sign in code if sign.isdecimal())
        return self._slowly(digits or " ".join(code.casefold().split()), self._salt, b"")

    def word(self, meant: str, salt: bytes) -> bytes:
        """32 bytes for a safe word, with the 16 bytes of salt of its report. As slow."""
        return self._slowly(meant, salt, b"wadul-word")

    def _slowly(self, secret: str, salt: bytes, person: bytes) -> bytes:
        ops, memory = RECEIPT_COST
        return _hash(argon2id.kdf(32, secret.encode(), salt, ops, memory), key=self._pepper, person=person)


# --- wraps ------------------------------------------------------------------------------------------------------------


def wrap(key: Key, passphrase: str) -> bytes:
    """Lock a key away behind a passphrase. Takes about 0.6 s and 256 MiB."""
    ops, memory = PASSPHRASE_COST
    salt = secrets.token_bytes(_SALT)
    outer = SecretBox(argon2id.kdf(32, _as_typed(passphrase), salt, ops, memory))
    cost = ops.to_bytes(8, "big") + memory.to_bytes(8, "big")
    return _checked(_BY_PASSPHRASE + key.key_id + cost + salt + outer.encrypt(key.raw()))


def unwrap(blob: bytes, passphrase: str) -> Key:
    """The wrapped key. Raises WrongPassphrase, or CannotOpen when the blob itself is damaged."""
    body = _verified(blob, _BY_PASSPHRASE)
    ops, memory = wrap_cost(blob)
    if memory > _MOST_MEMORY:
        raise CannotOpen
    salt, inner = body[_HEAD + 16 : _HEAD + 16 + _SALT], body[_HEAD + 16 + _SALT :]
    return _unlocked(argon2id.kdf(32, _as_typed(passphrase), salt, ops, memory), inner, wrapped_key_id(blob))


def wrap_cost(blob: bytes) -> tuple[int, int]:
    """Argon2id passes and bytes of memory a passphrase wrap was made with."""
    body = _verified(blob, _BY_PASSPHRASE)
    return int.from_bytes(body[_HEAD : _HEAD + 8], "big"), int.from_bytes(body[_HEAD + 8 : _HEAD + 16], "big")


def recovery_code() -> str:
    """A code for paper: 180 random bits and a check of 20, in eight groups of five."""
    signs = "".join(secrets.choice(_CROCKFORD) for _ in range(_CODE_SIGNS))
    whole = signs + _code_check(signs)
    return "-".join(whole[i : i + _CODE_GROUP] for i in range(0, len(whole), _CODE_GROUP))


def wrap_with_code(key: Key, code: str) -> bytes:
    """Lock a key away behind a recovery code. Raises CodeMistyped."""
    salt = secrets.token_bytes(_SALT)
    return _checked(_BY_CODE + key.key_id + salt + SecretBox(_from_code(code, salt)).encrypt(key.raw()))


def unwrap_with_code(blob: bytes, code: str) -> Key:
    """The wrapped key. Raises CodeMistyped (copy it again), WrongPassphrase (another code), or CannotOpen (damaged)."""
    body = _verified(blob, _BY_CODE)
    salt, inner = body[_HEAD : _HEAD + _SALT], body[_HEAD + _SALT :]
    return _unlocked(_from_code(code, salt), inner, wrapped_key_id(blob))


def opens_with_code(blob: bytes) -> bool:
    """Whether a wrap is opened by a recovery code rather than by a passphrase."""
    return blob[:1] == _BY_CODE


def wrapped_key_id(blob: bytes) -> bytes:
    """Which key a wrap holds, without opening it."""
    return blob[1:_HEAD]


# --- below the surface ------------------------------------------------------------------------------------------------


def _exactly_32(key: bytes) -> bytes:
    if len(key) != 32:
        raise CannotOpen("A key has 32 bytes; this is not one.")
    return key


def _hash(data: bytes, *, key: bytes = b"", person: bytes = b"", salt: bytes = b"", size: int = 32) -> bytes:
    return hashlib.blake2b(data, digest_size=size, key=key, person=person, salt=salt).digest()


def _packed(kind: str, owner: str, words: Mapping[str, Any]) -> bytes:
    content = {"kind": kind, "owner": owner, "words": dict(words)}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half a character, as phones send it: join pairs, replace what stays alone
        data = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()
    return sodium_pad(data, BLOCK)


def _ciphertext(box: bytes, key_id: bytes) -> bytes:
    if box[:1] != _BOX or box[1:_HEAD] != key_id:
        raise CannotOpen
    return bytes(box[_HEAD:])


def _unpacked(kind: str, owner: str, packed: bytes) -> dict[str, Any]:
    try:
        content = json.loads(sodium_unpad(packed, BLOCK))
        if content["kind"] != kind or content["owner"] != owner:
            raise CannotOpen
        return dict(content["words"])
    except (CryptoError, ValueError, TypeError, KeyError):
        raise CannotOpen from None


def _as_typed(passphrase: str) -> bytes:
    return unicodedata.normalize("NFKC", passphrase).strip().encode()


def _checked(body: bytes) -> bytes:
    return body + _hash(body, person=b"wadul-wrap", size=_CHECK)


def _verified(blob: bytes, way: bytes) -> bytes:
    body = blob[:-_CHECK]
    if body[:1] != way or _checked(body) != blob:
        raise CannotOpen("The wrapped key is damaged or of another sort.")
    return body


def _unlocked(outer: bytes, inner: bytes, key_id: bytes) -> Key:
    try:
        key = Key(SecretBox(outer).decrypt(inner))
    except CryptoError:
        raise WrongPassphrase from None
    if key.key_id != key_id:
        raise CannotOpen
    return key


def _code_check(signs: str) -> str:
    number = int.from_bytes(_hash(signs.encode(), person=b"wadul-code", size=8), "big")
    return "".join(_CROCKFORD[(number >> (5 * place)) & 31] for place in range(_CODE_CHECK_SIGNS))


def _from_code(code: str, salt: bytes) -> bytes:
    typed = code.upper().translate(str.maketrans("OIL", "011", "- \t\r\n"))
    signs, check = typed[:_CODE_SIGNS], typed[_CODE_SIGNS:]
    if set(typed) - set(_CROCKFORD) or len(signs) != _CODE_SIGNS or check != _code_check(signs):
        raise CodeMistyped
    return _hash(signs.encode(), person=b"wadul-recovery", salt=salt)
