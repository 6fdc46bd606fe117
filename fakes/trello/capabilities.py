"""The capabilities: what documents promise and the real Trello cannot do. Each is on unless it is switched off.

All else that the fake allows, the real service allows. Users' hands act as whoever may: a comment is changed by its
author, which is the account whose token the SUT has where the SUT made the comment; a profile by the member, who has
accepted the invitation.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Capability(NamedTuple):
    """An allowance of the fake, and the real service's answer instead; `known` is the source of the latter."""

    name: str
    allows: str
    really: str
    known: str


PROFILE_WRITE = "member-profile-write"
EMAIL_VISIBLE = "member-email-visible"
COMMENT_WRITE = "comment-write"
UNLIMITED = "unlimited-plan"

CAPABILITIES: Mapping[str, Capability] = MappingProxyType(
    {
        one.name: one
        for one in (
            Capability(
                PROFILE_WRITE,
                "a workspace admin may write a member's fullName and email",
                "only the members themselves can change their names, and nobody an email through the API",
                "spec, docs",
            ),
            Capability(
                EMAIL_VISIBLE,
                "a workspace admin may read the emails of its members",
                "nobody is shown the email of another member",
                "docs",
            ),
            Capability(
                COMMENT_WRITE,
                "a board admin may change the comments of others",
                "only the authors themselves can change their comments",
                "spec, docs",
            ),
            Capability(
                UNLIMITED,
                "no free-plan counts; boards have custom fields, kinds of membership change, members are deactivated",
                "only a paid workspace has more than ten people or boards, or custom fields, or changes kinds of"
                " membership, or deactivates members",
                "docs, observed",
            ),
        )
    }
)
"""The capabilities by name, in the order in which they are listed for users."""
