"""The control API over HTTP: the systems and their records, and what a user's hands do to them."""

from __future__ import annotations

import httpx
import pytest

from tests.serve.answers import Told, json, lines, records

# --- what is there ---


def test_the_systems_are_listed_with_their_datatypes(control: httpx.Client, told: Told) -> None:
    found = json(control.get("/systems"))

    assert [(each["system"], each["url"]) for each in found["systems"]] == [
        (name, told[name.lower()]["url"]) for name in ("Customerp", "Custompms", "Trello")
    ]
    contact = found["systems"][0]["datatypes"][0]
    assert (contact["datatype"], contact["place"], contact["records"]) == ("Contact", "", 2)
    assert contact["properties"]["email"] == {"kind": "text", "mandatory": True}
    assert found["capabilities"] == ["comment-write", "member-email-visible", "member-profile-write", "unlimited-plan"]
    assert found["ledger"] == len(lines(control))


def test_the_environment_says_what_a_sync_signs_in_with(control: httpx.Client, told: Told) -> None:
    answer = control.get("/environment")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert f"export SYNCPROOF_TRELLO_URL={told['trello']['url']}\n" in answer.text
    assert f"export SYNCPROOF_CUSTOMPMS_KEY={told['custompms']['key']}\n" in answer.text


@pytest.mark.parametrize("document", ["customerp-trello", "custompms-trello"])
def test_a_checklist_names_places_that_are_there(control: httpx.Client, document: str) -> None:
    checklist = json(control.get(f"/checklists/{document}"))

    cards = [each["place"] for each in checklist["sections"] if each["target"]["datatype"] == "Cards"]
    assert checklist["schema"] == "syncproof-checklist/1"
    for place in cards:
        assert len(json(control.get("/records/Trello/Cards", params={"place": place["list"]}))["records"]) == 2
    assert not any("source_place" in each for each in checklist["sections"])


# --- a user's hands ---


def test_a_user_archives_moves_and_copies_a_record(control: httpx.Client) -> None:
    [card, *_] = records(control, "Trello/Cards")
    acts = f"/records/Trello/Cards/{card}/acts"

    assert json(control.post(acts, json={"act": "archive"})) == {}
    assert json(control.post(acts, json={"act": "restore"})) == {}
    assert json(control.post(acts, json={"act": "move", "to": "another list"})) == {}
    copy = json(control.post(acts, json={"act": "copy"}))["id"]

    everywhere = json(control.get("/records/Trello/Cards", params={"place": ""}))["records"]
    assert everywhere[copy]["name"] == everywhere[card]["name"]


def test_a_user_can_act_with_the_account_of_the_sync(control: httpx.Client) -> None:
    [card, *_] = records(control, "Trello/Cards")

    control.patch(f"/records/Trello/Cards/{card}", json={"values": {"name": "Mine"}, "as_sut": True})

    assert lines(control)[-1]["by"] == "user"


@pytest.mark.parametrize(
    ("datatype", "body", "status", "what"),
    [
        ("Cards", {"act": "shred"}, 404, "no act 'shred'"),
        ("Cards", {"act": "move"}, 400, "to is missing"),
        ("Cards", {"act": "copy", "to": "another list"}, 400, "copy takes no to"),
        ("Cards", {"act": "move", "to": "another lis"}, 404, "no place to move Cards to 'another lis'"),
        ("Members", {"act": "archive"}, 422, "Trello has no way in which Members"),
        ("Members", {"act": "move", "to": "another list"}, 422, "Trello has no way in which Members"),
    ],
)
def test_an_act_that_cannot_be_is_refused(
    control: httpx.Client, datatype: str, body: dict[str, str], status: int, what: str
) -> None:
    [record, *_] = records(control, f"Trello/{datatype}")

    answer = control.post(f"/records/Trello/{datatype}/{record}/acts", json=body)

    assert (answer.status_code, what in answer.json()["error"]) == (status, True)
    assert answer.json()["do"]


def test_a_user_adds_changes_and_deletes_a_record(control: httpx.Client) -> None:
    values = {"name": "Ada", "email": "ada@home.example"}

    record = json(control.post("/records/Customerp/Contact", json={"values": values}))["id"]
    changed = json(control.patch(f"/records/Customerp/Contact/{record}", json={"values": {"name": "Ada King"}}))
    shown = json(control.get(f"/records/Customerp/Contact/{record}"))
    json(control.delete(f"/records/Customerp/Contact/{record}"))

    assert changed == shown
    assert (shown["name"], shown["email"]) == ("Ada King", "ada@home.example")
    assert record not in records(control, "Customerp/Contact")
    assert [(line["event"], line["by"]) for line in lines(control)[-3:]] == [
        ("created", "user"),
        ("updated", "user"),
        ("deleted", "user"),
    ]


def test_what_is_not_asked_for_by_a_user_is_the_harnesss(control: httpx.Client) -> None:
    json(control.post("/seed", json={"records": 1}))

    assert {line["by"] for line in lines(control)} == {"harness"}
    assert len(records(control, "Trello/Cards")) == 3


def test_a_record_goes_to_the_place_that_is_named(control: httpx.Client) -> None:
    organization = list(records(control, "Trello/Organizations"))[-1]

    record = json(
        control.post(
            "/records/Trello/Members",
            json={"values": {"fullName": "Ada", "email": "ada@home.example"}, "place": organization},
        )
    )["id"]

    assert record not in records(control, "Trello/Members")
    assert record in json(control.get("/records/Trello/Members", params={"place": organization}))["records"]
    assert record in json(control.get("/records/Trello/Members", params={"place": ""}))["records"]


def test_a_limit_keeps_the_newest(control: httpx.Client) -> None:
    json(control.post("/seed", json={"records": 3}))
    all_of_them = records(control, "Custompms/Task")

    found = json(control.get("/records/Custompms/Task", params={"limit": 2}))

    assert (found["total"], list(found["records"])) == (5, list(all_of_them)[-2:])


def test_markup_in_a_value_stays_text(control: httpx.Client) -> None:
    values = {"name": "<script>alert(1)</script>", "email": "ada@home.example"}

    record = json(control.post("/records/Customerp/Contact", json={"values": values}))["id"]
    answer = control.get(f"/records/Customerp/Contact/{record}")

    assert answer.json()["name"] == "<script>alert(1)</script>"
    assert answer.headers["Content-Type"] == "application/json"
