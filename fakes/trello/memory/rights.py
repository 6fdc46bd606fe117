"""The rights of members to see and change boards, cards, workspaces and profiles."""

from __future__ import annotations

from syncproof.fakes.trello.capabilities import COMMENT_WRITE, EMAIL_VISIBLE, PROFILE_WRITE
from syncproof.fakes.trello.memory.rows import Action, Board, Person, Workspace
from syncproof.fakes.trello.memory.state import State

BOARD = "unauthorized permission requested"
CARD = "unauthorized card permission requested"
ORGANIZATION = "unauthorized organization."
MEMBER = "unauthorized member permission requested"


class Rights:
    """Decides what members may see and change, by their memberships and by the capabilities."""

    def __init__(self, state: State, capabilities: frozenset[str]) -> None:
        self.state = state
        self.writes_profiles = PROFILE_WRITE in capabilities
        self.writes_comments = COMMENT_WRITE in capabilities
        self.sees_emails = EMAIL_VISIBLE in capabilities

    def may_use(self, member: str, board: Board, *, writes: bool) -> bool:
        """Whether a member may read a board, or write on it; the member '' is a reader without credentials."""
        membership = self.state.memberships.get((board.id, member))
        if membership:
            return not writes or membership.type != "observer"
        if board.workspace and self.state.admin(board.workspace, member):
            return True
        if writes:
            return False
        if board.permission == "org" and board.workspace:
            return (board.workspace, member) in self.state.memberships
        return board.permission == "public"

    def may_see(self, member: str, workspace: Workspace) -> bool:
        """Whether a member may read a workspace."""
        if workspace.permission == "public":
            return True
        seat = self.state.memberships.get((workspace.id, member))
        return seat is not None and not seat.deactivated

    def may_read_email(self, member: str, scopes: frozenset[str], person: Person) -> bool:
        """Whether a member may read an email: the own one with the scope `account` (docs), another by capability."""
        if member == person.id:
            return "account" in scopes
        return self.sees_emails and self._is_admin_over(member, person)

    def sees(self, member: str, action: Action) -> bool:
        """Whether a member may see the board, workspace or profile that an action is about."""
        board = self.state.boards.get(action.data.get("board", {}).get("id", ""))
        if board:
            return self.may_use(member, board, writes=False)
        workspace = self.state.workspaces.get(action.data.get("organization", {}).get("id", ""))
        if workspace:
            return self.may_see(member, workspace)
        return action.type == "updateMember" and not self.keeps_from(member, action.member)

    def keeps_from(self, member: str, model: str) -> str | None:
        """Return the refusal to let a member watch a model, '' if the member may, None if there is no model."""
        state = self.state
        if card := state.cards.get(model):
            return "" if self.may_use(member, state.boards[card.board], writes=False) else CARD
        list_ = state.lists.get(model)
        if board := state.boards.get(list_.board if list_ else model):
            return "" if self.may_use(member, board, writes=False) else BOARD
        if workspace := state.workspaces.get(model):
            return "" if self.may_see(member, workspace) else ORGANIZATION
        if model not in state.people:
            return None
        places = {place for _, place in state.places_of[member]}
        near = model == member or any(place in places for _, place in state.places_of[model])
        return "" if near else MEMBER  # only members with a common board or workspace (docs)

    def has_met(self, member: str, other: str) -> bool:
        """Whether a member may read another: they share a workspace or board (docs), or once did (ours)."""
        places = {*self.state.been_in[member]}
        return other == member or any(place in places for place in self.state.been_in[other])

    def may_write_profile(self, member: str, person: Person) -> bool:
        """Whether a member may write another's profile: only with the capability, and as an admin."""
        return self.writes_profiles and self._is_admin_over(member, person)

    def may_write_comments(self, member: str, board: Board) -> bool:
        """Whether a member may change the comments of others: only with the capability, and as an admin."""
        return self.writes_comments and self.state.admin(board.id, member)

    def lacks_comments(self, member: str, board: Board) -> bool:
        """Whether a member may not change the comments of others only because the capability is off."""
        return not self.writes_comments and self.state.admin(board.id, member)

    def lacks_email(self, member: str, person: Person) -> bool:
        """Whether a member may not read an email only because the capability is off."""
        return not self.sees_emails and member != person.id and self._is_admin_over(member, person)

    def lacks_profile(self, member: str, person: Person) -> bool:
        """Whether a member may not write a profile only because the capability is off."""
        return not self.writes_profiles and member != person.id and self._is_admin_over(member, person)

    def _is_admin_over(self, member: str, person: Person) -> bool:
        return any(self.state.admin(one.id, member) for one in self.state.workspaces_with(person.id))
