"""People and workspaces. No HTTP here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from syncproof.fakes.trello import refusals, rules
from syncproof.fakes.trello.capabilities import EMAIL_VISIBLE, PROFILE_WRITE, UNLIMITED
from syncproof.fakes.trello.memory.ledger_entries import LedgerEntries
from syncproof.fakes.trello.memory.log import Log
from syncproof.fakes.trello.memory.rows import Actor, Membership, Person, Workspace, changes, ref
from syncproof.fakes.trello.memory.state import State
from syncproof.ledger import By, Values

_PLACES_ON_THE_FREE_PLAN = 10
"""The most people in a workspace on the free plan (docs)."""


def _plain(name: str, instead: str) -> str:
    """Return a name cut down to `[a-z0-9_]`, with `instead` in front if that is too short."""
    ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    left = re.sub(r"[^a-z0-9_]", "", ascii_)[:80]
    return left if len(left) >= 3 else instead + left  # noqa: PLR2004 - the real minimum of both kinds of names


def _initials(name: str) -> str:
    words = name.split()
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()[:4]


@dataclass(frozen=True)
class Workspaces:
    """Creates, changes and deletes workspaces, accounts and memberships; writes the log and the ledger."""

    state: State
    log: Log
    entries: LedgerEntries
    capabilities: frozenset[str]

    @property
    def unlimited(self) -> bool:
        """Whether the capability of an unlimited plan is on."""
        return UNLIMITED in self.capabilities

    def account(self, given: Values, *, ghost: bool = False) -> Person:
        """Create an account, or a placeholder, from checked values; missing values are made up."""
        state = self.state
        name = str(given["fullName"])
        person = Person(
            id=state.new_id(),
            username=str(given.get("username") or self._free(_plain(name, "user"), state.usernames)),
            full_name=name,
            initials=str(given.get("initials") or _initials(name)),
            bio=str(given.get("bio") or ""),
            email=str(given["email"]),
            ghost=ghost,
        )
        state.people[person.id] = person
        state.usernames[person.username] = person.id
        state.emails[person.email] = person.id
        return person

    def edit_person(self, actor: Actor, person: Person, given: Values) -> Person:
        """Change a profile. Raises Refusal."""
        state = self.state
        of = ref("Members", person.id, self._prepared_place(person))
        taken = self.entries.take(actor, of, rules.MEMBERS, given)
        for name, others in (("username", state.usernames), ("email", state.emails)):
            if name in taken and others.get(str(taken[name]), person.id) != person.id:
                self.entries.refuse(actor, of, name, given[name], f"{name} is taken")
        now = {**person.in_ledger(), **taken}
        after = person._replace(
            full_name=str(now["fullName"]),
            email=str(now["email"]),
            username=str(now["username"]),
            initials=str(now["initials"]),
            bio=str(now["bio"]),
        )
        if after == person:
            return person
        state.people[person.id] = after
        for names, was, will in (
            (state.usernames, person.username, after.username),
            (state.emails, person.email, after.email),
        ):
            if was != will:
                del names[was]
                names[will] = person.id
        self.log.profile(actor, after)
        self.entries.changed(actor, of, person.in_ledger(), after.in_ledger())
        return after

    def keep_profile(self, actor: Actor, person: Person, given: Values) -> None:
        """Note the values that the capability would have written, without those that Trello refuses."""
        of = ref("Members", person.id, self._prepared_place(person))
        for name, value in given.items():
            if rules.MEMBERS.properties[name].refusal(value) is None:
                self.entries.lacked(actor, of, name, PROFILE_WRITE)

    def hide_email(self, actor: Actor, person: Person) -> None:
        """Note that the capability would have shown an email."""
        self.entries.lacked(actor, ref("Members", person.id, self._prepared_place(person)), "email", EMAIL_VISIBLE)

    def _prepared_place(self, person: Person) -> str:
        """Return the first prepared workspace of a person, or ''."""
        places = (one.id for one in self.state.workspaces_with(person.id))
        return next((place for place in places if place in self.state.prepared), "")

    def _free(self, name: str, taken: dict[str, str]) -> str:
        """Return a free name, with digits added if the name is taken (observed for workspaces)."""
        free = name
        while free in taken:
            free = f"{name}{self.state.ids.number()}"
        return free

    def create(self, actor: Actor, given: Values) -> Workspace:
        """Create a workspace; its short name is made to fit, never refused (spec). Raises Refusal."""
        state = self.state
        wanted = given.get("name") or given.get("displayName")
        named = {**given, "name": None}
        taken = self.entries.take_new(actor, ref("Organizations", ""), rules.ORGANIZATIONS, named)
        workspace = Workspace(
            id=state.new_id(),
            name=self._free(_plain(str(wanted), "workspace"), state.workspace_names),
            display_name=str(taken["displayName"]),
            desc=str(taken.get("desc") or ""),
            website=str(taken["website"]) if taken.get("website") else None,
            creator=actor.member,
            active=state.now,
            described=actor.app is not None or bool(taken.get("desc")),
        )
        state.workspaces[workspace.id] = workspace
        state.workspace_names[workspace.name] = workspace.id
        self.entries.created(actor, workspace)
        self.log.workspace(actor, "createOrganization", workspace)
        self.seat(actor, workspace, actor.member, "admin")
        return workspace

    def seat(self, actor: Actor, workspace: Workspace, member: str, type_: str) -> None:
        """Make a service account or colleague a member; the ledger notes that only in the preparation of a scenario."""
        recorded = actor.by is By.HARNESS
        self.state.join(workspace.id, member, type_, recorded=recorded)
        if recorded:
            self.entries.joined(actor, self.state.people[member], workspace.id)

    def edit(self, actor: Actor, workspace: Workspace, given: Values) -> Workspace:
        """Change a workspace. Raises Refusal."""
        state = self.state
        of = workspace.ref
        taken = self.entries.take(actor, of, rules.ORGANIZATIONS, given)
        name = str(taken.get("name", workspace.name))
        if state.workspace_names.get(name, workspace.id) != workspace.id:
            self.entries.refuse(actor, of, "name", name, "Organization short name is taken")
        now = {**workspace.in_ledger(), **taken}
        after = workspace._replace(
            name=name,
            display_name=str(now["displayName"]),
            desc=str(now["desc"]),
            website=str(now["website"]) if now["website"] else None,
        )
        if after == workspace:
            return workspace
        described = workspace.described or actor.app is not None or bool(after.desc)
        after = after._replace(active=state.now, described=described)
        state.workspaces[workspace.id] = after
        if name != workspace.name:
            del state.workspace_names[workspace.name]
            state.workspace_names[name] = workspace.id
        for property_, old in changes(workspace, after).items():
            self.log.workspace(actor, "updateOrganization", after, old={property_: old})
        self.entries.updated(actor, workspace, after)
        return after

    def delete(self, actor: Actor, workspace: Workspace) -> None:
        """Delete a workspace: its members leave, its boards stay without a workspace (the latter: ours)."""
        state = self.state
        for board in [state.boards[id_] for id_ in state.boards_of[workspace.id]]:
            state.boards_of.remove(workspace.id, board.id)
            state.boards[board.id] = board._replace(workspace=None)
            self.entries.updated(actor, board, state.boards[board.id])
        for membership, _ in list(state.members(workspace.id)):
            self._leave(actor, membership)
        del state.workspaces[workspace.id]
        del state.workspace_names[workspace.name]
        self.entries.deleted(actor, workspace.ref)

    def invite(
        self, actor: Actor, workspace: Workspace, given: Values, type_: str = "normal", *, ghost: bool
    ) -> Person:
        """Invite a person by email; an existing account keeps its name (ours). Raises Refusal."""
        taken = self.entries.take_new(actor, ref("Members", "", workspace.id), rules.MEMBERS, given)
        known = self.state.emails.get(str(taken["email"]))
        if known is None:
            self._room(actor, workspace)
            if taken.get("username") in self.state.usernames:
                of = ref("Members", "", workspace.id)
                self.entries.refuse(actor, of, "username", taken["username"], "username is taken")
        person = self.state.people[known] if known else self.account(taken, ghost=ghost)
        self.add_member(actor, workspace, person, type_)
        return person

    def add_member(self, actor: Actor, workspace: Workspace, person: Person, type_: str) -> None:
        """Make a person a member, unless the person is a member already."""
        if (workspace.id, person.id) in self.state.memberships:
            return
        self._room(actor, workspace)
        membership = self.state.join(workspace.id, person.id, type_, recorded=True)
        self.log.joined(actor, workspace, membership)
        self.entries.joined(actor, person, workspace.id)

    def _room(self, actor: Actor, workspace: Workspace) -> None:
        if not self.unlimited and len(self.state.members_of[workspace.id]) >= _PLACES_ON_THE_FREE_PLAN:
            self.entries.lacked(actor, ref("Members", "", workspace.id), "", UNLIMITED)
            raise refusals.Answer(403, "Org has too many members")

    def retype(self, actor: Actor, workspace: Workspace, membership: Membership, type_: str) -> Membership:
        """Make a member an admin or a normal one."""
        if membership.type == type_:
            return membership
        if not self.unlimited:
            self.entries.lacked(actor, ref("Members", membership.member, workspace.id), "memberType", UNLIMITED)
            raise refusals.Answer(403, "Free workspaces cannot change memberships")
        self.state.keep_an_admin(membership)
        after = membership._replace(type=type_)
        self.state.memberships[workspace.id, membership.member] = after
        if type_ == "admin":  # of the two no list has this one (docs)
            self.log.member(actor, "makeAdminOfOrganization", workspace, membership.member, listed=False)
        else:
            self.log.member(actor, "makeNormalMemberOfOrganization", workspace, membership.member, listed=True)
        self.entries.retyped(actor, membership, after)
        return after

    def remove_member(self, actor: Actor, workspace: Workspace, membership: Membership) -> None:
        """End a membership; boards are left as they are (docs)."""
        self.state.keep_an_admin(membership)
        self._leave(actor, membership)
        self.log.member(actor, "removeMemberFromOrganization", workspace, membership.member, listed=False)

    def _leave(self, actor: Actor, membership: Membership) -> None:
        self.state.leave(membership)
        if membership.recorded:
            self.entries.deleted(actor, ref("Members", membership.member, membership.model))
