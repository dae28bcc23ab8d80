"""What hearing promises, one story for each thing that people do to words."""

from __future__ import annotations

import csv
import subprocess
import sys
from importlib.resources import files

import pytest

from flows.followup import STEPS as FOLLOW_UP
from flows.report import STEPS as REPORT
from flows.triage import Urgency
from flows.triage.hearing import Hearing, forget, hear
from flows.triage.hearing.patterns import patterns
from flows.triage.rules import NOT_BY_ANSWERS, RULES
from tests.triage.cases import CASES, HELD_OUT, TUNE, exact, recall
from tests.triage.perturbing import PERTURBATIONS, perturb

D, T, S, R = Urgency.DARURAT, Urgency.TINGGI, Urgency.SEDANG, Urgency.RENDAH


def codes(text: str) -> set[str]:
    return {code.split("_")[0] for code in hear(text).codes}


def asked(heard: Hearing) -> set[str]:
    return {code.split("_")[0] for code in heard.ask}


# -- one thing, many ways of writing ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "bapak sudah di depan pintu bawa celurit",
        "BAPAK SUDAH DI DEPAN PINTU BAWA CELURIT!!!",
        "bpk sdh d dpn pnt bw clrt",
        "baaapak udah di depan pintuuu bawa celuriiit",
        "bapak 😭 udah 😭 di depan pintu 😭 bawa 😭 celurit",
        "b4pak sudah d1 depan p1ntu b4wa c3lurit",
        "bapak sudah di depan pintu bawa clurit",
        "bapakku wis neng ngarep lawang nggowo arit",
        "bapak kula sampun wonten ngajeng kori mbekta arit",
    ],
)
def test_a_weapon_at_the_door_is_heard_however_it_is_written(text: str) -> None:
    assert {"D01", "D03"} <= codes(text)


@pytest.mark.parametrize("text", ["t o l o n g aku", "t.o.l.o.n.g", "tolooooong", "TOLONG!!", "tlg sy", "tulungi aku"])
def test_a_bare_call_for_help_is_enough(text: str) -> None:
    assert "D14" in codes(text)


@pytest.mark.parametrize("text", ["dia mau b*nuh aku", "dia mau bun*h aku", "dia mau bvnuh aku", "dia mau bunvh aku"])
def test_censored_words_are_heard(text: str) -> None:
    assert "D02" in codes(text)


@pytest.mark.parametrize("text", ["bapakem nggebugi aku", "bojoem ngantemi aku", "bojonem nggebuki aku saben dina"])
def test_blora_endings_are_taken_off(text: str) -> None:
    assert "T02" in codes(text)


# -- negation -----------------------------------------------------------------------------------------------------


def test_javanese_tak_pateni_is_a_threat_and_not_a_denial() -> None:
    assert "D02" in codes("jarene nek lapor tak pateni kowe")


@pytest.mark.parametrize("text", ["saya tidak dipukul", "aku ora digebugi", "suami ga pernah mukul saya"])
def test_a_denial_is_believed(text: str) -> None:
    assert hear(text).level is R


def test_a_strong_word_that_is_denied_is_asked_not_dropped() -> None:
    heard = hear("saya tidak pernah dicekik suami")
    assert heard.level is not D
    assert "D04" in asked(heard)


@pytest.mark.parametrize(
    "text", ["aku ora isa metu, dikancing saka njaba", "gak bisa keluar, pintunya dikunci bapak", "mboten saged medal"]
)
def test_a_negator_inside_a_phrase_denies_nothing(text: str) -> None:
    heard = hear(text)
    assert "D08" in codes(text) | asked(heard)


@pytest.mark.parametrize(
    "text", ["aku nggak kuat dipukul suami terus", "aku gak mau dipukul bapak lagi", "jangan pukul aku pak"]
)
def test_wanting_it_to_stop_denies_nothing(text: str) -> None:
    assert hear(text).level.rank <= T.rank


# -- time ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("semalam aku diperkosa", "D06"),
        ("wingi bengi aku diperkosa", "D06"),
        ("empat hari lalu aku diperkosa", "T04"),
        ("aku dicekik suami semalam", "D04"),
        ("rong sasi kepungkur aku dicekik bojoku", "T01"),
        ("besok aku dipaksa nikah, aku kelas 8", "D12"),
        ("sepuluh hari lagi aku dipaksa nikah, aku kelas 8", "T11"),
        ("nanti malam aku mau minum racun", "D07"),
        ("dua jam lagi fotoku disebar kalau aku tidak transfer", "D10"),
    ],
)
def test_when_decides_between_codes(text: str, code: str) -> None:
    assert code in codes(text)


def test_lagi_before_a_deed_is_now_and_after_it_is_again() -> None:
    assert "D01" in codes("ibu lagi dipukul bapak")
    assert "D01" not in codes("ibu dipukul lagi sama bapak")


def test_long_ago_and_safe_and_grown_is_the_only_violence_that_can_wait() -> None:
    assert codes("dulu waktu kecil saya sering dipukul ayah, sekarang saya sudah menikah dan aman") == {"R02"}
    assert hear("dulu saya sering dipukul ayah").level is not R


# -- who ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("aku kelas 8 dipukul bapak", "age.12_14"),
        ("umurku 16 dipukul bapak", "age.15_17"),
        ("adikku SD dipukul bapak", "age.5_11"),
        ("bayi 8 bulan dipukul bapaknya", "age.u5"),
        ("aku kelas 2 smp digebugi bapak", "age.12_14"),
        ("saya waktu itu 24 tahun, dipukul bapak", "age.18_24"),
        ("saya 22 waktu itu, dipukul bapak", "age.18_24"),
        ("saya 31 tahun, dulu dipukul bapak", "age.25_59"),
    ],
)
def test_an_age_is_heard(text: str, band: str) -> None:
    assert hear(text).facts["age"] == (band,)


@pytest.mark.parametrize(
    ("mild", "grave"),
    [
        ("suami mengancam mau menceraikan saya", "suami mengancam mau bunuh saya kalau minta cerai"),
        ("mama bilang nyesel ngelahirin aku", "aku nyesel lahir, mending mati"),
        ("bos suka guyon saru, saya 30 tahun", "bos suka grepe-grepe dada saya tadi pagi, saya 30 tahun"),
        ("katanya tahun depan habis lulus SMP aku dinikahkan", "minggu depan habis lulus SMP aku dinikahkan"),
        ("dadaku sesak tiap mau ujian", "dadaku diraba pak guru, aku kelas 9"),
        ("bapak dulu suka mukul, sekarang aku numpang di rumah nenek", "bapak mukul ibu sekarang, aku ngumpet"),
        ("KTP saya ditahan bos, gaji dipotong", "KTP ditahan bos, kami dikunci di mes tidak boleh keluar"),
    ],
)
def test_the_mild_thing_is_not_taken_for_its_grave_twin(mild: str, grave: str) -> None:
    assert hear(grave).level.above(hear(mild).level), (hear(mild).codes, hear(grave).codes)


@pytest.mark.parametrize(
    "text",
    [
        "suami bilang kalau cerai saya pulangnya dibungkus kain putih",
        "katanya kalau aku pergi ibu tinggal nama",
        "kakak ipar bilang aku mau disuruh menyusul almarhum bapak",
        "om ngomong nek lapor mulih kari jeneng",
    ],
)
def test_death_is_heard_where_its_name_is_not_said(text: str) -> None:
    heard = hear(text)
    assert heard.level is D or "D02" in asked(heard)


def test_years_of_marriage_are_no_age() -> None:
    assert "age.5_11" not in hear("sudah 10 tahun menikah suami mulai memukul saya").facts.get("age", ())


def test_the_one_beside_the_deed_did_it() -> None:
    assert hear("saya lapor ibu karena dipukul pacar").facts["relation"] == ("relation.partner",)
    assert hear("guru mencubit murid").facts["relation"] == ("relation.teacher",)


@pytest.mark.no_cover  # the same lines, over and over
def test_facts_are_options_of_the_conversation() -> None:
    options = {option for step in (*REPORT, *FOLLOW_UP) for option in step.choices}
    steps = {step.name for step in (*REPORT, *FOLLOW_UP)}
    for case in CASES:
        for step, given in hear(case.text).facts.items():
            assert step in steps
            assert set(given) <= options, case.text


# -- what only sounds alarming ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "mati lampu lagi",
        "hp ku mati",
        "rapat pukul 7",
        "aku dibunuh musuh pas main ML",
        "di film itu tokohnya dicekik",
        "tugas makalah tentang KDRT",
        "bapak bawa arit ke sawah cari rumput",
        "ibu pegang pisau motong bawang",
        "pitikku dibeleh bapak",
        "capek banget pengen tidur",
    ],
)
def test_ordinary_life_disturbs_nobody(text: str) -> None:
    heard = hear(text)
    assert heard.level is R
    assert not heard.ask


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("lagi main ML tiba-tiba bapak dateng nodong aku pake pisau", "D03"),
        ("bapak pulang dari sawah bawa arit ngancam ibu", "D03"),
        ("gara-gara nonton film aku dicekik suamiku", "D04"),
        ("wkwk tapi beneran aku mau bunuh diri", "D07"),
    ],
)
def test_a_harmless_place_hides_nothing_real(text: str, code: str) -> None:
    assert code in codes(text)


def test_a_question_in_general_interrupts_nobody() -> None:
    """It may be read as a report, the careful way: children ask about "a friend"."""
    heard = hear("kalau ada teman yang dipukul orang tuanya, lapor ke mana?")
    assert heard.level is not D
    assert not heard.ask


def test_a_question_about_someone_is_a_report() -> None:
    assert hear("adik saya dipukul ayah tiap hari, harus lapor ke mana?").level.rank <= T.rank


def test_nothing_said_is_umum() -> None:
    for text in ("", "   ", "halo", "🙏🙏", "selamat pagi bu"):
        assert hear(text).codes == ("R04_UMUM",)
        assert hear(text).level is R


def test_a_wish_to_die_is_asked_about_warmly_and_a_plan_is_urgent() -> None:
    wish = hear("wis ogak kuat, pengen turu ra tangi meneh")
    assert wish.level.rank <= T.rank
    assert {"T06", "D07"} <= asked(wish)
    assert hear("taline wis cepak, bengi iki aku arep ngendat").level is D


# -- the tables ---------------------------------------------------------------------------------------------------


def test_every_pattern_names_a_code_of_the_rubric_and_concepts_that_exist() -> None:
    rubric = {rule.code for rule in RULES} | set(NOT_BY_ANSWERS) | {"R04_UMUM"}
    sheet = (files("flows.triage.hearing") / "lexicon.csv").read_text(encoding="utf-8")
    concepts = {row["concept"] for row in csv.DictReader(sheet.splitlines())} | {"MINOR"}
    for pattern in patterns():
        assert not pattern.code or pattern.code in rubric
        for group in pattern.groups:
            assert group <= concepts, f"nothing can say {sorted(group)}"


def test_the_table_at_hand_is_heard() -> None:
    urgent = [case for case in TUNE if case.level is D]
    high = [case for case in TUNE if case.level in (D, T)]
    assert recall(urgent) >= 0.97
    assert recall(high) >= 0.97
    assert exact(TUNE) >= 0.92  # 0.95 before what the tables suspect was left to the model


def test_families_nobody_tuned_on_are_heard() -> None:
    """First count: DARURAT 0.933, with TINGGI 0.952, exact 0.915. Counted again after work on other families only."""
    assert recall([case for case in HELD_OUT if case.level is D]) >= 0.95
    assert recall([case for case in HELD_OUT if case.level in (D, T)]) >= 0.95
    assert exact(HELD_OUT) >= 0.90


def test_innocent_messages_open_nothing() -> None:
    for cases in (TUNE, HELD_OUT):
        heard = [hear(case.text) for case in cases if case.innocent]
        assert sum(h.level is D for h in heard) / len(heard) <= 0.05
        assert sum(bool(h.ask) for h in heard) / len(heard) <= 0.10


def test_javanese_is_heard_as_well_as_indonesian() -> None:
    high = [case for case in CASES if case.level in (D, T)]
    indonesian = recall([case for case in high if case.language == "id"])
    javanese = recall([case for case in high if case.language != "id"])
    assert javanese >= indonesian - 0.03


@pytest.mark.no_cover  # the same lines, over and over
@pytest.mark.parametrize("how", PERTURBATIONS)
def test_a_shaking_thumb_costs_little(how: str) -> None:
    """Half of the words without vowels, or a slip in every fourth word, is far more than most people do."""
    urgent = [case for case in TUNE if case.level is D]
    loss = recall(urgent) - recall(urgent, [perturb(case.text, how) for case in urgent])
    assert loss <= (0.05 if how in {"typos", "dropped vowels"} else 0.03)


# -- speed --------------------------------------------------------------------------------------------------------

SIXTY_WORDS = (
    "selamat malam pak bu saya mau cerita soal tetangga saya di dekat balai desa namanya tidak usah saya sebut ya "
    "jadi sudah dua bulan ini suaminya sering pulang malam dan kalau pulang selalu marah marah sama istrinya anaknya "
    "yang kecil sering nangis saya kasihan tapi takut mau ikut campur soalnya orangnya keras tadi malam saya dengar "
    "istrinya dipukul lagi dan minta ampun"
)


def test_a_long_message_takes_a_known_amount_of_work() -> None:
    """How long that takes is measured by ``python -m tests.bench --only P9``."""
    hear(SIXTY_WORDS)
    assert _calls(SIXTY_WORDS) < 14_500


@pytest.mark.parametrize("word", ["bunuh ", "xq", "tolong pukul cekik ", "😭", "a! "])
def test_nonsense_takes_work_by_its_length_and_no_more(word: str) -> None:
    short, long = ((word * 4096)[:length] for length in (1024, 4096))
    assert _calls(long) < 6 * _calls(short) + 5_000


def _calls(text: str) -> int:
    """How many functions are called to hear it anew: nothing that is remembered counts as heard."""
    forget()
    calls = 0

    def count(_frame: object, event: str, _what: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        hear(text)
    finally:
        sys.setprofile(before)
    return calls


def test_hearing_needs_no_array_library() -> None:
    code = "import sys, flows.triage.hearing as h; h.hear('tolong'); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
