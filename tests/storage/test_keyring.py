"""Keys as files: who may hold which, what is refused, and what a lost month takes with it."""

import shutil
import stat
from datetime import UTC, datetime
from tempfile import mkdtemp

import pytest

from storage import keyring
from storage.errors import (
    AlreadyThere,
    CannotOpen,
    CodeMistyped,
    KeyInWrongHands,
    KeyMissing,
    WeakPassphrase,
    WrongPassphrase,
)
from storage.keyring import (
    DutyKeys,
    EscalationKeys,
    ReporterKeys,
    create_home_keys,
    epoch_of,
    folder_of,
    further_problems,
    problems,
)
from storage.sealing import Address, Key, Lock, Secret, open_address, recovery_code, seal_address

pytestmark = pytest.mark.usefixtures("quick_passphrases")

PASSPHRASE = "kopi pahit di pagi hari"
ANOTHER = "teh manis di sore hari"
NOVEMBER = datetime(2026, 11, 23, 2, 47, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def runtime(tmp_path):
    return tmp_path / "run"


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def printed(home, runtime):
    return create_home_keys(home, runtime, PASSPHRASE, escalation_passphrase=None)


@pytest.fixture
def reporter(home, runtime, printed):
    return ReporterKeys.load(home, runtime, NOVEMBER)


def test_a_report_goes_from_one_process_to_the_other(home, reporter):
    duty = DutyKeys.load(home, PASSPHRASE)
    box = reporter.office.seal("report", "r1", {"what": "takut"})
    assert duty.office_key.open("report", "r1", box) == {"what": "takut"}
    letter = duty.reply.seal("letter", "l1", {"say": "Kami dengar."})
    assert reporter.reply.open("letter", "l1", letter) == {"say": "Kami dengar."}
    assert duty.office == reporter.office
    assert duty.escalation == reporter.escalation


@pytest.mark.threat("O4")
def test_what_accuses_an_official_the_office_cannot_open(home, reporter, printed):
    box = reporter.escalation.seal("report", "r1", {"who": "kepala"})
    with pytest.raises(CannotOpen):
        DutyKeys.load(home, PASSPHRASE).office_key.open("report", "r1", box)
    assert (
        EscalationKeys.load(home, printed.escalation_code).escalation_key.open("report", "r1", box)["who"] == "kepala"
    )


def test_the_escalation_key_may_have_a_passphrase_instead(home, runtime):
    printed = create_home_keys(home, runtime, PASSPHRASE, escalation_passphrase=ANOTHER)
    assert printed.escalation_code is None
    assert EscalationKeys.load(home, ANOTHER).escalation_key.lock == EscalationKeys.load(home, ANOTHER).escalation
    with pytest.raises(WrongPassphrase):
        EscalationKeys.load(home, PASSPHRASE)


def test_a_wrong_passphrase_is_refused_and_the_paper_still_opens(home, printed):
    with pytest.raises(WrongPassphrase):
        DutyKeys.load(home, ANOTHER)
    with pytest.raises(WrongPassphrase):
        DutyKeys.recover(home, recovery_code())
    with pytest.raises(CodeMistyped):
        DutyKeys.recover(home, printed.recovery_code[:-1])
    recovered = DutyKeys.recover(home, printed.recovery_code.lower())
    assert recovered.office_key.raw() == DutyKeys.load(home, PASSPHRASE).office_key.raw()


def test_files_are_for_their_owner_only(home, runtime, reporter):
    paths = [home / "keys", *(home / "keys").rglob("*"), runtime, runtime / "draft.key"]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in paths}
    assert {path for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)} == set()
    assert sorted(
        str(path.relative_to(home / "keys")) for path in paths if path.is_file() and home in path.parents
    ) == [
        "duty/office.recovery",
        "duty/office.wrapped",
        "escalation/escalation.wrapped",
        "public/escalation.pub",
        "public/office.pub",
        "public/reply.pub",
        "reporter/pepper.key",
        "reporter/receipt-salt.key",
        "reporter/relay-2026-11.key",
        "reporter/reply.key",
        "reporter/reply.recovery",
        "reporter/tag.key",
    ]


def test_no_private_key_lies_unwrapped_on_the_office_side(home, printed):
    office = DutyKeys.load(home, PASSPHRASE).office_key.raw()
    escalation = EscalationKeys.load(home, printed.escalation_code).escalation_key.raw()
    for path in home.rglob("*"):
        if path.is_file():
            assert office not in path.read_bytes()
            assert escalation not in path.read_bytes()


# --- who holds what ---------------------------------------------------------------------------------------------------


@pytest.mark.threat("A3")
def test_the_reporters_process_needs_nothing_of_the_duty_side(home, runtime, printed):
    shutil.rmtree(home / "keys/duty")
    shutil.rmtree(home / "keys/escalation")
    assert ReporterKeys.load(home, runtime, NOVEMBER).office.seal("report", "r1", {})


@pytest.mark.threat("R3")
def test_the_duty_process_needs_nothing_of_the_reporters_side(home, printed):
    shutil.rmtree(home / "keys/reporter")
    assert DutyKeys.load(home, PASSPHRASE).reply.seal("letter", "l1", {})


def test_neither_has_a_place_for_the_others_keys(home, reporter):
    duty = DutyKeys.load(home, PASSPHRASE)
    for keys, foreign in ((reporter, "office_key"), (duty, "draft"), (duty, "tagger"), (duty, "relay_of")):
        assert not hasattr(keys, "__dict__")
        assert not hasattr(keys, foreign)
        with pytest.raises(AttributeError):
            setattr(keys, foreign, Key.fresh())
    held = {type(getattr(reporter, name)) for name in ("office", "escalation")}
    assert held == {Lock}
    assert type(duty.reply) is Lock


@pytest.mark.fault("B2")
@pytest.mark.threat("A3")
def test_handing_the_office_key_to_the_reporters_process_is_refused(home, runtime, printed):
    office = DutyKeys.load(home, PASSPHRASE).office_key
    (home / "keys/reporter/reply.key").write_bytes(office.raw())
    with pytest.raises(KeyInWrongHands, match="does not fit"):
        ReporterKeys.load(home, runtime, NOVEMBER)
    (home / "keys/public/reply.pub").write_bytes(office.lock.public)
    with pytest.raises(KeyInWrongHands, match="of the office"):
        ReporterKeys.load(home, runtime, NOVEMBER)


def test_holders_print_key_ids_only(home, reporter, printed):
    duty, escalation = DutyKeys.load(home, PASSPHRASE), EscalationKeys.load(home, printed.escalation_code)
    assert repr(duty) == f"DutyKeys(office=Lock({duty.office.key_id.hex()}))"
    assert repr(escalation) == f"EscalationKeys(escalation=Lock({escalation.escalation.key_id.hex()}))"
    assert repr(reporter) == f"ReporterKeys(office={reporter.office!r}, reply={reporter.reply!r})"
    assert repr(printed) == "Printed()"


# --- making -----------------------------------------------------------------------------------------------------------


def test_keys_are_never_made_over_others(home, runtime, printed):
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    with pytest.raises(AlreadyThere):
        create_home_keys(home, runtime, ANOTHER, escalation_passphrase=None)
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_one_forgotten_file_is_enough_to_refuse(home, runtime):
    (home / "keys/public").mkdir(parents=True)
    with pytest.raises(AlreadyThere):
        create_home_keys(home, runtime, PASSPHRASE, escalation_passphrase=None)


def test_two_who_begin_together_end_with_one_set(home, runtime, monkeypatch):
    def meanwhile(prefix, dir):
        monkeypatch.setattr(keyring, "mkdtemp", mkdtemp)
        create_home_keys(home, runtime, ANOTHER, escalation_passphrase=ANOTHER)
        return mkdtemp(prefix=prefix, dir=dir)

    monkeypatch.setattr(keyring, "mkdtemp", meanwhile)
    with pytest.raises(AlreadyThere):
        create_home_keys(home, runtime, PASSPHRASE, escalation_passphrase=ANOTHER)
    assert DutyKeys.load(home, ANOTHER)
    assert [path.name for path in home.iterdir()] == ["keys"]


def test_a_power_cut_while_making_leaves_no_half_set(home, runtime, monkeypatch):
    def stop(path, content):
        raise OSError

    written = keyring._write_once
    monkeypatch.setattr(keyring, "_write_once", stop)
    with pytest.raises(OSError):
        create_home_keys(home, runtime, PASSPHRASE, escalation_passphrase=None)
    assert list(home.iterdir()) == []
    monkeypatch.setattr(keyring, "_write_once", written)
    create_home_keys(home, runtime, PASSPHRASE, escalation_passphrase=None)


@pytest.mark.parametrize(("passphrase", "escalation"), [("pendek", None), (PASSPHRASE, "pendek"), (" " * 20, None)])
def test_a_short_passphrase_is_refused(home, runtime, passphrase, escalation):
    with pytest.raises(WeakPassphrase, match="fourteen"):
        create_home_keys(home, runtime, passphrase, escalation_passphrase=escalation)
    assert not home.exists()


# --- drafts and relays ------------------------------------------------------------------------------------------------


@pytest.mark.threat("A5")
def test_a_draft_survives_a_restart_and_dies_with_the_power(home, runtime, reporter):
    box = reporter.draft.seal("draft", "s1", {"step": "who"})
    assert ReporterKeys.load(home, runtime, NOVEMBER).draft.open("draft", "s1", box) == {"step": "who"}
    shutil.rmtree(runtime)
    with pytest.raises(CannotOpen):
        ReporterKeys.load(home, runtime, NOVEMBER).draft.open("draft", "s1", box)


def test_each_month_has_a_relay_of_its_own(home, runtime, reporter):
    assert reporter.relay_of(NOVEMBER)[0] == "2026-11" == epoch_of(NOVEMBER)
    december, secret = reporter.relay_of(DECEMBER)
    assert december == "2026-12"
    assert secret.raw() != reporter.relay("2026-11").raw()
    again = ReporterKeys.load(home, runtime, DECEMBER)
    assert again.relay("2026-11").raw() == reporter.relay("2026-11").raw()
    assert again.relay("2026-12").raw() == secret.raw()


def test_two_processes_making_the_same_relay_end_with_one(home, reporter):
    path = home / "keys/reporter/relay-2026-12.key"
    for content in (b"a" * 32, b"b" * 32):
        keyring._write_once(path, content)
    assert reporter.relay_of(DECEMBER)[1].raw() == b"a" * 32
    assert [found.name for found in path.parent.iterdir() if found.name.startswith(".")] == []


def test_two_processes_use_the_same_relay(home, runtime, reporter):
    other = ReporterKeys.load(home, runtime, NOVEMBER)
    assert other.relay_of(DECEMBER)[1].raw() == reporter.relay_of(DECEMBER)[1].raw()


def test_a_destroyed_month_takes_its_addresses_with_it(home, runtime, reporter):
    epoch, secret = reporter.relay_of(NOVEMBER)
    how = {"language": "id", "register": "adult", "window": None, "messages": [], "filed": True, "quiet": False}
    box = seal_address(secret, "a" * 32, Address(5), **how)
    path = home / "keys/reporter/relay-2026-11.key"
    copy_of_the_file = path.read_bytes()
    reporter.relay_of(DECEMBER)
    beside = ReporterKeys.load(home, runtime, NOVEMBER)
    assert reporter.forget_relay_before("2026-12") == [epoch]
    assert not path.exists()
    assert beside.forget_relay_before("2026-12") == [], "another process of ours was first, and forgets it too"
    for holder in (reporter, beside, ReporterKeys.load(home, runtime, DECEMBER)):
        with pytest.raises(KeyMissing):
            holder.relay(epoch)
        with pytest.raises(CannotOpen):
            open_address(holder.relay("2026-12"), "a" * 32, box)
    assert open_address(Secret(copy_of_the_file), "a" * 32, box).address == Address(5)  # it was the key that mattered
    assert reporter.forget_relay_before("2026-12") == []


@pytest.mark.parametrize("epoch", ["", "2026", "../../etc", "2026-1", "2026-11/../x"])
def test_an_epoch_is_a_month_and_nothing_else(reporter, epoch):
    with pytest.raises(KeyMissing):
        reporter.relay(epoch)


# --- what the doctor says ---------------------------------------------------------------------------------------------


def test_a_healthy_home_has_no_problems(home, reporter):
    assert problems(home) == []


def test_each_side_may_live_on_a_machine_of_its_own(home, reporter):
    shutil.rmtree(home / "keys/escalation")
    shutil.rmtree(home / "keys/duty")
    assert problems(home, duty=False) == []
    assert problems(home) == [
        "Berkas kunci duty/office.wrapped tidak ada.",
        "Berkas kunci duty/office.recovery tidak ada.",
    ]


def test_a_home_without_keys_says_what_is_missing(home):
    assert len(problems(home)) == 9
    assert all("tidak ada" in sentence for sentence in problems(home))


def test_open_doors_are_named(home, reporter):
    (home / "keys/reporter/tag.key").chmod(0o644)
    (home / "keys/duty").chmod(0o750)
    assert problems(home) == [
        "keys/duty bisa dibuka orang lain (mode 0750); seharusnya 0700.",
        "keys/reporter/tag.key bisa dibuka orang lain (mode 0644); seharusnya 0600.",
    ]


@pytest.mark.parametrize(
    ("public", "named"),
    [
        ("office.pub", ["duty/office.wrapped", "duty/office.recovery"]),
        ("escalation.pub", ["escalation/escalation.wrapped"]),
        ("reply.pub", ["reporter/reply.key", "reporter/reply.recovery"]),
    ],
)
@pytest.mark.parametrize("swapped", [Key.fresh().lock.public, b"damaged"], ids=["another", "damaged"])
@pytest.mark.fault("B2")
def test_a_lock_that_was_changed_is_noticed(home, runtime, printed, public, named, swapped):
    (home / "keys/public" / public).write_bytes(swapped)
    assert problems(home) == [f"Kunci {private} bukan pasangan public/{public}." for private in named]
    if public == "office.pub":
        with pytest.raises(CannotOpen):
            DutyKeys.load(home, PASSPHRASE)
    if public == "escalation.pub":
        with pytest.raises(CannotOpen):
            EscalationKeys.load(home, printed.escalation_code)


@pytest.mark.fault("B2")
def test_a_damaged_key_file_is_named_and_not_shown(home, runtime, printed):
    (home / "keys/reporter/tag.key").write_bytes(b"RAHASIA")
    with pytest.raises(CannotOpen, match=r"tag\.key is damaged") as refused:
        ReporterKeys.load(home, runtime, NOVEMBER)
    assert "RAHASIA" not in str(refused.value)
    (home / "keys/reporter/tag.key").unlink()
    with pytest.raises(KeyMissing, match=r"tag\.key"):
        ReporterKeys.load(home, runtime, NOVEMBER)


# --- an office beside the home ----------------------------------------------------------------------------------------


@pytest.fixture
def beside(home, runtime, printed):
    folder = folder_of(home, "33.17")
    create_home_keys(folder, runtime, PASSPHRASE, escalation_passphrase=None, beside=home)
    return folder


def test_an_office_beside_the_home_has_keys_of_its_own_and_shares_the_reply_lock(home, runtime, beside):
    assert not (beside / "keys/reporter").exists()
    assert (beside / "keys/public/reply.pub").read_bytes() == (home / "keys/public/reply.pub").read_bytes()
    assert problems(beside, reporter=False) == []
    keys = ReporterKeys.load(home, runtime, NOVEMBER, ["33.17"], "33.16")
    there = DutyKeys.load(beside, PASSPHRASE)
    assert keys.lock("33.17", "office") == there.office != keys.office
    assert keys.lock("33.17", "escalation") == there.escalation != keys.escalation
    assert keys.lock("33.16", "office") == keys.office
    assert keys.lock("33.16", "escalation") == keys.escalation
    assert keys.reply.lock == there.reply
    for sealed_to in ("office", "escalation"):
        with pytest.raises(KeyMissing):
            keys.lock("33.18", sealed_to)


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda home, there: (there / "keys/public/office.pub").unlink(), "public/office.pub tidak ada"),
        (lambda home, there: shutil.rmtree(there / "keys"), "public/office.pub tidak ada"),
        (
            lambda home, there: (there / "keys/public/reply.pub").write_bytes(Key.fresh().lock.public),
            "reply.pub bukan milik kantor induk",
        ),
        (lambda home, there: shutil.copytree(home / "keys/public", there / "keys/public"), "kuncinya sama"),
    ],
)
def test_an_office_that_cannot_be_served_keeps_the_reporters_process_shut(home, runtime, beside, harm, sentence):
    assert further_problems(home, ["33.17"]) == []
    if sentence == "kuncinya sama":
        shutil.rmtree(beside / "keys")  # on the reporters' machine only the public halves need to be
    harm(home, beside)
    (found,) = [wrong for wrong in further_problems(home, ["33.17"]) if sentence in wrong]
    assert found.startswith("offices/33.17: ")
    with pytest.raises((KeyInWrongHands, KeyMissing)):
        ReporterKeys.load(home, runtime, NOVEMBER, ["33.17"])
