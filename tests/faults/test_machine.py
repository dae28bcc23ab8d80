"""Reporter, officer, crash, fault and time in any order: whatever they do, everything holds after each step.

A crash drops the database in the middle of a transaction and opens it anew, as the next process would.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import event

from flows.engine import STEPS
from storage import audit, sealing
from storage.database import Database
from storage.errors import StorageError
from tests.faults.founded import QUICK
from tests.storage.conftest import NOW
from tests.storage.telling import House, Person

EXAMPLES = int(os.environ.get("MACHINE", "30"))  # sequences; a nightly run asks for 2,000
STEPS_EACH = 25 if EXAMPLES < 1000 else 50

_template: dict[str, Path] = {}


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture(scope="module", autouse=True)
def _template_file(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """One founded office, copied for each sequence."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "PASSPHRASE_COST", QUICK)
        patch.setattr(sealing, "RECEIPT_COST", QUICK)
        path = _template["db"] = tmp_path_factory.mktemp("template") / "wadul.db"
        db = Database(f"sqlite:///{path}")
        db.migrate()
        db.truncate_wal()
        db.close()
        yield


class Office(RuleBasedStateMachine):
    """People tell, officers take, processes die."""

    people = Bundle("people")

    @initialize()
    def opens(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wadul-machine-"))
        shutil.copy(_template["db"], self.folder / "wadul.db")
        self.house = House(Database(f"sqlite:///{self.folder / 'wadul.db'}"), self.folder, self.folder / "run", NOW)
        self.sri = self.house.officer("Sri")
        self.said: dict[int, list[str]] = {}  # what each person wrote, of what was confirmed
        self.kept: set[int] = set()  # whom we told that it is with the office
        self.heard: list[str] = []  # codes the desk was sent
        self.chats = iter(range(7_000_000_001, 8_000_000_000))

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.house.db.close()
            shutil.rmtree(self.folder)

    # -- the reporter ------------------------------------------------------------------------------------------

    @rule(target=people)
    def comes(self) -> Person:
        person = self.house.person(next(self.chats)).starts()
        self.said[person.chat_id] = []
        return person

    @rule(person=people, help_=st.booleans())
    def tells_to_the_end(self, person: Person, help_: bool) -> None:
        if person.step != "safety":
            return
        first = "safety.no" if help_ else "safety.yes"
        person.taps(first)
        if person.step == "welcome":  # after a pause it is asked first whether to go on
            person.taps("resume", first)
        if help_:
            person.taps("33.16.05", "distress.write")
        else:
            story = f"cerita {person.chat_id}"
            person.taps("privacy.yes", "saving.go", "who.self", "age.15_17", "insider.none")
            person.writes(story).taps("submit")
            self.said[person.chat_id].append(story)
        self._note_kept(person)

    @rule(person=people, luck=st.randoms(use_true_random=False))
    def taps_anything(self, person: Person, luck) -> None:  # type: ignore[no-untyped-def]
        offered = [b.id for row in person.screen.rows for b in row if b.id not in ("exit", "privacy.no")]
        if offered:
            person.taps(luck.choice(offered))
            self._note_kept(person)

    @rule(person=people, number=st.integers(0, 99))
    def writes(self, person: Person, number: int) -> None:
        person.writes(f"kata {number}")
        self._note_kept(person)

    @rule(person=people, times=st.integers(2, 4))
    def the_same_update_comes_again(self, person: Person, times: int) -> None:
        update = person.message("dua kali")
        before = self._count(person, "dua kali")
        for _ in range(times):
            self.house.take(update)
        assert self._count(person, "dua kali") - before <= 1, "I1: once, however often it comes"

    # -- crash and fault ---------------------------------------------------------------------------------------

    @rule(person=people, at=st.integers(1, 40), tap=st.booleans())
    def dies_in_the_middle_of_a_turn(self, person: Person, at: int, tap: bool) -> None:
        """The update was not confirmed: it comes again, and is taken once."""
        offered = [b.id for row in person.screen.rows for b in row if b.id not in ("exit", "privacy.no")]
        update = person.tap(offered[0]) if tap and offered else person.message("di tengah")
        before = self._count(person, "di tengah")
        left = at

        def dies(*_: object) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise Killed

        event.listen(self.house.db._writer, "before_cursor_execute", dies)
        try:
            self.house.turns.take([update])
        except Killed:
            pass
        finally:
            event.remove(self.house.db._writer, "before_cursor_execute", dies)
        self._begins_anew()
        self.house.take(update)
        assert self._count(person, "di tengah") - before <= 1
        self._note_kept(person)

    @rule(power=st.booleans())
    def crashes(self, power: bool) -> None:
        self._begins_anew(power_cut=power)

    def _begins_anew(self, *, power_cut: bool = False) -> None:
        url = f"sqlite:///{self.folder / 'wadul.db'}"
        self.house.db.close()
        self.house.db = Database(url)
        self.house.sides = dict.fromkeys(self.house.sides, self.house.db)
        self.house.restart(power_cut=power_cut)
        if power_cut:  # drafts are gone with the key; who filed is known by the way back
            for person in self.house.people.values():
                person.starts()

    # -- the desk and the clock --------------------------------------------------------------------------------

    @rule(dies_after=st.integers(0, 3))
    def the_desk_is_told(self, dies_after: int) -> None:
        """Sent first, marked after; who dies in between sends it again under the same code."""
        self.heard += [code for _, _, code in self.house.delivers()] * (2 if dies_after == 0 else 1)

    @rule()
    def an_officer_takes_what_waits(self) -> None:
        for case in self.house.rows("cases"):
            if case.acknowledged_by is None and case.sealed_to == "office":
                try:
                    self.house.acknowledges(self.house.again(self.sri), case.number)
                except StorageError:
                    continue

    @rule(minutes=st.sampled_from([1, 6, 31, 90, 60 * 25]))
    def time_passes(self, minutes: int) -> None:
        self.house.passes(minutes=minutes)

    # -- what holds --------------------------------------------------------------------------------------------

    def _note_kept(self, person: Person) -> None:
        if person.step in ("filed", "distress.sent"):
            self.kept.add(person.chat_id)

    def _count(self, person: Person, words: str) -> int:
        try:
            return sum(one["text"] == words for one in person.draft["words"])
        except (ValueError, StorageError):
            return 0

    @invariant()
    def everything_holds(self) -> None:
        if not hasattr(self, "house"):
            return
        with self.house.db.reading() as conn:
            assert audit.verify(conn) is None, "I4: the chain"
            assert conn.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok", "I4: the file"
        reports, outbox = self.house.rows("reports"), self.house.rows("outbox")
        told = []
        for row in reports:
            key = self.house.holder_keys.escalation_key if row.sealed_to == "escalation" else None
            told.append(self.house.record(row.id, key))  # I2: it opens
        filed = [row for row in reports if row.case_id is not None]
        assert len({row.case_id for row in filed}) >= len(self.kept), "I2: what was said to be kept is a case"
        words = [one["text"] for record in told for one in record["words"]]
        for stories in self.said.values():
            for story in stories:
                assert words.count(story) >= 1, "I2: and holds what was told"
        owed = {row.case_id for row in outbox if row.kind == "alert"}
        assert {row.id for row in self.house.rows("cases")} <= owed, "I3: each case has its alert"
        assert set(self.heard) <= {row.code for row in outbox} | {code for code in self.heard if "@" not in code}
        for person in self.house.people.values():
            assert person.screen is not None, "I6: everybody was answered"
            assert person.screen.step in STEPS
            assert not person.failed, "I1: no turn failed"


Office.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS_EACH,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=bool(os.environ.get("CI")),
)
TestOffice = pytest.mark.timeout(1800)(Office.TestCase)
