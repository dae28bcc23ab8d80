"""A case changes hands, as it stands on the phones: the new owner is told, the group sees who has it, and no more."""

from __future__ import annotations

from bot.sandbox import DUTY_TOKEN, Side

from .town import Town, button, calls_for_help, say, tap


async def with_wati(town: Town) -> Side:
    wati = town.sandbox.person("Petugas Wati")
    town.employ(wati)
    town.group.join(wati)
    await wati.chat(DUTY_TOKEN).send("/start")
    await wati.chat(DUTY_TOKEN).wait("Halo Petugas Wati")
    return wati.chat(DUTY_TOKEN)


async def hands_to_wati(town: Town, *, wati_blocks: Side | None = None) -> str:
    """The officer takes the case and hands it on with a note."""
    await calls_for_help(town.reporter("Ani"))
    await town.desk.wait("kode")
    number = town.case_number()
    await tap(town.desk, "acknowledge")
    await say(town.desk, "/serah")
    await tap(town.desk, "give", "giveto")
    await town.desk.wait("catatan serah terima")
    if wati_blocks is not None:
        wati_blocks.block()
    await say(town.desk, "korban di rumah bibinya, telepon dulu")
    return number


async def test_the_new_owner_is_told_and_the_groups_line_says_who_has_it(town: Town) -> None:
    async with town.bots():
        wati = await with_wati(town)
        number = await hands_to_wati(town)
        await town.desk.wait(f"{number} sekarang pada Petugas Wati")
        told = await wati.wait("diserahkan Petugas Satu kepada Anda")
        assert "bibinya" not in told["text"], "the note waits on the card"
        line = await town.group.wait("🔁 Pada Petugas Wati")
        assert f"🔴 Laporan {number} · DARURAT\nCepu\nkode {number}.0\n🔁 Pada Petugas Wati" in line["text"]
        await tap(wati, "open")
        card = await wati.wait("⛔ JANGAN")
        assert "korban di rumah bibinya, telepon dulu" in card["text"]
        await tap(wati, "acted", "did")
        await wati.wait("sudah ada tindakan")
        done = await town.group.wait("✅ Laporan")
        assert f"{number} · DARURAT" in done["text"], "red until somebody acted"
        said = "".join(town.group.transcript())
        for secret in ("bibinya", "110/119", "tahun", "umur"):
            assert secret not in said
        reporter = town.rows("SELECT count(*) FROM letters")
        assert reporter == [(0,)], "a note reaches no reporter"


async def test_a_case_handed_to_somebody_who_cannot_be_told_calls_everybody_again(town: Town) -> None:
    async with town.bots():
        wati = await with_wati(town)
        await wati.wait("Halo")
        number = await hands_to_wati(town, wati_blocks=wati)
        for side in (town.group, town.desk):
            await side.wait(f"kode {number}.1")
        await town.desk.wait("Bot tidak bisa menjangkau Petugas Wati")
        assert town.rows("SELECT acknowledged_by, raises FROM cases") == [(None, 1)]
        assert button(town.desk, "acknowledge")
