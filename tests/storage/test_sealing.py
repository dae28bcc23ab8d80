"""What is sealed opens for the right key, kind and owner; and tells nothing else to anybody."""

import copy
import hashlib
import json
import pickle
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.bindings import sodium_pad
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from flows.traces import Trace
from storage import sealing
from storage.errors import CannotOpen, CodeMistyped, WrongPassphrase
from storage.sealing import (
    Address,
    Key,
    Lock,
    ReceiptMaker,
    Secret,
    Tagger,
    digest,
    new_receipt_code,
    open_address,
    opens_with_code,
    recovery_code,
    seal_address,
    seal_for_another,
    show_code,
    unwrap,
    unwrap_with_code,
    wrap,
    wrap_cost,
    wrap_with_code,
    wrapped_key_id,
)

STORY = {"what": "Ibu dipukul, aku takut 😢", "who": ["ayah"], "age": 12}


@pytest.fixture(params=["a key and its lock", "a secret"])
def pair(request):
    """Something that seals, and what opens it."""
    if request.param == "a secret":
        secret = Secret.fresh()
        return secret, secret
    key = Key.fresh()
    return key.lock, key


def test_what_was_sealed_opens(pair):
    sealer, opener = pair
    box = sealer.seal("report", "r1", STORY)
    assert opener.open("report", "r1", box) == STORY
    assert box[0] == 1
    assert box[1:5] == opener.key_id
    assert b"dipukul" not in box


@pytest.mark.threat("A2")
def test_every_choice_has_the_same_length(pair):
    sealer, _ = pair
    choices = ("ya", "tidak", "ayah", "guru", "kekerasan-seksual", "orang yang kukenal dari internet", "")
    assert len({len(sealer.seal("report", "r1", {"answer": choice})) for choice in choices}) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=3000))
def test_length_grows_in_steps_of_512_only(words):
    secret = Secret.fresh()
    assert (len(secret.seal("report", "r1", {"story": words})) - len(secret.seal("report", "r1", {}))) % 512 == 0


def test_the_same_words_never_look_the_same(pair):
    sealer, _ = pair
    assert sealer.seal("report", "r1", STORY) != sealer.seal("report", "r1", STORY)


@pytest.mark.threat("A4")
def test_swapped_rows_are_noticed(pair):
    sealer, opener = pair
    rows = {
        (kind, owner): sealer.seal(kind, owner, STORY) for kind in ("report", "letter") for owner in ("1", "2", "3")
    }
    for here, there in permutations(rows, 2):
        with pytest.raises(CannotOpen):
            opener.open(*here, rows[there])
        assert opener.open(*here, rows[here]) == STORY


def test_a_damaged_box_does_not_open(pair):
    sealer, opener = pair
    box = sealer.seal("report", "r1", STORY)
    for place in range(len(box)):
        damaged = bytearray(box)
        damaged[place] ^= 1
        with pytest.raises(CannotOpen):
            opener.open("report", "r1", bytes(damaged))
    for length in (0, 1, 4, 5, 6, 40, len(box) - 1):
        with pytest.raises(CannotOpen):
            opener.open("report", "r1", box[:length])


def test_another_key_opens_nothing():
    key, other = Key.fresh(), Key.fresh()
    box = key.lock.seal("report", "r1", STORY)
    with pytest.raises(CannotOpen):
        other.open("report", "r1", box)
    with pytest.raises(CannotOpen):  # even when the label was rewritten
        other.open("report", "r1", box[:1] + other.key_id + box[5:])


@pytest.mark.parametrize(
    "content",
    [b"not json", b"[]", b'"words"', b'{"kind":"report"}', b'{"kind":"report","owner":"r1","words":7}', b"\xff"],
)
def test_a_forged_box_that_decrypts_is_refused_all_the_same(content):
    key = Key.fresh()
    for packed in (content, sodium_pad(content, 512)):
        forged = b"\x01" + key.key_id + SealedBox(PublicKey(key.lock.public)).encrypt(packed)
        with pytest.raises(CannotOpen):
            key.open("report", "r1", forged)


def test_half_a_character_does_not_stop_a_report():
    secret = Secret.fresh()
    told = json.loads('{"a": "takut \\ud83d", "b": "\\ud83d\\ude22", "c": "\\ude22x", "d": "\\ud83d\\"tanda"}')
    opened = secret.open("report", "r1", secret.seal("report", "r1", told))
    assert opened == {"a": "takut \ufffd", "b": "😢", "c": "\ufffdx", "d": '\ufffd"tanda'}


def test_half_a_character_split_over_two_reads_is_joined():
    secret = Secret.fresh()
    told = {"story": "\ud83d" + "\ude22"}
    assert secret.open("report", "r1", secret.seal("report", "r1", told)) == {"story": "😢"}


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.text(max_size=5), st.text(st.characters(codec=None, categories=["Cs", "L", "P", "Cc"]))))
@pytest.mark.fault("X3")
def test_nothing_anybody_types_breaks_sealing(words):
    secret = Secret.fresh()
    assert len(secret.open("report", "r1", secret.seal("report", "r1", words))) <= len(words)


def test_keys_show_their_id_and_nothing_else():
    key, secret, raw = Key.fresh(), Secret.fresh(), bytes(range(32))
    for silent in (key, key.lock, secret, Tagger(raw), ReceiptMaker(raw, b"s" * 16)):
        assert repr(silent) == str(silent) == f"{type(silent).__name__}({silent.key_id.hex()})"
        assert not hasattr(silent, "__dict__")
        for escape in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError):
                escape(silent)
    assert key.raw().hex() not in repr(key)
    assert Secret(secret.raw()).key_id == secret.key_id


def test_a_lock_is_known_by_its_public_half():
    key = Key.fresh()
    assert Lock(key.lock.public) == key.lock != Key.fresh().lock
    assert len({Lock(key.lock.public), key.lock}) == 1
    assert key.lock.key_id == hashlib.blake2b(key.lock.public, digest_size=4).digest()
    groups = key.lock.fingerprint.split(" ")
    assert [len(group) for group in groups] == [4] * 8


@pytest.mark.parametrize("sort", [Lock, Key, Secret, Tagger, lambda key: ReceiptMaker(key, b"s" * 16)])
def test_a_key_of_the_wrong_size_is_refused(sort):
    with pytest.raises(CannotOpen):
        sort(b"short")


def test_another_receiver_opens_it_without_wadul_and_its_length_tells_nothing():
    receiver = PrivateKey.generate()
    boxes = [seal_for_another(bytes(receiver.public_key), text) for text in ("{}", '{"a":"é"}', " " * 512, "1" * 513)]
    assert [SealedBox(receiver).decrypt(box).decode() for box in boxes[:2]] == [
        "{}".ljust(512),
        '{"a":"é"}'.ljust(511),  # of two bytes one sign
    ]
    assert [len(box) - 48 for box in boxes] == [512, 512, 512, 1024]  # 48: crypto_box_SEALBYTES
    with pytest.raises(CannotOpen):
        seal_for_another(b"short", "{}")


# --- what outlives a version ------------------------------------------------------------------------------------------

RAW, SALT = bytes(range(32)), b"s" * 16


def _by_hand(data, **how):
    return hashlib.blake2b(data, **{"digest_size": 32, **how}).digest()


def test_what_was_sealed_before_an_update_opens_after_it():
    packed = sodium_pad('{"kind":"report","owner":"r1","words":{"a":"é"}}'.encode(), 512)
    secret, key = Secret(RAW), Key(RAW)
    label = b"\x01" + _by_hand(b"", key=RAW, person=b"wadul-key-id", digest_size=4)
    assert secret.open("report", "r1", label + SecretBox(RAW).encrypt(packed)) == {"a": "é"}
    assert SecretBox(RAW).decrypt(secret.seal("report", "r1", {"a": "é"})[5:]) == packed
    box = b"\x01" + key.key_id + SealedBox(PublicKey(key.lock.public)).encrypt(packed)
    assert key.open("report", "r1", box) == {"a": "é"}
    assert SealedBox(PrivateKey(RAW)).decrypt(key.lock.seal("report", "r1", {"a": "é"})[5:]) == packed


def test_an_address_sealed_before_an_update_is_written_to_after_it():
    words = {"chat": 7, "language": "id", "register": "child", "window": None, "messages": [[5, 100], 4]}
    secret = Secret(RAW)
    opened = open_address(secret, "r1", secret.seal("address", "r1", words))  # of before there was more to know
    assert (opened.address, opened.language, opened.register, opened.window) == (Address(7), "id", "child", None)
    assert (opened.messages, opened.filed, opened.quiet) == ((Trace(5, 100),), False, False)
    how = {"language": "id", "register": "child", "window": None, "messages": (), "filed": False, "quiet": True}
    box = seal_address(secret, "r1", Address(7), **how)
    assert secret.open("address", "r1", box) == {"chat": 7, **how, "messages": []}
    assert open_address(secret, "r1", box).quiet is True


@pytest.mark.usefixtures("quick_receipts")
def test_tags_and_receipts_of_before_an_update_are_found_after_it():
    assert Tagger(RAW).tag("case", 7, b"salt") == _by_hand(b"7", key=RAW, person=b"case", salt=b"salt")
    assert Tagger(RAW).key_id == ReceiptMaker(RAW, SALT).key_id == Secret(RAW).key_id
    assert digest(b"ab", b"") == _by_hand(bytes(7) + b"\x02ab" + bytes(8))
    maker, salt = ReceiptMaker(RAW, SALT), b"t" * 16
    for typed, stored in (("6 1", b"61"), ("  Kopi\nPAHIT ", b"kopi pahit")):
        slow = argon2id.kdf(32, stored, SALT, *sealing.RECEIPT_COST)
        assert maker.hash(typed) == _by_hand(slow, key=RAW)
    slow = argon2id.kdf(32, b"melati", salt, *sealing.RECEIPT_COST)
    assert maker.word("melati", salt) == _by_hand(slow, key=RAW, person=b"wadul-word")


@pytest.mark.usefixtures("quick_passphrases")
def test_a_key_wrapped_before_an_update_is_unlocked_after_it():
    key, (ops, memory) = Key(RAW), sealing.PASSPHRASE_COST

    def checked(body):
        return body + _by_hand(body, person=b"wadul-wrap", digest_size=8)

    cost = ops.to_bytes(8, "big") + memory.to_bytes(8, "big")
    outer = SecretBox(argon2id.kdf(32, "café 1⁄2".encode(), SALT, ops, memory))
    blob = checked(b"\x01" + key.key_id + cost + SALT + outer.encrypt(RAW))
    assert unwrap(blob, " cafe\u0301 ½").raw() == RAW  # however the keyboard composes it
    signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" + "WADV"
    number = int.from_bytes(_by_hand(signs.encode(), person=b"wadul-code", digest_size=8), "big")
    check = "".join(signs[number >> 5 * place & 31] for place in range(4))
    outer = SecretBox(_by_hand(signs.encode(), person=b"wadul-recovery", salt=SALT))
    blob = checked(b"\x02" + key.key_id + SALT + outer.encrypt(RAW))
    assert unwrap_with_code(blob, f" {signs}\t{check}\r\n".lower()).raw() == RAW
    assert wrapped_key_id(blob) == key.key_id


# --- passphrases and codes --------------------------------------------------------------------------------------------


@pytest.mark.threat("O1")
def test_a_passphrase_costs_argon2id_moderate():
    key = Key.fresh()
    blob = wrap(key, "kopi pahit di pagi hari")
    assert wrap_cost(blob) == (argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE) == (3, 256 * 1024 * 1024)
    assert unwrap(blob, "kopi pahit di pagi hari").raw() == key.raw()


@pytest.mark.usefixtures("quick_passphrases")
def test_only_the_right_passphrase_opens():
    key = Key.fresh()
    blob = wrap(key, "kopi pahit di pagi hari")
    assert wrapped_key_id(blob) == key.key_id
    assert key.raw() not in blob
    assert unwrap(blob, "  kopi pahit di pagi hari\n").raw() == key.raw()
    for wrong in ("kopi pahit di pagi harl", "", "KOPI PAHIT DI PAGI HARI"):
        with pytest.raises(WrongPassphrase):
            unwrap(blob, wrong)


@pytest.mark.usefixtures("quick_passphrases")
def test_two_wraps_of_one_key_share_no_salt():
    key = Key.fresh()
    assert wrap(key, "kopi pahit di pagi hari")[21:37] != wrap(key, "kopi pahit di pagi hari")[21:37]


@pytest.mark.usefixtures("quick_passphrases")
def test_a_damaged_wrap_is_told_from_a_wrong_passphrase():
    blob = wrap(Key.fresh(), "kopi pahit di pagi hari")
    for place in range(len(blob)):
        damaged = bytearray(blob)
        damaged[place] ^= 1
        with pytest.raises(CannotOpen):
            unwrap(bytes(damaged), "kopi pahit di pagi hari")


@pytest.mark.usefixtures("quick_passphrases")
def test_a_wrap_cannot_ask_for_all_the_memory():
    body = wrap(Key.fresh(), "kopi pahit di pagi hari")[:-8]
    greedy = body[:13] + (1 << 40).to_bytes(8, "big") + body[21:]
    with pytest.raises(CannotOpen):
        unwrap(sealing._checked(greedy), "kopi pahit di pagi hari")


@pytest.mark.usefixtures("quick_passphrases")
def test_a_wrap_with_another_keys_label_is_refused():
    body = wrap(Key.fresh(), "kopi pahit di pagi hari")[:-8]
    with pytest.raises(CannotOpen):
        unwrap(sealing._checked(body[:1] + b"abcd" + body[5:]), "kopi pahit di pagi hari")


def test_a_recovery_code_is_copied_by_hand_and_still_opens():
    key, code = Key.fresh(), recovery_code()
    blob = wrap_with_code(key, code)
    assert [len(group) for group in code.split("-")] == [5] * 8
    as_people_type = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    for typed in (code, as_people_type, f" {code}\n", code.replace("1", "I")):
        assert unwrap_with_code(blob, typed).raw() == key.raw()
    assert opens_with_code(blob)


def test_a_mistyped_code_is_told_from_a_wrong_one():
    blob, code = wrap_with_code(Key.fresh(), recovery_code()), recovery_code()
    with pytest.raises(WrongPassphrase):
        unwrap_with_code(blob, code)
    mistyped = 0
    for place, sign in enumerate(code):
        if sign != "-":
            with pytest.raises(CodeMistyped):
                unwrap_with_code(blob, code[:place] + ("7" if sign != "7" else "8") + code[place + 1 :])
            mistyped += 1
    assert mistyped == 40
    for typed in ("", code[:-1], code + "7", "U" + code[1:], "kata sandi"):
        with pytest.raises(CodeMistyped):
            unwrap_with_code(blob, typed)


def test_a_code_has_enough_luck_in_it():
    assert sealing._CODE_SIGNS * 5 >= 160
    assert len({recovery_code() for _ in range(200)}) == 200


@pytest.mark.usefixtures("quick_passphrases")
def test_a_code_wrap_and_a_passphrase_wrap_are_not_mixed_up():
    key, code = Key.fresh(), recovery_code()
    assert not opens_with_code(wrap(key, code))
    with pytest.raises(CannotOpen):
        unwrap_with_code(wrap(key, code), code)
    with pytest.raises(CannotOpen):
        unwrap(wrap_with_code(key, code), code)


# --- return addresses, tags, receipts ---------------------------------------------------------------------------------


def test_a_return_address_opens_for_its_report_only():
    secret, address = Secret.fresh(), Address(7_123_456_789)
    how = {
        "language": "jv",
        "register": "child",
        "window": "16-20",
        "messages": [Trace(5, 100), Trace(6, 100)],
        "filed": True,
        "quiet": False,
    }
    box = seal_address(secret, "a" * 32, address, **how)
    opened = open_address(secret, "a" * 32, box)
    assert (opened.address, opened.language, opened.register, opened.window) == (address, "jv", "child", "16-20")
    assert opened.messages == (Trace(5, 100), Trace(6, 100))
    assert repr(address) == "Address()"
    assert repr(opened) == "OpenedAddress()"
    with pytest.raises(CannotOpen):
        open_address(secret, "b" * 32, box)
    with pytest.raises(CannotOpen):
        open_address(Secret.fresh(), "a" * 32, box)


@pytest.mark.threat("R2")
def test_two_reports_of_one_person_look_unrelated():
    tagger = Tagger(bytes(range(32)))
    assert tagger.tag("case", 7_123_456_789, b"salt-1") != tagger.tag("case", 7_123_456_789, b"salt-2")
    assert tagger.tag("case", 7_123_456_789) != tagger.tag("session", 7_123_456_789)
    assert tagger.tag("session", 7_123_456_789) == Tagger(bytes(range(32))).tag("session", 7_123_456_789)
    assert len(tagger.tag("session", "x")) == 32


@pytest.mark.threat("R1")
def test_trying_every_id_without_the_key_finds_nobody():
    person = 1_000_042
    tag = Tagger(Secret.fresh().raw()).tag("session", person)
    guesser = Tagger(bytes(32))
    for guess in range(1_000_000, 1_000_100):
        for unkeyed in (hashlib.blake2b(str(guess).encode(), digest_size=32), hashlib.sha256(str(guess).encode())):
            assert unkeyed.digest() != tag
        assert guesser.tag("session", guess) != tag


def test_digested_parts_do_not_run_together():
    assert digest(b"ab", b"c") != digest(b"a", b"bc") != digest(b"abc")
    assert len(digest()) == 32


def test_a_receipt_code_is_sixteen_digits_in_fours():
    codes = {new_receipt_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 16 and code.isdecimal() for code in codes)
    assert any(code.startswith("0") for code in codes)
    assert show_code("1234567890123456") == "1234 5678 9012 3456"


@pytest.mark.threat("R9")
def test_a_receipt_needs_the_pepper():
    assert (
        (argon2id.OPSLIMIT_INTERACTIVE, argon2id.MEMLIMIT_INTERACTIVE) == sealing.RECEIPT_COST == (2, 64 * 1024 * 1024)
    )
    pepper, salt, code = bytes(range(32)), b"s" * 16, "1234567890123456"
    stored = ReceiptMaker(pepper, salt).hash(code)
    slow = argon2id.kdf(32, code.encode(), salt, *sealing.RECEIPT_COST)
    assert stored == hashlib.blake2b(slow, key=pepper, digest_size=32).digest()
    assert stored not in (slow, hashlib.blake2b(slow, digest_size=32).digest())
    assert stored != ReceiptMaker(bytes(32), salt).hash(code)
    assert stored != ReceiptMaker(pepper, b"t" * 16).hash(code)


def test_a_receipt_is_recognised_however_it_is_typed():
    maker = ReceiptMaker(bytes(range(32)), b"s" * 16)
    stored = maker.hash("1234567890123456")
    for typed in ("1234 5678 9012 3456", " 1234-5678.9012\n3456", "kode: 1234567890123456", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦"):
        assert maker.hash(typed) == stored
    assert maker.hash("1234567890123457") != stored
    assert len(maker.hash("")) == 32
