"""What log and ledger hold of custom fields."""

from __future__ import annotations

import httpx

from syncproof.fakes.trello import Trello
from syncproof.ledger import By, Created, Deleted, Ref, Updated
from tests.fakes.trello.custom_fields import fill, make, woods


def test_custom_fields_are_told_to_webhooks_alone(
    client: httpx.Client, board: str, card: str, heard: list[tuple[str, bool]]
) -> None:
    field = make(client, board, "list")["id"]
    client.put(f"/customFields/{field}", json={"name": "Timber"})
    option = client.post(f"/customFields/{field}/options", json=woods("Oak")[0]).json()["_id"]
    for value in (option, option, "", ""):
        fill(client, card, field, idValue=value)
    client.delete(f"/customFields/{field}")

    assert heard == [
        ("createCustomField", False),
        ("updateCustomField", False),
        ("updateCustomField", False),
        ("updateCustomFieldItem", False),
        ("updateCustomFieldItem", False),
        ("deleteCustomField", False),
    ]
    listed = client.get(f"/boards/{board}/actions").json() + client.get(f"/cards/{card}/actions?filter=all").json()
    assert not [one for one in listed if "customfield" in one["type"].lower()]


def test_the_ledger_is_told(trello: Trello, client: httpx.Client, board: str, card: str) -> None:
    before = len(trello.ledger)
    field = make(client, board)["id"]
    item = fill(client, card, field, value={"text": "Oak"}).json()["id"]
    fill(client, card, field, value={"text": "Ash"})
    client.put(f"/customFields/{field}", json={"name": "Timber"})
    client.delete(f"/cards/{card}")
    gone = [one.ref.record for one in trello.ledger[before:] if isinstance(one, Deleted)]
    client.delete(f"/customFields/{field}")

    assert gone == [item, card]
    of, at = Ref("Trello", "CustomFields", field, board), Ref("Trello", "CustomFieldItems", item, card)
    held = {"name": "Wood", "type": "text", "pos": 16384, "display/cardFront": True, "options": ""}
    told = [
        one for one in trello.ledger[before:] if isinstance(one, Created | Updated | Deleted) and one.ref in (of, at)
    ]
    assert [one.ref for one in told] == [of, at, at, of, at, of]
    assert {one.by for one in told} == {By.SUT}
    created = [one.values for one in told if isinstance(one, Created)]
    updated = [(one.before, one.after) for one in told if isinstance(one, Updated)]
    assert created == [held, {"idCustomField": field, "value": "Oak", "idValue": None}]
    assert updated == [({"value": "Oak"}, {"value": "Ash"}), ({"name": "Wood"}, {"name": "Timber"})]
