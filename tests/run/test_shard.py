"""Every planned story is in exactly one shard, and the shards are of one size."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncproof import features
from syncproof.errors import BadInput
from syncproof.run.account import Planned
from syncproof.run.plan import RunRequest, plan
from syncproof.run.shard import Shard, dealt, shard_of
from syncproof.stories.choice import Choice
from tests.any_text import any_text

FOLDER = Path(next(iter(features.__path__)))
stories = st.lists(
    st.builds(
        Planned, st.sampled_from("ab"), st.sampled_from("cd"), st.just("every.created"), any_text(), st.integers()
    ),
    unique_by=lambda each: each.key,
)


@given(planned=stories, of=st.integers(1, 40), document=st.sampled_from(["", "one", "below-two"]))
def test_every_story_is_in_exactly_one_shard(planned: list[Planned], of: int, document: str) -> None:
    shards = dealt(planned, of, document)
    sizes = Counter(shards.values())

    assert sorted(shards) == sorted(planned)
    assert set(sizes) <= set(range(1, of + 1))
    assert max(sizes.values(), default=0) - min((sizes[number] for number in range(1, of + 1)), default=0) <= 1


@given(planned=stories, of=st.integers(1, 40), data=st.data())
def test_the_order_in_which_stories_are_found_does_not_matter(
    planned: list[Planned], of: int, data: st.DataObject
) -> None:
    assert dealt(data.draw(st.permutations(planned)), of) == dealt(planned, of)


def test_the_stories_of_small_documents_are_in_all_shards() -> None:
    one = Planned("acme-zeta", "deal-to-order", "every.created", "A new deal", 8)

    assert {dealt([one], 3, name)[one] for name in "abcdefgh"} == {1, 2, 3}


@pytest.mark.parametrize("of", [1, 3, 1000])
def test_the_shards_of_the_checklists_are_the_checklists(of: int) -> None:
    whole = set(plan(RunRequest((), FOLDER, Choice())).scenarios())
    parts = [plan(RunRequest((), FOLDER, Choice(), shard=f"{number}/{of}")).of_shard() for number in (1, of)]

    assert len({*parts[0], *parts[1]}) == len(parts[0]) + (len(parts[1]) if of > 1 else 0)
    assert {*parts[0], *parts[1]} <= whole
    assert (set(parts[0]) == whole) is (of == 1)


def test_a_shard_is_named_by_its_number_and_how_many_there_are() -> None:
    assert shard_of("") is None
    assert shard_of("2/13") == Shard(2, 13)
    assert str(Shard(2, 13)) == "2/13"


@pytest.mark.parametrize(
    "text", ["3/2", "0/2", "1/0", "1", "/2", "1/", "-1/2", "a/b", "1/2/3", "1.5/2", "\u0661/\u0662", " 1/2"]
)
def test_another_text_is_no_shard(text: str) -> None:
    with pytest.raises(BadInput, match="--shard"):
        shard_of(text)
