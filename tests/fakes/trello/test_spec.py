"""The fake's answers and what Trello publishes: they differ where the lists say so, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

import pytest

from syncproof.fakes.trello.web.application import ROUTES

from .spec import beyond, plugin
from .spec.catalogue import Catalogue
from .spec.dialect import BEYOND, Difference
from .spec.differences import CORRECTIONS, LISTED, UNPUBLISHED, is_unwanted
from .spec.operations import published
from .spec.watch import Watch

WHERE = "tests/fakes/trello/spec/"
ID = "5f0000000000000000000000"


@pytest.fixture(scope="module")
def watch() -> Watch:
    """Watch the whole catalogue."""
    watch = Watch(lambda _: True)
    Catalogue(watch).read()
    return watch


@pytest.fixture(scope="module")
def met(watch: Watch) -> dict[Difference, str]:
    return {one.found.difference: str(one) for one in reversed(watch.met)}


@pytest.fixture(scope="module")
def answered(watch: Watch) -> set[str]:
    return {operation for operation, _ in watch.answered}


def told(found: Iterable[object], what: str) -> str:
    return "\n".join((what, *sorted(f"  {one}" for one in found)))


def test_answers_differ_only_where_it_is_listed(met: dict[Difference, str]) -> None:
    unwanted = [said for difference, said in met.items() if is_unwanted(difference)]

    assert not unwanted, told(unwanted, f"correct the fake, or list it with its source in {WHERE}differences.py:")


def test_each_listed_difference_is_met(met: dict[Difference, str]) -> None:
    stale = [pattern for pattern in LISTED if not any(fnmatchcase(str(one), pattern) for one in met)]

    assert len(set(LISTED)) == len(LISTED)
    assert not stale, told(stale, f"stale, no answer differs so any more: take it out of {WHERE}differences.py:")


def test_each_correction_is_needed_and_used(answered: set[str]) -> None:
    publishes = {operation.name: operation.schema(200) for operation in published().operations}

    unasked = (CORRECTIONS.keys() | UNPUBLISHED.keys()) - answered
    needless = [name for name, one in CORRECTIONS.items() if publishes[name] in (None, one.schema)]
    needless += [name for name in UNPUBLISHED if publishes[name]]

    assert not unasked, told(unasked, f"stale, not answered by the fake: take it out of {WHERE}differences.py:")
    assert not needless, told(needless, f"stale, as published or not published: see {WHERE}differences.py:")


def test_keys_are_published_or_listed(met: dict[Difference, str]) -> None:
    found = [one.where.rpartition("/") for one in met if one.given == BEYOND]
    listed = [(where, key) for one in beyond.KEYS for where, keys in one.keys.items() for key in keys.split()]

    def fits(of: tuple[str, str], where: str, key: str) -> bool:
        return fnmatchcase(where, of[0]) and fnmatchcase(key, of[1])

    new = [f"{where}/{key}" for where, _, key in found if not any(fits(one, where, key) for one in listed)]
    stale = ["/".join(one) for one in listed if not any(fits(one, where, key) for where, _, key in found)]

    assert not new, told(new, f"neither published nor listed; list it with its source in {WHERE}beyond.py:")
    assert not stale, told(stale, f"stale, no answer has it any more: take it out of {WHERE}beyond.py:")


def test_each_published_operation_is_in_the_catalogue_or_listed(answered: set[str]) -> None:
    absent = [one.name for one in published().operations if one.name not in answered]
    listed = [pattern for one in beyond.ABSENT for pattern in one.operations]

    new = [name for name in absent if not any(fnmatchcase(name, pattern) for pattern in listed)]
    stale = [pattern for pattern in listed if not any(fnmatchcase(name, pattern) for name in absent)]

    assert not new, told(new, f"answer it and ask for it in {WHERE}catalogue.py, or say in beyond.py why not:")
    assert not stale, told(stale, f"stale, the catalogue has them all: take it out of {WHERE}beyond.py:")


def test_an_operation_that_the_catalogue_lacks_has_no_address(answered: set[str]) -> None:
    of = Catalogue(Watch(is_unwanted))
    absent = [one.name for one in published().operations if one.name not in answered]

    asked = [(name, re.sub(r"\$?\{\w+\}", ID, name.replace("/members/{id}", "/members/me"))) for name in absent]
    found = [name for name, request in asked if not of.has_no(*request.split())]

    assert not found, told(found, f"stale, the fake has it: ask for it in {WHERE}catalogue.py, and see beyond.py:")


def test_each_address_is_published_or_listed() -> None:
    def fits(template: str, path: str) -> bool:
        one, other = template.strip("/").split("/"), path.strip("/").split("/")
        alike = [a == b or "{" in a or "{" in b for a, b in zip(one, other, strict=False)]
        return len(one) == len(other) and all(alike)

    names = [one.name.split() for one in published().operations]
    more = [f"{way} {at}" for way, at in ROUTES if not any(way == name and fits(at, path) for name, path in names)]
    listed = [pattern for one in beyond.ROUTES for pattern in one.routes]

    new = [route for route in more if not any(fnmatchcase(route, pattern) for pattern in listed)]
    stale = [pattern for pattern in listed if not any(fnmatchcase(route, pattern) for route in more)]

    assert not new, told(new, f"not published; say in {WHERE}beyond.py who has seen it:")
    assert not stale, told(stale, f"stale, no such address: take it out of {WHERE}beyond.py:")


@pytest.mark.parametrize(
    ("body", "difference"),
    [
        (b'{"id": "5f0000000000000000000000", "name": 5}', "TrelloList/name: integer"),
        (b'{"closed": null}', "TrelloList/closed: null"),
        (b'{"id": "5f"}', "TrelloList/id: not of the pattern"),
        (b"[]", "GET /lists/{id}: array"),
    ],
)
def test_what_is_not_as_published_is_told(body: bytes, difference: str) -> None:
    watch = Watch(is_unwanted)

    watch.look("GET", f"/1/lists/{ID}", 200, body)

    assert [str(one.found.difference) for one in watch.met] == [difference]


@pytest.mark.parametrize(
    ("body", "difference"),
    [
        (b'{"due": "2026-05-01"}', "Card/due: not a date"),
        (b'{"url": "trello.com"}', "Card/url: not a url"),
        (b'{"cover": {"brightness": "dim"}}', "Card/cover/brightness: =dim"),
        (b'{"labels": ["red"]}', "Card/labels/*: not of the pattern"),
        (b'{"idLabels": [5]}', "Card/idLabels/*: integer"),
        (b'{"limits": {"attachments": {"perBoard": {"status": "full"}}}}', "LimitsObject/status: =full"),
    ],
)
def test_it_is_told_where_it_is(body: bytes, difference: str) -> None:
    watch = Watch(is_unwanted)

    watch.look("GET", f"/1/cards/{ID}", 200, body)

    assert [str(one.found.difference) for one in watch.met] == [difference]


def test_an_answer_of_the_same_form_is_told_again() -> None:
    watch = Watch(is_unwanted)

    for name in (5, 6, 6):
        watch.look("GET", f"/1/cards/{ID}", 200, b'{"name": %d}' % name)

    assert len(watch.met) == 3


def test_the_form_of_an_answer_tells_values_that_are_published() -> None:
    watch = Watch(is_unwanted)

    for role in (b"link", b"hat"):
        watch.look("GET", f"/1/cards/{ID}", 200, b'{"cardRole": "%s"}' % role)

    assert [str(one.found.difference) for one in watch.met] == ["Card/cardRole: =hat"]


def test_a_test_fails_in_which_an_answer_was_not_as_published(the_watch: Watch) -> None:
    the_watch.look("GET", f"/1/cards/{ID}", 200, b'{"name": 5}')

    with pytest.raises(pytest.fail.Exception, match=r"GET /cards/\{id\} answered 200, at /name with 5;"):
        plugin.tell()


def test_every_fake_is_watched(the_watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(the_watch, "look", lambda method, path, *_: seen.append(f"{method} {path}"))

    Catalogue(Watch(is_unwanted)).ask("GET", "/members/me")

    assert seen == ["GET /1/members/me"]
