"""Answers that are none: what arrives, and that the system did as it was asked, or did not."""

from __future__ import annotations

import json

import pytest

from syncproof.fakes.kit.faults import FAULTS, Fault

from .conftest import System


@pytest.mark.parametrize(
    ("kind", "status", "type_"),
    [
        ("cut", 200, "application/json"),
        ("garbled", 200, "application/json"),
        ("web-page", 200, "text/html"),
        ("redirect", 302, ""),
        ("accepted", 202, ""),
    ],
)
def test_what_arrives_is_not_json_and_the_effect_is_as_the_list_says(
    system: System, kind: str, status: int, type_: str
) -> None:
    ann = system.add("Ann")
    system.door.faults.plant(Fault(kind))

    answer = system.rename(ann, "Anna")

    assert (answer.status_code, answer.headers.get("content-type", "").partition(";")[0]) == (status, type_)
    assert int(answer.headers["content-length"]) == len(answer.content)
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.text)
    assert system.name_of(ann) == {"before": "Ann", "after": "Anna"}[FAULTS[kind].strikes]


def test_an_answer_that_calls_itself_text_is_whole(system: System) -> None:
    whole = system.listed()
    system.door.faults.plant(Fault("mistyped"))

    answer = system.listed()

    assert (answer.text, answer.headers["content-type"]) == (whole.text, "text/plain")


def test_a_success_with_an_error_inside_has_no_effect(system: System) -> None:
    ann = system.add("Ann")
    system.door.faults.plant(Fault("error-inside"))

    answer = system.rename(ann, "Anna")

    assert (answer.status_code, list(answer.json()), system.name_of(ann)) == (200, ["error"], "Ann")


def test_a_redirect_leads_nowhere_on_the_systems_own_host(system: System) -> None:
    system.door.faults.plant(Fault("redirect"))

    answer = system.client.get(system.kind.list_.format(place=system.place), follow_redirects=True)

    assert answer.url.host == system.client.base_url.host
    assert answer.status_code in {401, 404}
