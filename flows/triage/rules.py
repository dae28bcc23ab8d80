"""The rubric as a table: a code, and when the answers say it holds.

Codes and their places come from the office's rubric; the basis of each stands beside it where one is written.
Codes that no answer can reach are listed by ``wadul flow lint``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flows.triage.facts import HOUSEHOLD, POWER, WITHIN_7D, WITHIN_30D, WITHIN_72H, Facts


@dataclass(frozen=True)
class Rule:
    """``code`` holds when ``when`` says so."""

    code: str
    when: Callable[[Facts], bool]


RULES: tuple[Rule, ...] = (
    # DARURAT: now
    Rule("D01_BERLANGSUNG", lambda f: f.said("when.now") and not f.only_asks),
    Rule("D02_ANCAM_BUNUH", lambda f: f.said("danger.kill")),  # LAP questions 1 to 3
    Rule("D03_SENJATA", lambda f: f.said("danger.weapon")),
    Rule("D04_CEKIK", lambda f: f.said("danger.strangled") and f.within(WITHIN_7D)),  # Glass 2008
    Rule("D05_LUKA_BERAT", lambda f: f.said("danger.severe")),
    Rule("D06_SEKS_72J", lambda f: f.said("act.touched") and f.any_of(WITHIN_72H)),  # PEP within 72 hours
    Rule(
        "D07_BUNUH_DIRI_AKUT",
        lambda f: f.said("life_now.yes") or (f.said("life.yes") and f.asked("life_now") and not f.said("life_now.no")),
    ),
    Rule("D08_SEKAP_CULIK", lambda f: f.said("act.confined") and not f.said("held.free", "held.promised")),
    Rule("D09_TPPO_SEGERA", lambda f: f.said("held.job", "held.leaving")),
    Rule("D10_OCSEA_SEGERA", lambda f: f.said("image.now")),
    Rule(
        "D11_BALITA",
        lambda f: f.said("age.u5", "needs.speak") and (f.violent or f.said("act.neglected")) and f.may_reach,
    ),
    Rule("D12_NIKAH_3H", lambda f: f.below_marriage_age and f.said("wedding.3d")),
    Rule("D13_TELANTAR_KRITIS", lambda f: f.said("danger.starving")),
    Rule("D14_MINTA_TOLONG", lambda f: f.said("safety.no") or f.asked("distress.contact")),
    # TINGGI: within a day
    Rule("T01_CEKIK_DULU", lambda f: f.said("danger.strangled") and not f.within(WITHIN_7D)),
    Rule("T02_PELAKU_AKSES", lambda f: f.violent and f.can_reach and f.within(WITHIN_30D)),
    Rule("T03_SEKS_ANAK", lambda f: f.said("act.touched") and f.child),
    Rule("T04_SEKS_120J", lambda f: f.said("act.touched") and (f.said("when.5d") or f.when_unknown)),
    Rule(
        "T05_SEKSTORSI",
        lambda f: (
            f.said("image.later", "image.threat", "image.spread")
            or (f.said("act.image") and (f.known_child or (f.child and (f.left_open("image") or f.asks_no_details))))
        ),
    ),
    Rule("T06_PIKIR_BUNUH_DIRI", lambda f: f.said("life.yes", "life.unsure")),  # ASQ: any yes
    Rule("T07_LAP4", lambda f: f.signs >= 4),
    Rule("T08_HAMIL", lambda f: f.said("danger.pregnant") and f.said("act.hit", "act.touched")),
    Rule(
        "T09_DISABILITAS",
        lambda f: f.disabled and (f.violent or f.said("act.neglected")) and (f.any_of(HOUSEHOLD) or f.can_reach),
    ),
    Rule("T10_ESKALASI", lambda f: f.said("often.many", "often.worse") or (f.asks_no_details and f.said("act.again"))),
    Rule(
        "T11_NIKAH_30H",
        lambda f: (
            f.below_marriage_age and f.said("act.married") and not f.said("wedding.3d", "wedding.later", "wedding.done")
        ),
    ),
    Rule("T12_TPPO", lambda f: f.said("held.promised", "held.job", "held.leaving")),
    Rule("T13_LUKA", lambda f: f.said("danger.hurt") and f.within(WITHIN_7D)),
    Rule("T14_TANPA_PELINDUNG", lambda f: f.said("adult.none")),
    Rule("T15_PELAKU_KUASA", lambda f: f.any_of(POWER) or f.said("insider.some")),
    Rule("T16_BALAS", lambda f: f.said("danger.pressed")),
    # SEDANG: within three days
    Rule("S01_FISIK", lambda f: f.said("act.hit", "act.confined") and not f.past_and_safe),
    Rule("S02_PSIKIS", lambda f: f.said("act.threatened") and not f.past_and_safe),
    Rule("S03_SEKS_DEWASA", lambda f: f.said("act.touched") and not f.known_child and not f.past_and_safe),
    Rule("S04_TELANTAR", lambda f: f.said("act.neglected") and not f.past_and_safe),
    Rule("S05_BULLY", lambda f: f.said("other.bullied")),
    Rule(
        "S06_NIKAH_ANAK",
        lambda f: f.said("act.married") and not f.past_and_safe,
    ),
    Rule("S07_ANAK_SAKSI", lambda f: f.said("other.saw")),
    Rule("S08_KBGO_LAIN", lambda f: f.said("act.image") and not f.past_and_safe),
    Rule("S10_EKSPLOITASI", lambda f: f.said("other.work")),
    Rule("S11_PSIKOSOSIAL", lambda f: f.said("other.talk", "safety.unsure") or f.acts_unknown),
    # RENDAH: within a week
    Rule("R01_INFO", lambda f: f.said("other.ask")),
    Rule("R02_LAMPAU_AMAN", lambda f: f.past_and_safe),
    Rule("R03_CEGAH", lambda f: f.said("other.prevent")),
)
FALLBACK = "R04_UMUM"
BROKEN_OFF = "S09_TERPUTUS"

MODIFIERS: tuple[Rule, ...] = (
    Rule("M1_USIA12", lambda f: f.said("age.u5", "age.5_11")),
    Rule("M2_DISABILITAS", lambda f: f.disabled),
    Rule("M3_HAMIL", lambda f: f.said("danger.pregnant")),
    Rule("M4_SERUMAH", lambda f: f.said("access.lives")),
    Rule("M5_BERULANG", lambda f: f.said("act.again", "often.many", "often.worse", "often.some")),
    Rule("M6_TERISOLASI", lambda f: f.said("act.confined", "signs.control")),
    Rule("M7_KORBAN_BANYAK", lambda f: f.said("others.yes")),
)

# Codes of the rubric that another part of the work will reach, and which.
NOT_BY_ANSWERS = {
    BROKEN_OFF: "a report left half-way, passed on by the store (flows/broken_off.py)",
    "R05_STATUS": "someone who comes back for news of a report",
    "R06_LUAR_LINGKUP": "a person at the desk decides that it is outside the office's task",
}
