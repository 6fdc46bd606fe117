"""Users do what they like with a fake: its records are always what its ledger says."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from syncproof.fakes.kit.fake import Refusal, Snapshot
from syncproof.ledger import Created, Deleted, Refused, Updated, Value
from tests.fakes.contract.place import EVERYWHERE, NAMING_OTHERS, anywhere, sample, stand_again, values


class Life(RuleBasedStateMachine):
    """Users do what they like; at every moment the records are what the ledger says."""

    where = EVERYWHERE[0]

    def __init__(self) -> None:
        super().__init__()
        self.at = stand_again(*self.where)
        self.told = self.at.records()
        # Who is in the place by preparation stays there: a workspace keeps its last admin, for one.
        self.prepared = frozenset(self.told)
        self.read = len(self.at.fake.ledger)
        self.moments: list[tuple[Snapshot, dict[str, dict[str, Value]]]] = []

    @rule()
    def a_record_is_added(self) -> None:
        self.at.add()
        self.compare()

    @precondition(lambda self: self.own())
    @rule(data=st.data())
    def one_is_edited(self, data: st.DataObject) -> None:
        record = data.draw(st.sampled_from(self.own()))
        name = data.draw(st.sampled_from(sorted(sample(self.at).keys() - NAMING_OTHERS)))
        self.at.fake.clock.advance(data.draw(st.integers(0, 2)))
        try:
            self.at.edit(record, **{name: data.draw(values(self.at, name) | st.just(None))})
        except Refusal:
            assert isinstance(self.at.fake.ledger[-1], Refused)
        self.compare()

    @precondition(lambda self: self.own())
    @rule(data=st.data())
    def one_is_removed(self, data: st.DataObject) -> None:
        self.at.fake.remove(self.at.datatype, data.draw(st.sampled_from(self.own())))
        self.compare()

    @rule()
    def a_moment_is_kept(self) -> None:
        self.moments.append((self.at.fake.snapshot(), {record: dict(held) for record, held in self.told.items()}))

    @precondition(lambda self: self.moments)
    @rule()
    def it_goes_back_to_the_last_moment(self) -> None:
        snapshot, told = self.moments.pop()
        self.at.fake.restore(snapshot)
        self.told, self.read = told, len(self.at.fake.ledger)
        self.compare()

    def own(self) -> list[str]:
        """Return the records that users added."""
        return sorted(self.told.keys() - self.prepared)

    def compare(self) -> None:
        """Read on in the ledger, and hold it against the records."""
        for event in self.at.fake.ledger[self.read :]:
            match event:
                case Created(ref=ref, values=held) if ref == self.at.ref(ref.record):
                    self.told[ref.record] = dict(held)
                case Updated(ref=ref, before=before, after=after) if ref == self.at.ref(ref.record):
                    assert {name: self.told[ref.record][name] for name in after} == before != after
                    self.told[ref.record] |= after
                case Deleted(ref=ref) if ref == self.at.ref(ref.record):
                    del self.told[ref.record]
                case _:
                    pass
        self.read = len(self.at.fake.ledger)
        assert self.at.records() == self.told
        assert self.at.answers().status_code == 200


@anywhere
def test_the_records_are_always_what_the_ledger_says(system: str, datatype: str) -> None:
    life = type("Life", (Life,), {"where": (system, datatype)})
    run_state_machine_as_test(life, settings=settings(max_examples=15, stateful_step_count=20))
