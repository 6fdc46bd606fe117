"""What is restored is as it was: the same answers and the same ledger."""

from __future__ import annotations

from syncproof.ledger import Ledger
from tests.fakes.contract.dialect import Stand
from tests.fakes.contract.place import FAKER, a_story, anywhere, sample, stand


def test_what_was_asked_and_restored_answers_the_same_to_the_byte(at: Stand) -> None:
    def story() -> list[tuple[int, bytes, list[tuple[str, str]]]]:
        made = at.client.post(at.add, json=dict(at.dialect.values))
        address = at.dialect.one.format(made.json()["id"])
        told = [made, at.client.get(at.list), at.client.delete(address), at.client.get(address), at.client.get(at.list)]
        return [(each.status_code, each.content, each.headers.multi_items()) for each in told]

    snapshot = at.fake.snapshot()
    first = story()
    at.fake.restore(snapshot)
    second = story()

    assert first == second
    assert {status for status, _, _ in first} >= {404}


@anywhere
def test_what_is_restored_answers_the_same_to_the_byte(system: str, datatype: str) -> None:
    at = stand(system, datatype)
    record, other = at.add(), at.add()
    snapshot = at.fake.snapshot()
    held, answer, now = at.records(), at.answers(), at.fake.clock.now
    for _ in range(2):
        at.fake.clock.advance(60)
        at.add()
        at.edit(record, **sample(at))
        at.fake.remove(datatype, other)
        assert at.records() != held
        assert at.answers().content != answer.content
        at.fake.restore(snapshot)
        again = at.answers()
        assert (at.records(), again.content, again.headers) == (held, answer.content, answer.headers)
        assert at.fake.clock.now == now


@anywhere
def test_after_a_restore_the_same_story_writes_the_same_ledger(system: str, datatype: str) -> None:
    at = stand(system, datatype)
    at.add()
    snapshot = at.fake.snapshot()
    told = []
    for _ in range(2):
        FAKER.seed_instance(5)
        at.fake.ledger = Ledger()
        a_story(at)
        told.append(list(at.fake.ledger))
        at.fake.restore(snapshot)
    assert told[0] == told[1]
    assert len(told[0]) >= 7
