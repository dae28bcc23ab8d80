"""What the answers say, in the words of the rubric. A question left open is read the careful way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Answers = Mapping[str, tuple[str, ...]]

CHILD = frozenset({"age.u5", "age.5_11", "age.12_14", "age.15_17"})
ADULT = frozenset({"age.18_24", "age.25_59", "age.60"})
VIOLENCE = frozenset({"act.hit", "act.touched", "act.confined", "act.threatened"})
WITHIN_72H = frozenset({"when.now", "when.72h"})
WITHIN_5D = WITHIN_72H | {"when.5d"}
WITHIN_7D = WITHIN_5D | {"when.7d"}
WITHIN_30D = WITHIN_7D | {"when.30d"}
HOUSEHOLD = frozenset({"relation.parent", "relation.step", "relation.partner", "relation.relative"})
POWER = frozenset({"relation.teacher", "relation.cleric", "relation.official"})
SIGNS = frozenset(
    {
        "signs.gun",
        "signs.control",
        "signs.left",
        "signs.jobless",
        "signs.threat_self",
        "signs.not_his",
        "signs.stalks",
        "danger.strangled",
    }
)


@dataclass(frozen=True)
class Facts:
    """Answers, asked. ``told`` collects the answers that said yes to what was asked, for whoever asks why."""

    answers: Answers = field(repr=False)
    told: dict[str, None] = field(default_factory=dict, repr=False)

    def said(self, *options: str) -> bool:
        """Whether any of these was chosen."""
        found = [option for given in self.answers.values() for option in given if option in options]
        self.told.update(dict.fromkeys(found))
        return bool(found)

    def any_of(self, options: frozenset[str]) -> bool:
        return self.said(*options)

    def asked(self, step: str) -> bool:
        """Whether the question was put, answered or not."""
        return step in self.answers

    def given(self, step: str) -> frozenset[str]:
        return frozenset(self.answers.get(step, ()))

    # -- who ----------------------------------------------------------------------------------------------------

    @property
    def child(self) -> bool:
        """A child, or perhaps one."""
        return not self.any_of(ADULT)

    @property
    def known_child(self) -> bool:
        return self.any_of(CHILD)

    @property
    def below_marriage_age(self) -> bool:
        """Perhaps below 19 (UU 16/2019): the band 18 to 24 holds eighteen-year-olds."""
        return not self.said("age.25_59", "age.60")

    @property
    def own_report(self) -> bool:
        return self.said("who.self")

    @property
    def disabled(self) -> bool:
        return bool(self.given("needs"))

    # -- when ---------------------------------------------------------------------------------------------------

    def within(self, window: frozenset[str]) -> bool:
        """In the window, or nobody knows when."""
        return self.any_of(window) or self.when_unknown

    @property
    def when_unknown(self) -> bool:
        return not (self.given("when") - {"when.unsure"})

    # -- what ---------------------------------------------------------------------------------------------------

    @property
    def violent(self) -> bool:
        return self.any_of(VIOLENCE)

    @property
    def sexual(self) -> bool:
        """Under UU 12/2022 TPKS art. 4: physical, electronic, and forced marriage."""
        return self.said("act.touched", "act.image", "act.married")

    @property
    def can_reach(self) -> bool:
        """The alleged perpetrator lives with the survivor or can come near."""
        return self.said("access.lives", "access.reach")

    @property
    def may_reach(self) -> bool:
        """Can come near, or nobody said they can't."""
        return not self.said("access.no")

    @property
    def signs(self) -> int:
        """How many of the Lethality Assessment Program's questions 4 to 11 were answered yes."""
        return sum(self.said(sign) for sign in SIGNS)

    @property
    def past_and_safe(self) -> bool:
        """More than a year ago, safe now, adult, nobody near, not wanting to die: the only violence at RENDAH."""
        return (
            self.said("when.older")
            and self.said("safety.yes")
            and self.any_of(ADULT)
            and not self.can_reach
            and not self.said("life.yes", "life.unsure")
        )
