"""What people say instead of it: medicine taken away, a way that is not home, a lull; and what only sounds like that.

Each class has its own sentences and its contraries, so that no rule hears more than it was made for.
"""

from __future__ import annotations

import pytest

from flows.triage import Urgency
from flows.triage.hearing import hear
from flows.triage.hearing.listening import listen

pytestmark = pytest.mark.no_cover  # the same lines, over and over

D, T, S = Urgency.DARURAT, Urgency.TINGGI, Urgency.SEDANG


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # medicine and care withheld
        ("obat tb adik dibuang sama bapak, adik batuk darah", "D13"),
        ("suami menyembunyikan inhaler saya, asma saya kambuh", "D13"),
        ("habis melahirkan saya pendarahan, mertua tidak mengizinkan ke rs", "D13"),
        ("obate ibu didhelikke kangmasku, ibu kejang", "D13"),
        ("suami melarang saya ke bidan padahal ketuban sudah pecah dan saya habis ditendang", "D05"),
        # hurt, in other words than blood
        ("wajah teman saya hancur dihajar suaminya semalam", "D05"),
        ("jari saya dipotong", "D05"),
        # a death foretold
        ("mantan bilang kalau saya nikah sama orang lain, pengantinnya jadi jenazah", "D02"),
        ("saya diancam akan disudahi hidupnya kalau lapor polisi", "D02"),
        ("ayah bilang lebih baik semua mati daripada malu", "D02"),
        # a thing lifted, a thing carried behind somebody
        ("kepala saya mau dihantam pakai tabung gas", "D03"),
        ("bapakku nguyak ibu nganggo pacul", "D03"),
        # where one does not want to go, and who walks behind
        ("sopirnya lewat jalan lain terus, saya minta turun tidak dikasih", "D08"),
        ("orang itu ngikutin aku terus dari terminal, aku masuk indomaret", "D14"),
        ("rumah kos saya digeruduk mantan dan teman-temannya", "D01"),
        # a lull, and what comes through the wall
        ("suami mukulin saya dari habis magrib, sekarang dia keluar beli rokok, saya harus gimana", "D01"),
        ("ibu hamil sebelah rumah ditarik rambutnya dan diinjak, masih kedengaran", "D01"),
        ("orang yang dulu memperkosa saya sekarang berdiri di seberang rumah", "D01"),
        # a wedding of this hour, a small child, a ship
        ("anak perempuan 14 tahun sedang dirias, akad jam 10", "D12"),
        ("bayi baru lahir ditaruh di teras masjid", "D13"),
        ("si kecil dua tahun dilempar ke kasur sama bapaknya, nangisnya lain", "D11"),
        ("sudah transit di jakarta, katanya jadi cleaning service tapi disuruh bohong umur di imigrasi", "D09"),
        # breath, a height, a ransom, a wall
        ("mulut dan hidung saya ditutup tangannya sampai mata berkunang", "D04"),
        ("kalau aku loncat dari lantai 3 langsung mati gak ya", "D07"),
        ("mereka minta uang tebusan, adik saya ditahan", "D08"),
        ("balita itu digantung kakinya sama bapaknya", "D11"),
        ("terdengar bunyi gedebuk dari rumah sebelah, anaknya sudah tidak bersuara", "D01"),
        ("bos ambil paspor kami, tiap malam disuruh layani tamu", "D09"),
        ("aku nyayat paha dan gak mau berhenti, malah pengen lebih dalam", "D07"),
        ("pipi adik bolong kena lemparan gunting", "D03"),
        # the passive with a space in it; just now
        ("Kula dipun kunci semah wonten nglebet", "D08"),
        ("nembe wae aku dipeksa karo kancane mas ku neng gubug", "D06"),
    ],
)
def test_what_is_said_sideways_is_heard(text: str, code: str) -> None:
    heard = hear(text)
    assert heard.level is D
    assert any(said.startswith(code) for said in heard.codes), heard.codes


@pytest.mark.parametrize(
    "text",
    [
        "anak saya lemas, kata bidan tidak boleh minum obat sembarangan",
        "obat kedaluwarsa dibuang, yang lain disimpan",
        "harapanku hancur, kepala pusing mikir nilai ujian",
        "rumahnya rata dengan tanah kena gempa",
        "tabung gas mau habis, beli di mana",
        "bapak bawa pacul ke sawah",
        "lewat jalan lain saja, jembatannya ditutup",
        "aku ngikutin akun resep, terus masuk indomaret beli telur",
        "mumpung dia lagi tidur aku masak dulu",
        "tetangga karaoke sampai malam, masih kedengaran",
        "belum sarapan terus upacara, pandangan gelap",
        "loncat dari papan kolam renang seru banget",
        "suara gedebuk durian jatuh di kebun",
        "pengantin lagi dirias, akad jam 10, mempelainya umur 25",
        "di bandara nunggu pesawat, mau liburan sama keluarga",
        "pintu rumah digedor tukang paket bikin kaget",
        "tadi dikejar soang di jalan. capek banget",
        "maaf ya aku pamit dari grup ini",
        "anak saya suka mengurung diri di kamar kalau main game",
    ],
)
def test_what_only_sounds_like_it_opens_no_screen(text: str) -> None:
    assert hear(text).level is not D


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("bulan lalu teman kerja mencium paksa saya di gudang, saya 27 tahun", S),
        ("bulan lalu teman kerja mencium paksa saya di gudang", T),  # how old is left open
        ("teman kerja mencium paksa saya di gudang, saya 27 tahun", T),  # and when
        ("bulan lalu suaminya ibu memegang kemaluanku", T),  # whose husband it is says nothing of how old one is
        ("anak kos sebelah ditampar pacarnya tiga bulan lalu", S),
        ("tiga bulan lalu suami menampar saya, minggu lalu menampar lagi", T),
        ("katanya tahun depan, habis aku lulus SMP, aku mau dinikahkan sama anaknya teman bapak", S),
        ("minggu depan aku mau dinikahkan sama anaknya teman bapak, aku masih SMP", T),
        ("dua tahun lalu saya dilecehkan senior kampus, umur saya sekarang 24", S),
        ("waktu kecil dulu paman meraba saya, saya sekarang 15", T),
        ("kakak saya suka teriak dan banting pintu kalau marah", T),
        ("kakak saya banting pintu sekarang", D),
        ("orang tua membandingkan aku sama kakak terus, aku dibilang beban", S),
        ("eh ada orang, nanti saya lanjut", S),
        ("mantan pasang pelacak di hp saya", S),
        ("bocah kuwi menyang sekolah ora tau sarapan, klambine reged", S),
        ("simbah piyambakan, putranipun awis nuweni, dhaharipun sawontenipun", S),
        ("adhiku kudu ngewangi dodol ning pasar nganti ora sekolah", S),
        ("kakak kandung memaksa saya nonton film dewasa, saya kelas 6", T),
    ],
)
def test_a_guess_stays_within_the_bounds_of_the_rubric(text: str, level: Urgency) -> None:
    assert hear(text).level is level


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("semalam saya dipaksa rekan kerja, saya bingung hrs kemana", True),
        ("kemarin aku dipaksa teman kerja minum", True),
        ("kemarin setelah rapat atasan memaksa saya, saya kotor sekarang", True),
        ("bosku mekso aku mambengi sakwise lembur, aku isin", True),
        ("setelah rapat dia memaksa aku di kantor tadi malam, visum di mana", True),
        ("semalam habis shift aku dipaksa teman kerja, aku malu", True),
        ("saya dipaksa rekan kerja, saya bingung", False),  # nobody said when
        ("semalam saya dipaksa rekan kerja ikut lembur", False),
        ("saya dipaksa kerja lembur semalam", False),
        ("rekan kerja saya baik semua", False),
    ],
)
def test_who_was_forced_last_night_is_asked_whether_that_was_so(text: str, asked: bool) -> None:
    """D06 is within 72 hours: who is told of five days has less time for medicine than there is."""
    assert ("D06_SEKS_72J" in hear(text).ask) is asked


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("anak 14 tahun sedang dirias", "age.12_14"),
        ("umur saya sekarang 24", "age.18_24"),
        ("waktu kecil dulu paman meraba saya, saya sekarang 15", "age.15_17"),
        ("si kecil dua tahun dipukul", "age.u5"),
    ],
)
def test_ages_as_they_are_said_in_passing(text: str, band: str) -> None:
    assert listen(text).answers["age"] == (band,)
