"""Four people, each in three languages, from the first screen to the last.

A child of eleven, a grandmother, a facilitator of fifteen, and the one accused, who holds the phone.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.flows.talking import TUESDAY_TWO_AT_NIGHT, Talk

LANGUAGES = ("id", "jv", "en")
SAID = {
    "child": {
        "id": "kakak sering mukul aku pakai sapu, aku takut pulang",
        "jv": "kakangku kerep nggebug aku nganggo sapu, aku wedi mulih",
        "en": "my big brother keeps hitting me with a broom, i am scared to go home",
    },
    "grandmother": {
        "id": "Cucu saya dipegang-pegang pamannya, sekarang tidak mau makan.",
        "jv": "Putu kula dipun grayangi pamanipun, sapunika mboten purun dhahar.",
        "en": "My granddaughter was touched by her uncle, now she will not eat.",
    },
    "friend": {
        "id": "Temanku diancam fotonya disebar sama kenalan dari game.",
        "jv": "Kancaku diancam fotone arep disebar karo kenalan saka game.",
        "en": "My friend is told her photos will be shared by someone from a game.",
    },
    "accused": {
        "id": "ini siapa? kamu lapor apa?",
        "jv": "iki sapa? kowe lapor apa?",
        "en": "who is this? what did you say?",
    },
}


def a_child_of_eleven(language: str) -> Talk:
    talk = Talk().play(
        "/start", "language", f"language.{language}", "safety.unsure", "help", "guide.call", "back", "back"
    )
    talk.play("privacy.yes", "saving.go", "who.self", "age.5_11", "insider.none", SAID["child"][language])
    talk.play(*(("heard.no",) if talk.step == "heard" else ()))
    talk.play("act.hit", "act.again", "done", "often.worse", "when.now", "33.16.05", "ready.change", "next", "submit")
    talk.play("saved", "hub.danger", "danger.hurt", "done", "hub.access", "access.lives", "hub.relation")
    talk.play(
        "relation.relative", "hub.visit", "visit.danger", "hub.meet", "meet.school", "hub.keep_from", "keep.family"
    )
    talk.play("done", "hub.adult", "adult.none", "hub.others", "others.no", "hub.help", "help.talk", "done")
    talk.play("hub.contact", "contact.afternoon", "hub.village", "skip", "hub.sex", "sex.female", "hub.needs", "done")
    return talk.play("help", "guide.call", "back", "back", "distress", "skip", "skip", "next", "exit")


def a_grandmother(language: str) -> Talk:
    talk = Talk().play(f"/start 3316-{language}-pasar", "safety.yes", "privacy.yes", "saving.send", "who.family")
    talk.play("age.5_11", "insider.unknown", SAID["grandmother"][language])
    talk.play(*(("heard.no",) if talk.step == "heard" else ()))
    talk.play("act.touched", "act.neglected", "done", "when.7d", "more_page", "33.16.12", "submit", "saved")
    talk.play("hub.danger", "danger.starving", "done", "hub.relation", "relation.relative", "hub.visit", "visit.safe")
    talk.play("hub.help", "help.doctor", "help.legal", "done", "hub.contact", "contact.morning", "exit")
    talk.is_written_to("Terima kasih, Bu. Besok pagi kami datang ya.").play(200, "/start", "open_news", "news.safe")
    talk.play("next", "exit").is_asked_leave("medical", "RSUD dr. R. Soetijono Blora", "2026-12-24")
    return talk.play(90, "/start", "open_news", "news.safe", "permit.yes", "exit")


def a_facilitator_of_fifteen(language: str) -> Talk:
    talk = Talk().play("/start", "language", f"language.{language}", "safety.yes", "privacy.yes", "saving.go")
    talk.play("who.facilitator", "peer.friend", "age.12_14", "insider.none", SAID["friend"][language])
    talk.play(*(("heard.yes",) if talk.step == "heard" else ()))
    talk.play("act.image", "act.threatened", "act.other", "done", "when.5d")
    talk.play("more_page", "33.16.09", "submit", "saved", "life.unsure", "life_now.no", "hub.friend", "next")
    talk.play("hub.keep_from", "keep.school", "done")
    talk.sends("media").sends("voice")
    return talk.play("hub.life", "skip", "hub.contact", "contact.no", "/bantuan", "back", "exit")


def the_one_accused_holds_the_phone(language: str) -> Talk:
    """What a survivor told at night, quietly; what he is shown in the morning."""
    talk = Talk(TUESDAY_TWO_AT_NIGHT).play("/start", "language", f"language.{language}", "safety.no", "33.16.05")
    talk.play(
        "distress.silent", "next", "privacy.no", "saving.go", "who.self", "age.25_59", "insider.none", "words.hard"
    )
    talk.play("act.hit", "act.threatened", "done", "when.now", "skip", "submit", "saved", "life.no", "hub.danger")
    talk.play("danger.weapon", "done", "exit").is_written_to("Petugas sudah di jalan.")
    talk.play(300, "resume", "exit", "/start", "resume", "hub.danger", "back", "hub.relation", "back")
    talk.play(SAID["accused"][language], "/bantuan", "guide.call", "back", "back", "/bahasa", "language.id")
    return talk.play("open_news", "news.later", "exit", "/bahasa", "back", "exit")


def _in(language: str, told: Callable[[str], Talk]) -> Callable[[], Talk]:
    def story() -> Talk:
        return told(language)

    story.__name__ = f"{told.__name__}_{language}"
    return story


VOICES = tuple(
    _in(language, told)
    for told in (a_child_of_eleven, a_grandmother, a_facilitator_of_fifteen, the_one_accused_holds_the_phone)
    for language in LANGUAGES
)
