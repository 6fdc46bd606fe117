"""Each published operation that the fake answers, asked for once and more, in a world with records of every kind.

What may be null is shown null and not null; what is left out of lists, in full.
"""

from __future__ import annotations

from typing import Any

import httpx

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.mount import Door
from syncproof.fakes.trello import Trello
from syncproof.ledger import Ledger

from .watch import Watch

_EVERYTHING = {
    "actions": "all",
    "actions_entities": "true",
    "attachments": "true",
    "board": "true",
    "boardPlugins": "true",
    "boardStars": "true",
    "boards": "all",
    "boardsInvited": "all",
    "cards": "all",
    "checkItemStates": "true",
    "checklists": "all",
    "customFieldItems": "true",
    "customFields": "true",
    "fields": "all",
    "labels": "all",
    "list": "true",
    "lists": "all",
    "members": "all",
    "membersVoted": "true",
    "memberships": "all",
    "myPrefs": "true",
    "notifications": "all",
    "organization": "true",
    "organizations": "all",
    "paid_account": "true",
    "pluginData": "true",
    "plugins": "true",
    "savedSearches": "true",
    "stickers": "true",
    "tags": "true",
    "tokens": "all",
    "webhooks": "true",
}


class Catalogue:
    """A fake of its own, and somebody who asks it for everything; an answer of another status breaks it."""

    def __init__(self, watch: Watch) -> None:
        self.trello = Trello(Clock(), Ledger(), seed=1, limited=False)
        self.trello.app.add_middleware(watch)
        self._door = Door(self.trello)
        self._door.ask = lambda _: 200
        self._answers = httpx.Client(
            base_url=self.trello.url,
            params=dict(self.trello.credentials),
            transport=httpx.WSGITransport(app=self._door),
        )

    def ask(self, method: str, path: str, /, **given: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
        """Return what is answered."""
        request = self._answers.build_request(method, path, params=self._answers.params.merge(given))
        return self._answer(request, httpx.codes.OK).json()

    def send(self, method: str, path: str, body: object) -> Any:  # noqa: ANN401 - whatever the JSON holds
        """Return what is answered to JSON."""
        return self._answer(self._answers.build_request(method, path, json=body), httpx.codes.OK).json()

    def upload(self, path: str, file: bytes) -> None:
        """Send a file."""
        self._answer(self._answers.build_request("POST", path, files={"file": ("file.txt", file)}), httpx.codes.OK)

    def refused(self, status: int, path: str, /, **given: str) -> None:
        """Read what is refused."""
        self._answer(self._answers.build_request("GET", path, params=self._answers.params.merge(given)), status)

    def _answer(self, request: httpx.Request, status: int) -> httpx.Response:
        answer = self._answers.send(request)
        assert answer.status_code == status, f"{request.method} {request.url}: {answer.status_code} {answer.text}"
        return answer

    def has_no(self, method: str, path: str) -> bool:
        """Whether there is no such address."""
        return self._answers.request(method, path).text.startswith(f"Cannot {method} ")

    def read(self) -> None:
        """Make all there is, look at it, and take it away again."""
        places = _places(self)
        for part in (
            _custom_fields,
            _cards,
            _checklists,
            _comments,
            _boards,
            _lists,
            _organizations,
            _members,
            _notifications,
            _tokens,
            _search,
        ):
            part(self, **places)
        _removals(self, **places)


def _places(of: Catalogue) -> dict[str, str]:
    """Make a workspace, a board in it, a list and a bare card; the client and a colleague are there."""
    organization = of.ask("POST", "/organizations", displayName="Gardeners", website="https://garden.example")["id"]
    board = of.ask("POST", "/boards", name="Garden", desc="Green", idOrganization=organization)["id"]
    list_ = of.ask("POST", "/lists", name="Spring", idBoard=board)["id"]
    card = of.ask("POST", "/cards", idList=list_, name="Rake")["id"]
    of.ask("PUT", f"/organizations/{organization}/members", email="karla@staff.example", fullName="Karla Colleague")
    seats = of.ask("GET", f"/organizations/{organization}/memberships", member="true")
    colleague = next(seat["idMember"] for seat in seats if seat["member"]["username"] != "syncservice")
    of.ask("PUT", f"/boards/{board}/members/{colleague}", type="normal")
    return {"organization": organization, "board": board, "list_": list_, "card": card, "colleague": colleague}


def _cards(of: Catalogue, board: str, list_: str, card: str, colleague: str, **_: str) -> None:
    """Leave a card bare, and give it all that a card can have."""
    of.trello.add("Cards", {"name": "Hoe"}, place=list_)  # as a user does: that is never described
    of.ask("PUT", f"/cards/{card}", cover='{"color":"blue","size":"full"}')
    for address in (f"/cards/{card}", f"/lists/{list_}/cards", f"/boards/{board}/cards", f"/boards/{board}/cards/all"):
        of.ask("GET", address)
    label = of.ask("POST", f"/boards/{board}/labels", name="Soon", color="green")["id"]
    me = of.ask("GET", "/members/me", fields="id")["id"]
    of.ask("PUT", f"/cards/{card}", desc="Wide", due="2026-05-01", start="2026-04-01", dueReminder="60", **_WHERE)
    of.ask("PUT", f"/cards/{card}", dueComplete="true", subscribed="true")
    of.ask("POST", f"/cards/{card}/idLabels", value=label)
    of.ask("POST", f"/cards/{card}/labels", name="Late", color="red")
    of.ask("POST", f"/cards/{card}/idMembers", value=me)
    of.ask("POST", f"/cards/{card}/idMembers", value=colleague)
    of.ask("PUT", f"/boards/{board}", **{"prefs/voting": "members"})
    of.ask("POST", f"/cards/{card}/membersVoted", value=me)
    attached = of.ask("POST", f"/cards/{card}/attachments", url="https://tools.example/rake", setCover="true")["id"]
    of.upload(f"/cards/{card}/attachments", b"a rake")
    sticker = of.ask("POST", f"/cards/{card}/stickers", image="thumbsup", top="1", left="2", zIndex="3")["id"]
    of.ask("PUT", f"/cards/{card}/stickers/{sticker}", top="2", left="2", zIndex="3", rotate="9")
    for below in (f"attachments/{attached}", f"stickers/{sticker}"):
        of.ask("GET", f"/cards/{card}/{below}")
    for below in (
        *("actions", "attachments", "board", "checkItemStates", "checklists", "customFieldItems", "list"),
        *("members", "membersVoted", "pluginData", "stickers", "name"),
    ):
        of.ask("GET", f"/cards/{card}/{below}")
    of.ask("POST", "/cards", idList=list_, idCardSource=card, keepFromSource="all")
    of.ask("GET", f"/cards/{card}", **_EVERYTHING)
    of.ask("DELETE", f"/cards/{card}/idLabels/{label}")
    of.ask("DELETE", f"/cards/{card}/idMembers/{colleague}")
    of.ask("DELETE", f"/cards/{card}/membersVoted/{me}")
    of.ask("DELETE", f"/cards/{card}/stickers/{sticker}")
    of.ask("DELETE", f"/cards/{card}/attachments/{attached}")


_WHERE = {"address": "Main Street 1", "locationName": "Shed", "coordinates": "52.5,13.25"}


def _custom_fields(of: Catalogue, board: str, card: str, **_: str) -> None:
    """Leave a field of each type on the board, and all but one filled on the card."""
    made = {type_: _custom_field(of, board, type_) for type_ in ("checkbox", "list", "number", "text", "date")}
    options = f"/customFields/{made['list']}/options"
    oak = of.send("POST", options, {"value": {"text": "Oak"}, "color": "green", "pos": "top"})["_id"]
    ash = of.send("POST", options, {"value": {"text": "Ash"}})["_id"]
    of.ask("GET", options)
    of.ask("GET", f"{options}/{oak}")
    of.ask("DELETE", f"{options}/{ash}")
    of.send("PUT", f"/cards/{card}/customField/{made['list']}/item", {"idValue": oak})
    for type_, value in (("number", {"number": "1.5"}), ("text", {"text": "Old"}), ("checkbox", {"checked": True})):
        of.send("PUT", f"/cards/{card}/customField/{made[type_]}/item", {"value": value})
    of.send("PUT", f"/cards/{card}/customField/{made['number']}/item", {"value": ""})
    several = [{"idCustomField": made["date"], "value": {"date": "2026-05-01"}}]
    of.send("PUT", f"/cards/{card}/customFields", {"customFieldItems": several})
    of.ask("GET", f"/customFields/{made['list']}")
    of.ask("PUT", f"/customFields/{made['text']}", name="Note", pos="top", **{"display/cardFront": "false"})
    of.ask("DELETE", f"/customFields/{made['number']}")


def _custom_field(of: Catalogue, board: str, type_: str) -> str:
    about = {"idModel": board, "modelType": "board", "name": type_, "type": type_, "pos": "bottom"}
    return str(of.ask("POST", "/customFields", **about)["id"])


def _checklists(of: Catalogue, board: str, card: str, **_: str) -> None:
    one = of.ask("POST", "/checklists", idCard=card, name="Tools")["id"]
    other = of.ask("POST", f"/cards/{card}/checklists", name="Steps")["id"]
    item = of.ask("POST", f"/checklists/{one}/checkItems", name="Gloves", checked="true", due="2026-06-01")["id"]
    of.ask("GET", f"/checklists/{one}", **_EVERYTHING)
    for below in ("board", "cards", "checkItems", f"checkItems/{item}", "name"):
        of.ask("GET", f"/checklists/{one}/{below}")
    of.ask("PUT", f"/checklists/{one}", name="Gear", pos="top")
    of.ask("PUT", f"/checklists/{one}/name", value="Kit")
    of.ask("GET", f"/cards/{card}/checkItem/{item}")
    of.ask("PUT", f"/cards/{card}/checkItem/{item}", name="Warm gloves")
    of.ask("PUT", f"/cards/{card}/checklist/{one}/checkItem/{item}", pos="0.5")
    of.ask("GET", f"/boards/{board}/checklists")
    for address in ("/members/me/cards", f"/cards/{card}"):
        of.ask("GET", address)
    of.ask("DELETE", f"/cards/{card}/checkItem/{item}")
    second = of.ask("POST", f"/checklists/{other}/checkItems", name="Dig")["id"]
    of.ask("DELETE", f"/checklists/{other}/checkItems/{second}")
    of.ask("DELETE", f"/cards/{card}/checklists/{other}")
    of.ask("DELETE", f"/checklists/{one}")


def _comments(of: Catalogue, card: str, **_: str) -> None:
    comment = of.ask("POST", f"/cards/{card}/actions/comments", text="Broken")["id"]
    emoji = of.ask("GET", "/emoji")["trello"][0]
    of.ask("PUT", f"/actions/{comment}", text="Bent")
    of.ask("PUT", f"/actions/{comment}/text", value="Bent a little")
    of.ask("PUT", f"/cards/{card}/actions/{comment}/comments", text="Bent too far")
    reaction = of.ask("POST", f"/actions/{comment}/reactions", unified=emoji["unified"])["id"]
    of.ask("GET", f"/actions/{comment}", **_EVERYTHING)
    for below in ("board", "card", "list", "memberCreator", "organization", "type", "reactions", "reactionsSummary"):
        of.ask("GET", f"/actions/{comment}/{below}")
    of.ask("GET", f"/actions/{comment}/reactions/{reaction}")
    of.ask("DELETE", f"/actions/{comment}/reactions/{reaction}")
    of.ask("GET", f"/cards/{card}/actions", filter="all")
    joined = next(one for one in of.ask("GET", f"/cards/{card}/actions", filter="addMemberToCard"))["id"]
    of.ask("GET", f"/actions/{joined}/member")
    of.ask("DELETE", f"/actions/{comment}")
    comment = of.ask("POST", f"/cards/{card}/actions/comments", text="Mended")["id"]
    of.ask("DELETE", f"/cards/{card}/actions/{comment}/comments")


def _boards(of: Catalogue, board: str, colleague: str, **_: str) -> None:
    of.ask("GET", f"/boards/{board}", **_EVERYTHING)
    of.ask("GET", f"/boards/{board}", fields="all", organization="true")
    of.ask("POST", "/members/me/boardStars", idBoard=board, pos="top")
    for below in (
        *("actions", "boardPlugins", "boardStars", "customFields", "labels", "lists", "lists/all", "members"),
        *("memberships", "plugins", "name"),
    ):
        of.ask("GET", f"/boards/{board}/{below}")
    of.ask("GET", f"/boards/{board}/actions", format="count")
    of.ask("PUT", f"/boards/{board}", name="Gardens", **{"prefs/permissionLevel": "org"})
    of.ask("PUT", f"/boards/{board}/members", email="new@staff.example", type="observer")
    seat = of.ask("PUT", f"/boards/{board}/members/{colleague}", type="normal")["memberships"][-1]["id"]
    of.ask("PUT", f"/boards/{board}/memberships/{seat}", type="admin")
    for name, value in (
        ("emailPosition", "top"),
        ("idEmailList", of.ask("GET", f"/boards/{board}/lists")[0]["id"]),
        *((f"show{what}", "false") for what in _SHOWN),
    ):
        of.ask("PUT", f"/boards/{board}/myPrefs/{name}", value=value)
    for below in ("calendarKey/generate", "emailKey/generate", "markedAsViewed"):
        of.ask("POST", f"/boards/{board}/{below}")
    of.ask("POST", f"/boards/{board}/lists", name="Autumn")
    of.ask("DELETE", f"/boards/{board}/members/{colleague}")
    label = of.ask("POST", "/labels", name="Wet", color="null", idBoard=board)["id"]
    of.ask("GET", f"/labels/{label}")
    of.ask("PUT", f"/labels/{label}", name="Dry")
    for colour in ("sky_light", "sky_dark"):
        of.ask("PUT", f"/labels/{label}/color", value=colour)
    of.ask("DELETE", f"/labels/{label}")
    personal = of.ask("POST", "/boards", name="Mine", prefs_permissionLevel="public")["id"]
    of.ask("GET", f"/boards/{personal}", fields="all")
    of.ask("DELETE", f"/boards/{personal}")
    of.refused(400, "/boards/none")
    of.refused(404, f"/boards/{personal}")
    for unknown in ("", "0"):
        of.refused(401, f"/boards/{board}", token=unknown)


_SHOWN = ("Sidebar", "SidebarActivity", "SidebarBoardActions", "SidebarMembers")


def _lists(of: Catalogue, board: str, list_: str, **_: str) -> None:
    for below in ("", "/actions", "/board", "/cards"):
        of.ask("GET", f"/lists/{list_}{below}")
    other = of.ask("POST", "/lists", name="Winter", idBoard=board)["id"]
    of.ask("POST", "/cards", idList=other, name="Skis")
    of.ask("PUT", f"/lists/{other}", name="Cold")
    of.ask("PUT", f"/lists/{other}/name", value="Colder")
    of.ask("PUT", f"/lists/{other}/idBoard", value=board)
    of.ask("POST", f"/lists/{other}/moveAllCards", idBoard=board, idList=list_)
    of.ask("POST", f"/lists/{other}/archiveAllCards")
    of.ask("PUT", f"/lists/{other}/closed", value="true")


def _organizations(of: Catalogue, organization: str, board: str, colleague: str, **_: str) -> None:
    of.ask("PUT", f"/organizations/{organization}", desc="All of them")
    of.ask("GET", f"/organizations/{organization}", **_EVERYTHING)
    for below in ("actions", "boards", "exports", "members", "memberships", "pluginData", "tags", "name"):
        of.ask("GET", f"/organizations/{organization}/{below}")
    seat = of.ask("GET", f"/organizations/{organization}/memberships")[0]["id"]
    of.ask("GET", f"/organizations/{organization}/memberships/{seat}", member="true")
    of.ask("GET", f"/organizations/{organization}/newBillableGuests/{board}")
    of.ask("PUT", f"/organizations/{organization}/members/{colleague}", type="normal")
    of.ask("PUT", f"/organizations/{organization}/members/{colleague}/deactivated", value="true")
    of.ask("DELETE", f"/organizations/{organization}/prefs/associatedDomain")
    of.ask("DELETE", f"/organizations/{organization}/prefs/orgInviteRestrict")


def _members(of: Catalogue, board: str, colleague: str, **_: str) -> None:
    star = of.ask("POST", "/members/me/boardStars", idBoard=board, pos="top")["id"]
    of.ask("GET", f"/members/me/boardStars/{star}")
    of.ask("PUT", f"/members/me/boardStars/{star}", pos="bottom")
    search = of.ask("POST", "/members/me/savedSearches", name="Rakes", query="rake", pos="top")["id"]
    of.ask("GET", f"/members/me/savedSearches/{search}")
    of.ask("PUT", f"/members/me/savedSearches/{search}", name="All rakes")
    of.ask("GET", "/members/me")
    of.ask("GET", "/members/me", **_EVERYTHING)
    of.ask("GET", f"/members/{colleague}")
    of.ask("PUT", "/members/me", bio="Rakes", avatarSource="gravatar")
    for below in (
        *("actions", "boardBackgrounds", "boardStars", "boards", "boardsInvited", "cards", "customBoardBackgrounds"),
        *("customEmoji", "customStickers", "notifications", "organizations", "organizationsInvited", "savedSearches"),
        *("tokens", "fullName"),
    ):
        of.ask("GET", f"/members/me/{below}")
    for below in ("boardBackgrounds", "customBoardBackgrounds", "customEmoji", "customStickers"):
        of.refused(404, f"/members/me/{below}/{star}")
    of.ask("DELETE", f"/members/me/boardStars/{star}")
    of.ask("DELETE", f"/members/me/savedSearches/{search}")


def _notifications(of: Catalogue, list_: str, **_: str) -> None:
    """Read what the colleague's doings made known."""
    me = of.ask("GET", "/members/me", fields="id")["id"]
    busy = of.trello.add("Cards", {"name": "Spade", "idMembers": me}, place=list_)
    for text in ("Ready", "Ready, @syncservice?"):
        of.trello.add("Actions", {"text": text}, place=busy)
    first, second, _ = (
        one["id"] for one in of.ask("GET", "/members/me/notifications", display="true", entities="true")
    )
    of.ask("GET", "/members/me", notifications="all")
    for below in ("board", "card", "list", "member", "memberCreator", "organization", "type"):
        of.ask("GET", f"/notifications/{first}/{below}")
    of.ask("GET", f"/notifications/{first}", **_EVERYTHING)
    of.ask("PUT", f"/notifications/{first}", unread="false")
    of.ask("PUT", f"/notifications/{second}/unread", value="false")
    of.ask("POST", "/notifications/all/read", read="false", ids=f"{first},{second}")
    of.ask("POST", f"/cards/{busy}/markAssociatedNotificationsRead")
    of.ask("DELETE", f"/cards/{busy}")


def _tokens(of: Catalogue, board: str, list_: str, **_: str) -> None:
    token = of.trello.grant(frozenset({"read"}))
    other = of.trello.grant(frozenset({"read", "write"}), expires=of.trello.clock.now + 10**9)
    for below in ("", "/member", "/webhooks"):
        of.ask("GET", f"/tokens/{token}{below}")
    of.ask("GET", f"/tokens/{other}")
    heard = of.ask("POST", "/webhooks", callbackURL="https://hooks.example/1", idModel=board)["id"]
    of.ask("GET", f"/webhooks/{heard}")
    of.ask("GET", f"/webhooks/{heard}/active")
    of.ask("PUT", f"/webhooks/{heard}", active="false")
    of.ask("DELETE", f"/webhooks/{heard}")
    mine = of.trello.credentials["token"]
    heard = of.ask("POST", f"/tokens/{mine}/webhooks", callbackURL="https://hooks.example/2", idModel=list_)["id"]
    of.ask("GET", f"/tokens/{mine}/webhooks")
    of.ask("GET", f"/tokens/{mine}", **_EVERYTHING)
    of.ask("GET", f"/tokens/{mine}/webhooks/{heard}")
    of.ask("DELETE", f"/tokens/{mine}/webhooks/{heard}")
    of.ask("DELETE", f"/tokens/{token}")


def _search(of: Catalogue, card: str, **_: str) -> None:
    of.ask("POST", f"/cards/{card}/actions/comments", text="A rake for gardeners and service")
    for query in ("rake", "gard", "service"):
        of.ask("GET", "/search", query=query, partial="true", **_WITH_ALL)
    of.ask("GET", "/search/members", query="karla")
    of.ask("GET", "/batch", urls=f"/cards/{card},/members/me")


_WITH_ALL = {
    "board_organization": "true",
    "card_attachments": "true",
    "card_board": "true",
    "card_list": "true",
    "card_members": "true",
    "card_stickers": "true",
}


def _removals(of: Catalogue, organization: str, card: str, colleague: str, **_: str) -> None:
    of.ask("DELETE", f"/cards/{card}")
    of.ask("DELETE", f"/organizations/{organization}/members/{colleague}")
    of.ask("PUT", f"/organizations/{organization}/members/{colleague}", type="normal")
    of.ask("DELETE", f"/organizations/{organization}/members/{colleague}/all")
    of.ask("DELETE", f"/organizations/{organization}")
