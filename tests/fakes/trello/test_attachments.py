"""Attachments of cards, and the covers that they can be."""

from __future__ import annotations

import httpx
import pytest

from tests.fakes.trello.answers import said

PAGE = "https://pages.example/plan"


def attach(client: httpx.Client, card: str, **more: str) -> str:
    """Attach an address and return the attachment's id."""
    made = client.post(f"/cards/{card}/attachments", params={"url": PAGE, **more})
    return str(made.raise_for_status().json()["id"])


def test_an_address_and_its_keys(client: httpx.Client, card: str) -> None:
    made = client.post(f"/cards/{card}/attachments", json={"url": PAGE, "name": "Plan"}).json()

    assert {key: made[key] for key in made if key not in {"id", "date", "idMember"}} == {
        "bytes": None,
        "edgeColor": None,
        "isUpload": False,
        "mimeType": "",
        "name": "Plan",
        "previews": [],
        "url": PAGE,
        "pos": 16384,
        "fileName": None,
        "limits": {},
    }
    assert made["idMember"] == client.get("/members/me").json()["id"]
    del made["limits"]
    assert client.get(f"/cards/{card}/attachments").json() == [made]
    assert client.get(f"/cards/{card}/attachments/{made['id']}").json() == made
    assert client.get(f"/cards/{card}").json()["badges"]["attachments"] == 1
    inside = client.get(f"/cards/{card}", params={"attachments": "true", "attachment_fields": "name"}).json()
    assert inside["attachments"] == [{"id": made["id"], "name": "Plan"}]


def test_an_address_is_its_own_name(client: httpx.Client, card: str) -> None:
    id_ = attach(client, card)
    assert client.get(f"/cards/{card}/attachments/{id_}", params={"fields": "name"}).json()["name"] == PAGE


def test_a_file_is_uploaded_in_parts(client: httpx.Client, card: str) -> None:
    files = {"file": ("Plan 1.txt", b"Sand, then paint.", "text/plain")}

    made = client.post(f"/cards/{card}/attachments", data={"name": "Plan"}, files=files).json()
    bare = client.post(f"/cards/{card}/attachments", data={"mimeType": "text/x-plan"}, files=files).json()

    assert (made["name"], made["fileName"], made["mimeType"]) == ("Plan", "Plan 1.txt", "text/plain")
    assert (made["bytes"], made["isUpload"]) == (17, True)
    assert made["url"] == f"https://trello.com/1/cards/{card}/attachments/{made['id']}/download/Plan%201.txt"
    assert (bare["name"], bare["mimeType"]) == ("Plan 1.txt", "text/x-plan")


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({}, (400, "invalid value for url")),
        ({"url": "pages.example"}, (400, "invalid value for url")),
        ({"url": "ftp://pages.example"}, (400, "invalid value for url")),
        ({"url": ["https://pages.example"]}, (400, "invalid value for url")),
        ({"file": "text"}, (400, "invalid value for file")),
        ({"url": PAGE, "name": 7}, (400, "invalid value for name")),
        ({"url": PAGE, "setCover": "perhaps"}, (400, "invalid value for setCover")),
    ],
)
def test_an_attachment_that_is_not_taken(
    client: httpx.Client, card: str, given: dict[str, object], answer: tuple[int, str]
) -> None:
    assert said(client.post(f"/cards/{card}/attachments", json=given)) == answer
    assert client.get(f"/cards/{card}/attachments").json() == []


@pytest.mark.parametrize(
    ("type_", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"no part"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=file\r\n\r\ncut off"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\nno name\r\n--x--\r\n"),
        ("multipart/form-data; boundary=x", b""),
    ],
)
def test_a_form_that_cannot_be_read(client: httpx.Client, card: str, type_: str, body: bytes) -> None:
    answer = client.post(f"/cards/{card}/attachments", content=body, headers={"Content-Type": type_})
    assert answer.status_code == 400


def test_a_file_is_no_text(client: httpx.Client, card: str) -> None:
    files = {"name": ("name.txt", b"Plan", "text/plain")}
    assert said(client.put(f"/cards/{card}", files=files)) == (400, "invalid value for name")


def test_a_file_of_more_than_ten_megabytes(client: httpx.Client, card: str) -> None:
    files = {"file": ("big.bin", b"\0" * (10 * 1024 * 1024 + 1), "application/octet-stream")}
    assert client.post(f"/cards/{card}/attachments", files=files).status_code == 400


def test_an_attachment_is_deleted(client: httpx.Client, list_: str, card: str) -> None:
    id_ = attach(client, card)
    other = client.post("/cards", params={"idList": list_}).json()["id"]
    assert client.delete(f"/cards/{other}/attachments/{id_}").status_code == 404
    assert said(client.delete(f"/cards/{card}/attachments/{id_}")) == (200, '{"limits":{}}')
    assert client.get(f"/cards/{card}/attachments/{id_}").status_code == 404
    assert said(client.delete(f"/cards/{card}/attachments/nonsense")) == (400, "invalid id")


def test_an_attachment_can_be_the_cover(client: httpx.Client, card: str) -> None:
    plain, cover = attach(client, card), attach(client, card, setCover="true")

    shown = client.get(f"/cards/{card}").json()
    only = client.get(f"/cards/{card}/attachments", params={"filter": "cover"}).json()
    other = client.put(f"/cards/{card}", params={"idAttachmentCover": plain}).json()
    none = client.put(f"/cards/{card}", params={"idAttachmentCover": ""}).json()

    assert (shown["idAttachmentCover"], shown["cover"]["idAttachment"]) == (cover, cover)
    assert shown["manualCoverAttachment"] is True
    assert [one["id"] for one in only] == [cover]
    assert other["idAttachmentCover"] == plain
    assert (none["idAttachmentCover"], none["manualCoverAttachment"]) == (None, False)


def test_a_cover_goes_with_its_attachment(client: httpx.Client, card: str) -> None:
    cover = attach(client, card, setCover="true")
    client.delete(f"/cards/{card}/attachments/{cover}")
    assert client.get(f"/cards/{card}").json()["idAttachmentCover"] is None


def test_a_card_comes_with_its_source(client: httpx.Client, list_: str) -> None:
    made = client.post("/cards", params={"idList": list_, "urlSource": PAGE}).json()
    named = client.post("/cards", params={"idList": list_, "urlSource": PAGE, "name": "Plan"}).json()
    files = {"fileSource": ("plan.txt", b"Paint.", "text/plain")}
    filed = client.post("/cards", params={"idList": list_}, files=files).json()

    assert (made["name"], named["name"]) == (PAGE, "Plan")
    assert [one["url"] for one in made["attachments"]] == [PAGE]
    assert [one["fileName"] for one in filed["attachments"]] == ["plan.txt"]
    assert filed["badges"]["attachments"] == 1
    refused = client.post("/cards", params={"idList": list_, "urlSource": "nowhere"})
    assert said(refused) == (400, "invalid value for urlSource")


def test_what_is_attached_is_listed_and_what_goes_is_not(
    client: httpx.Client, card: str, heard: list[tuple[str, bool]]
) -> None:
    id_ = attach(client, card, name="Plan")
    client.delete(f"/cards/{card}/attachments/{id_}")

    (action,) = client.get(f"/cards/{card}/actions", params={"filter": "addAttachmentToCard"}).json()
    assert action["data"]["attachment"] == {"id": id_, "name": "Plan", "url": PAGE}
    assert heard == [("addAttachmentToCard", True), ("deleteAttachmentFromCard", False)]


def test_a_stranger_attaches_nothing(client: httpx.Client, foreign: tuple[str, str, str]) -> None:
    answer = client.post(f"/cards/{foreign[2]}/attachments", params={"url": PAGE})
    assert said(answer) == (401, "unauthorized card permission requested")
    assert client.get(f"/cards/{foreign[2]}/attachments").status_code == 401


def test_a_card_counts_what_of_trello_is_attached(client: httpx.Client, card: str) -> None:
    for url in (
        "https://trello.com/b/aBcD1234/plan",
        "https://trello.com/c/aBcD1234",
        "http://www.trello.com/c/aBcD1234/1-paint",
        "https://trello.com/w/gardeners",
        "https://trello.com.example/c/aBcD1234",
        "https://pages.example/?of=https://trello.com/c/aBcD1234",
    ):
        attach(client, card, url=url)

    badges = client.get(f"/cards/{card}").json()["badges"]

    assert badges["attachmentsByType"] == {"trello": {"board": 1, "card": 2}}
    assert badges["attachments"] == 6


def test_a_file_whose_name_is_no_text_is_refused(client: httpx.Client, card: str) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="\xfcber.txt"\r\n\r\nx\r\n--x--\r\n'

    answer = client.post(
        f"/cards/{card}/attachments", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"}
    )

    assert answer.status_code == 400
