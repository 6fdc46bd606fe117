"""Settings of profiles and workspaces; activation of members. No HTTP here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from syncproof.fakes.trello import refusals
from syncproof.fakes.trello.capabilities import UNLIMITED
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries
from syncproof.fakes.trello.memory.log import Log
from syncproof.fakes.trello.memory.rows import Actor, Membership, Person, Workspace, flat, ref
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.verbs.boards import Boards
from syncproof.fakes.trello.verbs.workspaces import Workspaces


@dataclass(frozen=True)
class Settings:
    """Changes settings of profiles and workspaces, activates and deactivates members; writes the log and the ledger."""

    state: State
    log: Log
    entries: LedgerEntries
    workspaces: Workspaces
    boards: Boards

    def profile(self, actor: Actor, person: Person, chosen: Mapping[str, Any]) -> Person:
        """Change settings of a profile."""
        after = person._replace(settings={**person.settings, **chosen})
        self.state.people[person.id] = after
        was, now = (flat(one.settings, "prefs/") for one in (person, after))
        self.entries.changed(actor, ref("Members", person.id), was, now)
        return after

    def workspace(self, actor: Actor, workspace: Workspace, chosen: Mapping[str, Any]) -> Workspace:
        """Change settings of a workspace; an action for each (ours)."""
        was = {"permissionLevel": workspace.permission, **workspace.prefs}
        changed = {name: value for name, value in chosen.items() if was.get(name) != value}
        if not changed:
            return workspace
        now = {**was, **changed}
        after = workspace._replace(
            permission=now["permissionLevel"],
            prefs={name: value for name, value in now.items() if name != "permissionLevel"},
            active=self.state.now,
        )
        self.state.workspaces[workspace.id] = after
        for name in changed:
            self.log.workspace(actor, "updateOrganization", after, old={"prefs": {name: was.get(name)}})
        self.entries.changed(actor, workspace.ref, flat(was, "prefs/"), flat(now, "prefs/"))
        return after

    def deactivate(self, actor: Actor, workspace: Workspace, membership: Membership, *, off: bool) -> Membership:
        """Deactivate a member, or activate again; only on a paid plan (spec)."""
        self.pay(actor, workspace, membership, "deactivated")
        others = any(
            self.state.admin(workspace.id, one)
            for _, one in self.state.members_of[workspace.id]
            if one != membership.member
        )
        if off and not others:
            raise refusals.Answer(403, "Not enough admins")
        after = membership._replace(deactivated=off)
        self.state.memberships[workspace.id, membership.member] = after
        of = ref("Members", membership.member, workspace.id)
        self.entries.changed(actor, of, {"deactivated": membership.deactivated}, {"deactivated": off})
        return after

    def remove_everywhere(self, actor: Actor, workspace: Workspace, membership: Membership) -> None:
        """End a membership, also of the boards of a workspace; only on a paid plan (spec)."""
        self.pay(actor, workspace, membership, "")
        self.state.keep_an_admin(membership)
        boards = [self.state.boards[id_] for id_ in self.state.boards_of[workspace.id]]
        seats = [(one, self.state.memberships.get((one.id, membership.member))) for one in boards]
        for _, seat in seats:  # all of it, or nothing
            if seat:
                self.state.keep_an_admin(seat)
        for board, seat in seats:
            if seat:
                self.boards.unseat(actor, board, seat)
        self.workspaces.remove_member(actor, workspace, membership)

    def pay(self, actor: Actor, workspace: Workspace, membership: Membership, property_: str) -> None:
        """Refuse deactivation on a free plan (the words: ours)."""
        if not self.workspaces.unlimited:
            self.entries.lacked(actor, ref("Members", membership.member, workspace.id), property_, UNLIMITED)
            raise refusals.Answer(403, "Free workspaces cannot deactivate members")
