"""What the answers say, in the words of the rubric. A question left open is read the careful way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

Answers = Mapping[str, tuple[str, ...]]

CHILD = frozenset({"age.u5", "age.5_11", "age.12_14", "age.15_17"})
ADULT = frozenset({"age.18_24", "age.25_59", "age.60"})
ACTS = frozenset(
    {"act.hit", "act.touched", "act.image", "act.married", "act.neglected", "act.confined", "act.threatened"}
)
QUESTIONS_ONLY = frozenset({"other.ask", "other.prevent"})
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
        return self.any_of(options)

    def any_of(self, options: Iterable[str]) -> bool:
        """Whether any of these was chosen."""
        if self._chosen.isdisjoint(options):
            return False
        self.told.update(dict.fromkeys(self._chosen.intersection(options)))
        return True

    @cached_property
    def _chosen(self) -> frozenset[str]:
        """Every option chosen, whatever was asked."""
        return frozenset(chain.from_iterable(self.answers.values()))

    def asked(self, step: str) -> bool:
        """Whether the question was put, answered or not."""
        return step in self.answers

    def left_open(self, step: str) -> bool:
        """Whether the question was put and passed over."""
        return self.asked(step) and not self.given(step)

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
    def asks_no_details(self) -> bool:
        """A facilitator is not asked how often or until when: what they would have to find out is read the careful
        way."""
        return self.said("who.facilitator")

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
    def only_asks(self) -> bool:
        """Nothing happened that we were told of: somebody asks, or wants to prevent."""
        other = self.given("other")
        return self.given("acts") == {"act.other"} and bool(other) and other <= QUESTIONS_ONLY

    @property
    def acts_unknown(self) -> bool:
        """Something is the matter, but not what: hard to say, again and again, or *lainnya* and no more. Who is past
        it and safe is so whatever it was."""
        known = self.given("acts") & ACTS or self.given("other") - QUESTIONS_ONLY
        if known or self.past_and_safe:
            return False
        return self.said("words.hard", "act.again") or (self.said("act.other") and not self.given("other"))

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
        return len(self._chosen & SIGNS) if self.any_of(SIGNS) else 0

    @property
    def past_and_safe(self) -> bool:
        """More than a year ago, adult, out of reach or safe by their own word, not wanting to die: the only violence at
        RENDAH. That whoever tells it is safe says nothing about somebody else."""
        return (
            self.said("when.older")
            and self.any_of(ADULT)
            and (self.said("access.no") or self.feels_safe)
            and not self.said("life.yes", "life.unsure")
        )

    @property
    def feels_safe(self) -> bool:
        """A survivor who says so, of somebody outside the household whom nothing brings near."""
        return self.own_report and self.said("safety.yes") and not self.any_of(HOUSEHOLD) and not self.can_reach
