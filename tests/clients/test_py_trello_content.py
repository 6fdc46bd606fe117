"""py-trello against the served fake: labels, comments, attachments, checklists and custom fields."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from trello import Board, Card, Checklist, Member, TrelloClient  # type: ignore[import-untyped]  # it publishes none
from trello.customfield import CustomFieldDefinition  # type: ignore[import-untyped]  # as above

from .conftest import See

# --- labels of a board ---


def test_a_label_is_added(board: Board, see: See) -> None:
    label = board.add_label("Urgent", "red_dark")

    kept = see(f"/labels/{label.id}")
    assert (kept["idBoard"], kept["name"], kept["color"]) == (board.id, "Urgent", "red_dark")


def test_the_labels_of_a_board_are_read(board: Board) -> None:
    label = board.add_label("Urgent", "red")

    assert [one.color for one in board.get_labels() if one == label or not one.name].count("red") == 2


def test_a_label_is_found_by_its_id(client: TrelloClient, board: Board) -> None:
    label = board.add_label("Urgent", None)

    found = client.get_label(label.id, board.id)

    assert (found.name, found.color) == ("Urgent", None)


def test_a_label_is_fetched(board: Board) -> None:
    label = board.add_label("Urgent", "lime")
    label.name = "forgotten"

    assert label.fetch().name == "Urgent"


def test_a_label_is_deleted(board: Board, see: See) -> None:
    label = board.add_label("Urgent", "red")

    board.delete_label(label.id)

    assert see(f"/labels/{label.id}")[0] == 404


# --- comments ---


def test_a_card_is_commented_on(card: Card, see: See) -> None:
    said = card.comment("Which colour?")

    assert see(f"/actions/{said['id']}")["data"]["text"] == "Which colour?"


def test_the_comments_of_a_card_are_read_in_their_order(card: Card) -> None:
    card.comment("Which colour?")

    assert [one["data"]["text"] for one in card.get_comments()] == ["Which colour?"]


def test_a_comment_is_edited(card: Card, see: See) -> None:
    said = card.comment("Which colour?")

    card.update_comment(said["id"], "Green")

    assert see(f"/actions/{said['id']}")["data"]["text"] == "Green"


def test_a_comment_is_deleted(card: Card, see: See) -> None:
    said = card.comment("Which colour?")

    card.delete_comment(said)

    assert see(f"/actions/{said['id']}")[0] == 404


# --- labels of a card ---


def test_a_label_is_put_on_a_card(board: Board, card: Card, see: See) -> None:
    label = board.add_label("Urgent", "red")

    card.add_label(label)

    assert [one["name"] for one in see(f"/cards/{card.id}")["labels"]] == ["Urgent"]


def test_a_label_is_taken_off_a_card(board: Board, card: Card, see: See) -> None:
    label = board.add_label("Urgent", "red")
    card.add_label(label)

    card.remove_label(label)

    assert see(f"/cards/{card.id}")["idLabels"] == []


def test_a_label_is_made_on_a_card(board: Board, card: Card, see: See) -> None:
    card.create_label("Later", "sky")

    assert [(one["name"], one["color"]) for one in see(f"/cards/{card.id}")["labels"]] == [("Later", "sky")]
    assert "Later" in [one.name for one in board.get_labels()]


# --- attachments ---


def test_a_link_is_attached(card: Card, see: See) -> None:
    made = card.attach(name="Colours", url="https://example.com/colours")

    kept = see(f"/cards/{card.id}/attachments/{made['id']}")
    assert (kept["name"], kept["url"], kept["isUpload"]) == ("Colours", "https://example.com/colours", False)


def test_a_file_is_attached(card: Card, see: See) -> None:
    made = card.attach(name="notes.txt", mimeType="text/plain", file=BytesIO(b"green, not grey"))

    kept = see(f"/cards/{card.id}/attachments/{made['id']}")
    assert (kept["name"], kept["bytes"], kept["mimeType"], kept["isUpload"]) == ("notes.txt", 15, "text/plain", True)


def test_the_attachments_of_a_card_are_read(card: Card) -> None:
    card.attach(name="Colours", url="https://example.com/colours")

    assert [(one.name, one.is_upload) for one in card.get_attachments()] == [("Colours", False)]


def test_an_attachment_is_removed(card: Card, see: See) -> None:
    made = card.attach(name="Colours", url="https://example.com/colours")

    card.remove_attachment(made["id"])

    assert see(f"/cards/{card.id}/attachments") == []


# --- checklists ---


@pytest.fixture
def checklist(card: Card) -> Checklist:
    return card.add_checklist("Tools", ["Brush", "Ladder"], [True])


def test_a_checklist_is_added_with_its_items(card: Card, checklist: Checklist, see: See) -> None:
    (kept,) = see(f"/cards/{card.id}/checklists")

    assert (kept["id"], kept["name"]) == (checklist.id, "Tools")
    assert [(one["name"], one["state"]) for one in kept["checkItems"]] == [
        ("Brush", "complete"),
        ("Ladder", "incomplete"),
    ]


def test_the_checklists_of_a_card_are_read(client: TrelloClient, card: Card, checklist: Checklist) -> None:
    assert client.get_card(card.id).fetch_checklists() == [checklist]


def test_the_checklists_of_a_board_are_read(board: Board, checklist: Checklist) -> None:
    assert board.get_checklists() == [checklist]


def test_a_checklist_gets_another_name(checklist: Checklist, see: See) -> None:
    checklist.rename("Things")

    assert see(f"/checklists/{checklist.id}")["name"] == "Things"


def test_a_check_item_is_added(checklist: Checklist, see: See) -> None:
    made = checklist.add_checklist_item("Paint", checked=True)

    assert see(f"/checklists/{checklist.id}/checkItems/{made['id']}")["state"] == "complete"


def test_a_check_item_is_ticked(checklist: Checklist, see: See) -> None:
    item = checklist.set_checklist_item("Ladder", checked=True)

    assert see(f"/checklists/{checklist.id}/checkItems/{item['id']}")["state"] == "complete"


def test_a_check_item_gets_another_name(checklist: Checklist, see: See) -> None:
    item = checklist.rename_checklist_item("Ladder", "Long ladder")

    assert see(f"/checklists/{checklist.id}/checkItems/{item['id']}")["name"] == "Long ladder"


def test_a_check_item_becomes_due(checklist: Checklist, see: See) -> None:
    item = checklist.set_checklist_item_due(checklist.items[0], datetime(2027, 1, 31, 12, tzinfo=UTC))

    assert see(f"/checklists/{checklist.id}/checkItems/{item['id']}")["due"] == "2027-01-31T12:00:00.000Z"


def test_a_check_item_is_given_to_a_member(checklist: Checklist, me: Member, see: See) -> None:
    item = checklist.set_checklist_item_member(checklist.items[0], me)

    assert see(f"/checklists/{checklist.id}/checkItems/{item['id']}")["idMember"] == me.id


def test_a_check_item_is_deleted(checklist: Checklist, see: See) -> None:
    checklist.delete_checklist_item("Brush")

    assert [one["name"] for one in see(f"/checklists/{checklist.id}")["checkItems"]] == ["Ladder"]


def test_a_checklist_is_deleted(card: Card, checklist: Checklist, see: See) -> None:
    checklist.delete()

    assert see(f"/cards/{card.id}")["idChecklists"] == []


# --- custom fields ---


@pytest.fixture
def wood(board: Board) -> CustomFieldDefinition:
    options = [{"value": {"text": "Oak"}}, {"value": {"text": "Ash"}, "color": "green"}]
    return board.add_custom_field_definition("Wood", "list", options=options, display_on_card=True, pos="bottom")


def test_a_custom_field_is_added(board: Board, wood: CustomFieldDefinition, see: See) -> None:
    kept = see(f"/customFields/{wood.id}")

    assert (kept["idModel"], kept["name"], kept["type"]) == (board.id, "Wood", "list")
    assert list(wood.list_options.values()) == ["Oak", "Ash"]


def test_the_custom_fields_of_a_board_are_read(board: Board, wood: CustomFieldDefinition) -> None:
    assert [(one.id, one.name, one.field_type) for one in board.get_custom_field_definitions()] == [
        (wood.id, "Wood", "list")
    ]


def test_a_custom_field_is_changed(board: Board, wood: CustomFieldDefinition, see: See) -> None:
    board.update_custom_field_definition(wood.id, name="Timber", display_on_card=False)

    kept = see(f"/customFields/{wood.id}")
    assert (kept["name"], kept["display"]) == ("Timber", {"cardFront": False})


def test_an_option_is_added_and_taken_out(board: Board, wood: CustomFieldDefinition) -> None:
    made = board.add_custom_field_list_option(wood.id, "Elm")
    assert board.get_custom_field_list_options(wood.id, values_only=True) == ["Oak", "Ash", "Elm"]
    assert board.get_custom_field_list_option(wood.id, made["_id"])["value"] == {"text": "Elm"}

    board.delete_custom_field_list_option(wood.id, made["_id"])

    assert board.get_custom_field_list_options(wood.id, values_only=True) == ["Oak", "Ash"]


def test_an_option_is_chosen_on_a_card_and_cleared(
    client: TrelloClient, card: Card, wood: CustomFieldDefinition, see: See
) -> None:
    card.set_custom_field("Ash", wood)
    assert [one.value for one in client.get_card(card.id).custom_fields] == ["Ash"]

    card.set_custom_field("", wood)

    assert see(f"/cards/{card.id}/customFieldItems") == []


def test_a_text_is_set_on_a_card_and_cleared(board: Board, card: Card, see: See) -> None:
    note = board.add_custom_field_definition("Note", "text", pos="top")

    card.set_custom_field("Mind the rain", note)

    (kept,) = see(f"/cards/{card.id}/customFieldItems")
    assert (kept["idCustomField"], kept["value"]) == (note.id, {"text": "Mind the rain"})
    card.set_custom_field("", note)
    assert see(f"/cards/{card.id}/customFieldItems") == []


@pytest.mark.parametrize(
    ("type_", "value", "kept"),
    [
        ("text", "Oak", {"text": "Oak"}),
        ("number", 4.5, {"number": "4.5"}),
        ("checkbox", True, {"checked": "true"}),
        ("date", "2027-01-31T12:00:00.000Z", {"date": "2027-01-31T12:00:00.000Z"}),
    ],
)
def test_a_custom_field_takes_a_value_by_its_name(
    client: TrelloClient, board: Board, card: Card, see: See, type_: str, value: object, kept: dict[str, str]
) -> None:
    board.add_custom_field_definition("Field", type_, pos="bottom")

    client.get_card(card.id).get_custom_field_by_name("Field").value = value

    assert [one["value"] for one in see(f"/cards/{card.id}/customFieldItems")] == [kept]
    assert [one.value for one in board.open_cards()[0].custom_fields] == [value]


def test_a_custom_field_is_deleted(board: Board, wood: CustomFieldDefinition, see: See) -> None:
    board.delete_custom_field_definition(wood.id)

    assert see(f"/boards/{board.id}/customFields") == []
