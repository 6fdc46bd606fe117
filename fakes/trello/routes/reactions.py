"""`/actions/{id}/reactions`, and the emoji for them. Only comments have reactions (observed in their limits)."""

from __future__ import annotations

from syncproof.fakes.kit.clock import iso
from syncproof.fakes.trello import refusals
from syncproof.fakes.trello.memory import rights
from syncproof.fakes.trello.memory.emoji import EMOJI, Emoji, Reaction, known, listed, shown
from syncproof.fakes.trello.memory.rows import Json
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request.ask import Ask, Routes
from syncproof.fakes.trello.request.fields import shows
from syncproof.fakes.trello.shapes.objects import small_member

_NAMES = ("shortName", "native", "unified")


def _emoji(one: Reaction) -> Emoji:
    return next(emoji for emoji in EMOJI if emoji.unified == one.emoji)


def _shape(ask: Ask, one: Reaction) -> Json:
    shape: Json = {"id": one.id, "idMember": one.member, "idModel": one.action, "idEmoji": one.emoji}
    if ask.parameters.flag("member", default=True):
        shape["member"] = small_member(ask.state.people[one.member])
    if ask.parameters.flag("emoji", default=True):
        shape["emoji"] = shown(_emoji(one))
    return shape


def get_all(ask: Ask) -> object:
    """Show the reactions to a comment."""
    return [_shape(ask, one) for one in ask.state.reactions.of(ask.action().id)]


def _found(ask: Ask) -> Reaction:
    action = ask.action()
    found = ask.state.reactions.rows.get(ask.segments["reaction"])
    if found is None or found.action != action.id:
        raise refusals.not_found()
    return found


def post(ask: Ask) -> object:
    """React to a comment; the same reaction twice changes nothing (ours)."""
    action = ask.action()
    if action.type != "commentCard":
        raise refusals.bad("action")  # the words: ours
    named = [name for name in _NAMES if name in ask.parameters]
    if not named:
        raise refusals.bad("shortName")
    emoji = known(named[0], ask.parameters.text(named[0]))
    if emoji is None:
        raise refusals.bad(named[0])
    same = (one for one in ask.state.reactions.of(action.id) if (one.member, one.emoji) == (ask.member, emoji.unified))
    reaction = next(same, None)
    if reaction is None:
        state = ask.state
        _shape(
            ask, Reaction("", action.id, ask.member, emoji.unified, 0)
        )  # a parameter of the answer that does not fit is refused before
        reaction = Reaction(state.new_id(), action.id, ask.member, emoji.unified, state.clock.now)
        state.reactions.add(reaction)
    return _shape(ask, reaction)


def delete(ask: Ask) -> object:
    """Delete a reaction of the reader's own."""
    one = _found(ask)
    if one.member != ask.member:
        raise Answer(401, rights.MEMBER)
    ask.state.reactions.remove(one)
    return {"_value": None}


def summary(ask: Ask) -> object:
    """Count the reactions by emoji, oldest emoji first."""
    first: dict[str, Reaction] = {}
    counts: dict[str, int] = {}
    for one in ask.state.reactions.of(ask.action().id):
        first.setdefault(one.emoji, one)
        counts[one.emoji] = counts.get(one.emoji, 0) + 1
    return [
        {
            "id": f"{one.action}-{one.emoji}",
            "idModel": one.action,
            "idEmoji": one.emoji,
            "firstReacted": iso(one.at),
            "emoji": shown(_emoji(one)),
            "count": counts[one.emoji],
        }
        for one in first.values()
    ]


def emoji(_: Ask) -> object:
    """Show all emoji (spec)."""
    return {"trello": [listed(one, row) for row, one in enumerate(EMOJI)]}


ROUTES: Routes = {
    ("GET", "/actions/{action}/reactions"): get_all,
    ("POST", "/actions/{action}/reactions"): post,
    ("GET", "/actions/{action}/reactions/{reaction}"): shows(_found, _shape),
    ("DELETE", "/actions/{action}/reactions/{reaction}"): delete,
    ("GET", "/actions/{action}/reactionsSummary"): summary,
    ("GET", "/emoji"): emoji,
}
