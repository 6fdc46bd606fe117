"""Who asks, and what they may see and change."""

from __future__ import annotations

import re

import falcon

from syncproof.fakes.trello.parameters import Parameters
from syncproof.fakes.trello.rules import Answer
from syncproof.fakes.trello.state import Board, Person, State, Token, Workspace

BOARD = "unauthorized permission requested"
CARD = "unauthorized card permission requested"
ORGANIZATION = "unauthorized organization."
MEMBER = "unauthorized member permission requested"

_IN_HEADER = re.compile(r'(oauth_consumer_key|oauth_token)="?([^",\s]*)"?')
_OLD_TOKEN = re.compile(r"[0-9a-f]{64}")


def missing_scopes() -> Answer:
    """Return the answer to a write without credentials, and to a key without a token (observed, 2025)."""
    return Answer(401, {"message": "missing scopes"})


def _credentials(req: falcon.Request, parameters: Parameters) -> tuple[str, str]:
    """Return key and token; a header wins over query and body (observed)."""
    header = req.get_header("Authorization")
    if header and header.startswith("OAuth "):
        found = dict(_IN_HEADER.findall(header))
        return found.get("oauth_consumer_key", ""), found.get("oauth_token", "")
    given = parameters.given
    return str(given.get("key") or ""), str(given.get("token") or "")


class Access:
    """The one key, the tokens, and the rights of members."""

    def __init__(self, state: State, key: str, capabilities: frozenset[str]) -> None:
        self.state = state
        self.key = key
        self.writes_profiles = "member-profile-write" in capabilities
        self.sees_emails = "member-email-visible" in capabilities

    def token(self, req: falcon.Request, parameters: Parameters) -> Token | None:
        """Return the token of a request, None for a reader without credentials. Raises Answer (observed)."""
        key, token = _credentials(req, parameters)
        writes = req.method != "GET"
        if not key and not token:
            if writes:
                raise missing_scopes()
            return None
        if key != self.key:
            raise Answer(401, "invalid key")
        if not token:
            raise missing_scopes()
        known = self.state.tokens.get(token)
        if known is None:
            raise Answer(401, "invalid token" if _OLD_TOKEN.fullmatch(token) else "invalid app token")
        if writes and "write" not in known.scopes:
            raise Answer(401, BOARD)
        return known

    def may_use(self, member: str, board: Board, *, writes: bool) -> bool:
        """Return whether someone may read a board, or write on it; '' is a stranger."""
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
        """Return whether someone may read a workspace."""
        return workspace.permission == "public" or (workspace.id, member) in self.state.memberships

    def may_read_email(self, member: str, person: Person) -> bool:
        """Return whether someone may read an email: their own, or, by capability, a fellow's."""
        return member == person.id or (self.sees_emails and self._is_admin_over(member, person))

    def may_write_profile(self, member: str, person: Person) -> bool:
        """Return whether someone may write another's profile: only with the capability, and as an admin."""
        return self.writes_profiles and self._is_admin_over(member, person)

    def _is_admin_over(self, member: str, person: Person) -> bool:
        return any(self.state.admin(one.id, member) for one in self.state.workspaces_with(person.id))
