"""Posters: drawn from the office file, read by a reader that is not ours, and telling on nobody."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from bot.posters.commands import address
from bot.posters.drawing import as_pdf, as_svg, fitted
from bot.posters.layout import FAR, HIGH, WIDE, Code, Line, Sheet, sheet
from flows.lint_screens import TELLING
from flows.office_file import blora
from flows.reaching import link
from flows.wording import text

from .conftest import Terminal

PLACES = (
    '\n[[posters]]\ncode = "pasarcepu"\nname = "Pasar Cepu"\n\n[[posters]]\ncode = "smp1jepon"\nname = "SMP 1 Jepon"\n'
)
INVITED = '\n[[forum_anak.invitations]]\ncode = "fajepon26"\nkecamatan = "33.16.08"\n'
CHROMIUM = Path("/usr/bin/chromium")
LEADS = address("kabar_blora_bot", link(blora(), "jv", "smp1jepon"))


def poster(language: str = "jv") -> Sheet:
    return sheet(blora(), language, LEADS, "kabar_blora_bot")


def read_from(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.fixture
def hung(home: Path) -> Path:
    office = home / "office.toml"
    office.write_text(office.read_text("utf-8") + PLACES + INVITED, "utf-8")
    return home


def test_each_place_of_the_office_file_gets_its_files(hung: Path, wadul: Terminal) -> None:
    to = hung.parent / "cetak"
    done = wadul("poster", "--to", to, "--bot", "@kabar_blora_bot")
    assert done.code == 0, done.err
    assert sorted(file.name for file in to.iterdir()) == [
        *("poster-pasarcepu-id.pdf", "poster-pasarcepu-id.svg", "poster-smp1jepon-id.pdf", "poster-smp1jepon-id.svg")
    ]
    assert "Undangan fajepon26: https://t.me/kabar_blora_bot?start=3316-id-fajepon26" in done.out
    page = pypdfium2.PdfDocument(to / "poster-pasarcepu-id.pdf")[0]
    assert read_from(page.render(scale=2).to_pil()) == ["https://t.me/kabar_blora_bot?start=3316-id-pasarcepu"]


def test_a_place_or_language_that_is_not_there_is_one_sentence(hung: Path, wadul: Terminal) -> None:
    for wrong, said in ((["sitiaminah"], "tidak ada di [[posters]]"), (["--language", "en"], "bahasa id dan jv")):
        done = wadul("poster", *wrong, "--bot", "b", "--to", hung.parent / "x")
        assert (done.code, said in done.err) == (2, True), done.err
    assert not (hung.parent / "x").exists()


def test_an_office_without_places_is_told_where_they_stand(home: Path, wadul: Terminal) -> None:
    done = wadul("poster", "--bot", "b")
    assert done.code == 2
    assert "[[posters]]" in done.err


@pytest.mark.parametrize("scale", [0.3, 1, 3])
def test_the_code_of_the_printed_page_is_read(scale: float) -> None:
    page = pypdfium2.PdfDocument(as_pdf(poster()))[0]
    assert read_from(page.render(scale=scale).to_pil()) == [LEADS]


def test_a_torn_corner_does_not_hurt() -> None:
    picture = pypdfium2.PdfDocument(as_pdf(poster()))[0].render(scale=2).to_pil()
    (code,) = [part for part in poster().parts if isinstance(part, Code)]
    across = picture.width / WIDE
    torn = (code.x + code.side * 0.6, code.y + code.side * 0.6, code.x + code.side * 0.8, code.y + code.side * 0.8)
    picture.paste((255, 255, 255), tuple(round(edge * across) for edge in torn))
    assert read_from(picture) == [LEADS]


@pytest.mark.chromium
@pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here")
@pytest.mark.parametrize("language", ["id", "jv"])
def test_the_code_of_the_drawn_poster_is_read(tmp_path: Path, language: str) -> None:
    drawn, seen = tmp_path / "poster.svg", tmp_path / "poster.png"
    drawn.write_text(as_svg(poster(language)), "utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=794,1123"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", f"--screenshot={seen}", drawn.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    assert read_from(Image.open(seen)) == [LEADS]


def test_what_matters_is_read_at_three_metres_and_nothing_runs_off_the_paper() -> None:
    for language in ("id", "jv"):
        lines = {part.words: part for part in poster(language).parts if isinstance(part, Line)}
        far = [text(f"poster-{key}", language, office="", bot="") for key in ("title", "ask", "free")]
        far += [line.number for line in blora().hotlines if line.emergency]
        assert all(fitted(lines[words])[0] >= FAR for words in far)
        for line in lines.values():
            size, wide = fitted(line)
            assert size >= 5, line.words
            assert line.x - wide / 2 >= 5
            assert line.x + wide / 2 <= WIDE - 5
            assert line.y <= HIGH - 8


def test_a_poster_says_nothing_of_what_could_have_happened() -> None:
    for language in ("id", "jv"):
        words = [part.words for part in poster(language).parts if isinstance(part, Line)]
        for said in words[: words.index("110") - 1]:
            assert not TELLING.search(said), said
        assert text("poster-free", language, office="", bot="") in words


def test_a_link_carries_office_language_and_place_and_nothing_is_loaded_from_anywhere() -> None:
    assert re.fullmatch(r"https://t\.me/kabar_blora_bot\?start=3316-jv-smp1jepon", LEADS)
    drawn = as_svg(poster())
    assert re.findall(r'(?:href|src|url)[=(]"?[^"\s)]+', drawn) == []
    assert as_pdf(poster()) == as_pdf(poster())
