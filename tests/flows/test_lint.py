"""What `wadul flow lint` finds: each fault is built once, and found; the flow that ships has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Resource

from flows import doing, lint_reading, lint_tables, lint_texts, wording
from flows import guards as if_
from flows.events import Chose, Skipped
from flows.lint import lint
from flows.lint_screens import _written
from flows.lint_texts import SAID_ELSEWHERE, Files
from flows.lint_words import NOT_SAID_TO
from flows.office_file import blora
from flows.step import CHOICE, INFO, Row, Step, row
from flows.tables import STEPS, TRANSITIONS
from flows.triage import rules
from flows.wording import COMPLETE, LANGUAGES, Key, Written, source

PARSE = FluentParser.parse
EXIT = ("skip", "exit")


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    """Each test changes one of two dozen files; the others are parsed once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FluentParser, "parse", lambda _, fluent: _parse(fluent))
        yield


@cache
def _parse(fluent: str) -> Resource:
    return PARSE(FluentParser(with_spans=False), fluent)


def tables(*steps: Step, rows: tuple[Row, ...] = ()) -> list[str]:
    """What is wrong with the tables when these steps and rows are in them too."""
    return list(lint_tables.wrong({**STEPS, **{step.name: step for step in steps}}, (*rows, *TRANSITIONS)))


def texts(change: Callable[[str], str], file: str = "id/report") -> list[str]:
    """What is wrong with the texts when this file is changed so."""

    def read(language: str, name: str) -> str:
        fluent = source(language, name)
        if f"{language}/{name}" != file:
            return fluent
        changed = change(fluent)
        assert changed != fluent
        return changed

    return list(lint_texts.wrong(Files(read), STEPS.values()))


# -- the flow that ships -----------------------------------------------------------------------------------------


def test_the_flow_that_ships_has_no_error() -> None:
    assert lint().errors == []


def test_notes_name_the_codes_no_answer_reaches() -> None:
    notes = "\n".join(lint().notes)
    for code, why in rules.NOT_BY_ANSWERS.items():
        assert f"no answer reaches {code}: {why}" in notes


def test_every_language_one_can_choose_is_complete() -> None:
    assert set(LANGUAGES) == COMPLETE == {choice.removeprefix("language.") for choice in STEPS["language"].choices}


def test_a_language_under_way_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint_texts, "COMPLETE", frozenset({"id", "en"}))

    def read(language: str, name: str) -> str:
        return "" if (language, name) == ("jv", "consent") else source(language, name)

    files = Files(read)
    assert not [fault for fault in lint_texts.wrong(files, STEPS.values()) if fault.startswith("texts jv")]
    (note,) = lint_texts.worth_knowing(files)
    assert re.fullmatch(r"texts jv: \d+ of \d+ are missing; Indonesian stands in", note)


# -- tables ------------------------------------------------------------------------------------------------------


def test_a_row_that_leads_nowhere_is_found() -> None:
    assert "row Chose at hub: there is no step nowhere" in tables(
        rows=(row(Chose, "hub", "nowhere", when=if_.is_filed),)
    )


def test_a_row_from_nowhere_is_found() -> None:
    assert "row Chose at nowhere: there is no step nowhere" in tables(rows=(row(Chose, "nowhere", "hub"),))


def test_a_row_whose_deed_decides_must_say_where_it_may_lead() -> None:
    assert "row Chose at hub: it does not say where it may lead" in tables(
        rows=(row(Chose, "hub", "~", when=if_.is_filed),)
    )


def test_a_step_nobody_comes_to_is_found() -> None:
    lonely = Step("lonely", CHOICE, ("who.self",), EXIT)
    assert "step lonely: it cannot be reached from the start" in tables(lonely, rows=(row(Chose, "lonely", "hub"),))


def test_a_dead_end_is_found() -> None:
    end = Step("end", INFO, controls=("exit",))
    assert "step end: it cannot be left but by Keluar" in tables(
        end, rows=(row(Chose, "hub", "end", when=if_.is_filed),)
    )


def test_a_step_without_keluar_is_found() -> None:
    assert "step who: it has no Keluar" in tables(replace(STEPS["who"], controls=("skip",)))


def test_a_choice_nothing_answers_is_found() -> None:
    deaf = Step("deaf", CHOICE, ("who.self",), EXIT)
    found = tables(deaf, rows=(row(Skipped, "deaf", "hub"), row(Chose, "hub", "deaf", when=if_.is_filed)))
    assert "step deaf: no row answers a choice" in found


def test_a_control_nothing_answers_is_found() -> None:
    assert "step news: no row answers saved" in tables(replace(STEPS["news"], controls=("saved", "exit")))
    assert "step news: there is no control dance" in tables(replace(STEPS["news"], controls=("dance", "exit")))


def test_a_guarded_group_without_a_default_is_found() -> None:
    maybe = Step("maybe", CHOICE, ("who.self",), EXIT)
    found = tables(maybe, rows=(row(Chose, "maybe", "hub", when=if_.is_filed),))
    assert "step maybe: Chose may fall through; its last row needs no guard" in found


def test_a_row_below_the_default_is_found() -> None:
    found = tables(rows=(row(Chose, "sex", "hub", do=doing.remember),))
    assert "step sex: a row for Chose stands below its default and is never taken" in found


def test_a_step_without_a_button_is_found() -> None:
    assert "step bare: it has no button" in tables(Step("bare", CHOICE))
    assert "step bare: there is no kind dance" in tables(Step("bare", "dance"))
    assert "step bare: a step of kind info has no choices of its own" in tables(Step("bare", INFO, ("who.self",)))


def test_ids_that_do_not_fit_a_callback_are_found() -> None:
    found = tables(Step("Räume", CHOICE, ("x" * 60,), EXIT))
    assert any("'Räume' has other signs" in fault for fault in found)
    assert any("longer than 64 bytes" in fault for fault in found)


def test_a_code_that_is_not_in_the_rubric_or_reached_by_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = rules.Rule("D99_BARU", lambda facts: False)
    unreached = tuple(rule for rule in rules.RULES if rule.code != "S05_BULLY")
    monkeypatch.setattr(lint_tables, "RULES", (*unreached, unknown))
    errors, _ = lint_tables.codes(STEPS.values())
    assert errors == [
        "triage: D99_BARU is not a code of the rubric",
        "triage: no answer reaches S05_BULLY, and nothing says who will",
    ]


# -- texts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("pick-life-no = ✖️ Tidak\n", "", "pick-life-no is missing"),
        ("ask-sex = ", "ask-sexx = ", "ask-sex is missing"),
        ("ask-sex = ", "never-said = Halo.\nask-sex = ", "nothing says never-said"),
        ("ask-sex = ", "pick-life-no = Bukan\nask-sex = ", "pick-life-no stands there twice"),
        ("ask-sex = ", "ask-sex = { $\nx = ", "Fluent cannot read"),
        ("ask-sex = ", "ask-sex = { gone } ", "ask-sex speaks of gone, which is not there"),
        ("ask-sex = ", "ask-sex = Kenapa { kamu } diam? ", "ask-sex blames: 'Kenapa'"),
        ("ask-sex = ", "ask-sex = Ini salah { kamu }. ", "ask-sex blames: 'salah kamu'"),
        ("    .quiet = Pilih satu:\n", "", "ask-sex has no version for a screen that may be seen"),
        (
            "    .quiet =\n        { $code }\n        { $words ->\n"
            "            [none] Untuk HP lain: tulis /cek, lalu kode itu.\n           *[other]\n"
            "            { $words }\n            Untuk HP lain: tulis /cek, lalu salah satunya.\n        }\n"
            "        Hapus kalau HP dipakai bersama.\n",
            "",
            "receipt has no version for a screen that may be seen",
        ),
        ("ask-sex = ", "ask-sex = Jawaban tidak valid. ", "ask-sex blames: 'tidak valid'"),
        ("ask-sex = ", "ask-sex = Ini dijamin. ", "ask-sex promises too much: 'dijamin'"),
        ("ask-sex = ", "ask-sex = Ini rahasia kita. ", "ask-sex promises too much: 'rahasia'"),
        ("ask-sex = ", "ask-sex = Kirimkan fotonya. ", "ask-sex asks for pictures: 'Kirimkan foto"),
    ],
)
def test_a_fault_in_a_text_is_found(old: str, new: str, fault: str) -> None:
    assert any(fault in found for found in texts(lambda fluent: fluent.replace(old, new), "id/followup"))


def test_not_your_fault_is_not_blame() -> None:
    assert "Ini bukan salah { kamu }" in source("id", "report")
    assert not [fault for fault in lint().errors if "blames" in fault]


def test_a_note_in_code_without_a_text_is_found() -> None:
    found = texts(lambda fluent: fluent.replace("note-kept =", "note-keptt ="), "id/common")
    assert "texts id: note-kept is missing" in found


def test_another_language_must_say_the_same_with_the_same_facts() -> None:
    found = texts(lambda fluent: fluent.replace("{ $minutes }", "{ $menit }") + "ours = Opo\n", "jv/followup")
    assert "texts jv: promise-minutes uses ['menit', 'minutes'], the Indonesian one ['minutes']" in found
    assert "texts jv: ours is not a text of ours" in found


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("jv/followup", "pick-visit-safe = 👌 Aman\n", "", "texts jv: pick-visit-safe is missing"),
        ("en/followup", "pick-visit-safe = 👌 Safe\n", "", "texts en: pick-visit-safe is missing"),
        ("en/followup", "    .quiet = Choose one:\n", "", "texts en: ask-sex has no .quiet"),
        ("en/followup", "= 👌 Safe", "= Safe", "pick-visit-safe has the icon '', the Indonesian one '👌'"),
        ("jv/common", "control-distress = 🆘 ", "control-distress = 🔴 ", "has the icon '🔴', the Indonesian one '🆘'"),
        ("jv/report", "Iki dudu salahmu", "Iki salahmu", "texts jv: ask-words blames: 'salahmu'"),
        (
            "jv/report",
            "Menika sanes kalepatan pan",
            "Menika kalepatan pan",
            "ask-words blames: 'kalepatan panjenengan'",
        ),
        ("en/report", "This is not your fault", "This is your fault", "texts en: ask-words blames: 'your fault'"),
        ("en/report", "What happened?", "Why did you go?", "texts en: ask-acts blames: 'Why did'"),
        ("jv/report", "Apa sing kedadean?", "Ngapa kok ngono?", "texts jv: ask-acts blames: 'Ngapa'"),
        ("en/followup", "From the staff:", "We promise help.", "texts en: ask-letter promises too much: 'promise'"),
        ("jv/followup", "Saka petugas:", "Mesthi rampung.", "texts jv: ask-letter promises too much: 'Mesthi'"),
        ("en/followup", "From the staff:", "Send a photo.", "texts en: ask-letter asks for pictures"),
        ("jv/followup", "Saka petugas:", "Kirimen fotone.", "texts jv: ask-letter asks for pictures: 'Kirimen foto'"),
        (
            "id/followup",
            "🤐 Disuruh diam",
            "🤐 Jangan lapor",
            "pick-danger-pressed tells where the screen may be seen: 'lapor'",
        ),
        (
            "jv/followup",
            "Dikon meneng",
            "Aja lapor",
            "texts jv: pick-danger-pressed tells where the screen may be seen",
        ),
        ("id/followup", "Dari petugas:", "Kasus KDRT:", "texts id: ask-letter speaks as a form does: 'KDRT'"),
        ("id/followup", "Dari petugas:", "D01_BERLANGSUNG", "texts id: ask-letter speaks as a form does"),
    ],
)
def test_a_fault_in_another_language_is_found(file: str, old: str, new: str, fault: str) -> None:
    assert any(fault in found for found in texts(lambda fluent: fluent.replace(old, new), file))


# -- how hard it is to read --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "said", "fault"),
    [
        ("id/followup", "kata " * 15 + ".", "(anak) has a sentence of 15 words, more than 14: kata kata kata kata …"),
        ("id/followup", "kata " * 17 + ".", "(dewasa) has a sentence of 17 words, more than 16"),
        ("jv/followup", "tembung " * 15 + ".", "(anak) has a sentence of 15 words, more than 14"),
        ("en/followup", "word " * 16 + ".", "(anak) has a sentence of 16 words, more than 15"),
        ("id/followup", "Ini soal pertanggungjawaban.", "has a word of more than 12 letters: pertanggungjawaban"),
        ("id/followup", "Memberikan penjelasan selengkap mungkin mengenai peristiwa.", "has long words: 8.8 letters"),
        ("id/followup", "Ini satu hal. Itu dua hal. Lalu tiga hal.", "says 3 sentences in one breath, more than 2"),
        ("en/followup", "This is one. That is two. Then comes three.", "says 3 sentences in one breath"),
    ],
)
def test_a_text_that_is_hard_to_read_is_found(file: str, said: str, fault: str) -> None:
    language = file[:2]
    whole, other = r"letter-done = (?s:.*?)\n    \.quiet", f"letter-done = {said}\n    .quiet"
    found = texts(lambda fluent: re.sub(whole, other, fluent), file)
    assert any(one.startswith(f"texts {language}: letter-done ") and fault in one for one in found)


def test_names_numbers_and_greetings_are_not_counted() -> None:
    easy = "Terima kasih. Baik. { $numbers }, { $office }, { $code } (119), 07.30: " + "kata " * 14
    files = Files(lambda language, name: f"letter-done = {easy}" if (language, name) == ("id", "followup") else "")
    assert list(lint_reading.wrong("id", "letter-done", files.messages["id"])) == []


def test_every_way_a_text_can_be_said_is_read() -> None:
    two = "one = { $a -> [x] Satu { $b -> [y] dua *[z] { kamu } } *[w] { $numbers } }\n    .quiet = Diam.\n"
    kamu = "kamu = { $register -> [anak] kamu *[dewasa] Anda }\n"
    block = re.sub(r" (\*?\[)", r"\n    \1", two + kamu).replace(" }", "\n    }")
    messages = Files(lambda language, name: block if (language, name) == ("id", "common") else "").messages["id"]
    ways = {way.strip() for way in lint_reading.read_aloud(messages, "one", "dewasa")}
    assert ways == {"Satu dua", "Satu Anda", lint_reading.NOTHING, "Diam."}


def test_everything_the_doors_are_to_say_is_said_by_them() -> None:
    """Texts that the flow does not say itself stand somewhere in the code of the doors or the store."""
    rooms = [Path(str(resources.files(room))) for room in ("bot", "storage", "flows.desk")]
    code = "\n".join(file.read_text("utf-8") for room in rooms for file in room.rglob("*.py"))
    stems = {one or other for one, other in re.findall(r'f"([a-z-]+-)\{|"([a-z-]+-)" \+', code)}
    said = {key for key in Files().messages["id"] if SAID_ELSEWHERE.fullmatch(key)}
    unsaid = {key for key in said if f'"{key}"' not in code and not key.startswith(tuple(stems))}
    assert unsaid == set()


# -- screens -----------------------------------------------------------------------------------------------------


Reword = Callable[[str, str], None]


@pytest.fixture
def reworded(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reword]:
    """Texts changed for one test: a pattern, and what stands there instead."""
    changes: list[tuple[str, str]] = []

    def read(language: str, name: str) -> str:
        fluent = source(language, name)
        for pattern, other in changes if language == "id" else ():
            fluent = re.sub(pattern, other, fluent)
        return fluent

    def change(pattern: str, other: str) -> None:
        changes.append((pattern, other))

    def forget() -> None:
        wording._bundle.cache_clear()
        wording._always_so.cache_clear()
        wording.parsed.cache_clear()

    monkeypatch.setattr(wording, "source", read)
    forget()
    yield change
    forget()


def written(
    *labels: str, text: str = "Tidak usah buru-buru.", register: str = "anak", language: str = "id"
) -> list[str]:
    keys = tuple(Key(label, "exit|hub|1") for label in labels)
    return list(_written(Written(text, (keys,) if keys else ()), NOT_SAID_TO[language][register]))


def test_a_good_screen_has_no_fault() -> None:
    assert written("🚪 Keluar") == []


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ("it has no button", written()),
        ("the button exit|hub|1 is longer than 64", written("a" * 65)),
        ("the button exit|hub|1 says nothing", written(" ")),
        ("the button exit|hub|1 says nothing", written("🔴")),
        ("it is longer than 4096 UTF-16 units", written("Keluar", text="a" * 4090 + "…")),
        ("it is longer than 4096 UTF-16 units", written("Keluar", text="😶" * 2049)),
        ("its first 60 characters tell: 'polisi'", written("Keluar", text="Telepon polisi.")),
        ("its first 60 characters tell: 'lapor'", written("Keluar", text="Tempat melapor.")),
        ("it says 'Anda', which is the other register", written("Keluar", text="Halo Anda.")),
        ("it says 'kamu', which is the other register", written("Keluar", text="Halo kamu.", register="dewasa")),
        ("it says 'kamu', which is the other register", written("Tentang kamu", register="dewasa")),
        ("it says 'Mangga', which is the other register", written("Metu", text="Mangga.", language="jv")),
        ("it says 'dipunserat', which is the other register", written("Tulisen, dipunserat", language="jv")),
        (
            "it says 'Wis', which is the other register",
            written("x", text="Wis.", language="jv", register="dewasa"),
        ),
        ("its first 60 characters tell: 'bebaya'", written("Metu", text="Ana bebaya.", language="jv")),
        ("its first 60 characters tell: 'hurt'", written("Leave", text="Somebody is hurt.", language="en")),
    ],
)
def test_a_fault_on_a_screen_is_found(fault: str, found: list[str]) -> None:
    assert fault in found


def test_what_stands_after_the_first_line_may_tell() -> None:
    assert written("Keluar", text="Tidak usah buru-buru. " * 3 + "Telepon polisi.") == []


def test_a_short_first_line_is_found(reworded: Reword) -> None:
    reworded("head-calm = .*", "head-calm = Halo.")
    assert "screen hub (id, anak): its first line is shorter than 60 characters" in lint().errors


def test_a_text_in_the_wrong_register_is_found(reworded: Reword) -> None:
    reworded("ask-sex = ", "ask-sex = Anda, ")
    reworded("note-voice = ", "note-voice = Anda, ")
    found = lint().errors
    assert "screen sex (id, anak): it says 'Anda', which is the other register" in found
    assert "texts id: note-voice speaks to a reader of the other register" in found


def test_a_push_that_tells_is_found(reworded: Reword) -> None:
    reworded("news-push = .*", "news-push = Petugas menjawab.")
    assert "texts id: news-push tells: 'Petugas'" in lint().errors


def test_telling_first_lines_pushes_and_harmless_lines_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    exit = blora().exit.model_copy(update={"harmless": ("Laporanmu sudah kami terima.",)})
    found = lint(blora().model_copy(update={"exit": exit})).errors
    assert "office: the harmless line 'Laporanmu sudah kami'… tells: 'Lapor'" in found
    assert any(fault.startswith("screen away (id, anak): its first 60 characters tell") for fault in found)
