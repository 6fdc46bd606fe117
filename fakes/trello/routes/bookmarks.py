"""`/members/{id}/boardStars` and `/savedSearches`: only the reader's own."""

from __future__ import annotations

from syncproof.fakes.trello import refusals
from syncproof.fakes.trello.memory import rights
from syncproof.fakes.trello.memory.bookmarks import R, SavedSearch, Shelf, Star
from syncproof.fakes.trello.positions import placed, position
from syncproof.fakes.trello.refusals import Answer
from syncproof.fakes.trello.request.ask import Ask, Routes
from syncproof.fakes.trello.request.fields import Writes, changes
from syncproof.fakes.trello.request.parameters import Parameters
from syncproof.fakes.trello.views import listing

WRITES: Writes = {
    "name": ("name", Parameters.required),
    "query": ("query", Parameters.required),
    "pos": ("pos", Parameters.place),
}


def _oneself(ask: Ask) -> str:
    """Return the reader, who must be the member that the path names."""
    if ask.person().id != ask.member:
        raise Answer(401, rights.MEMBER)
    return ask.member


def _pos(ask: Ask, shelf: Shelf[R], member: str) -> float:
    """Return the position, which must be given (spec)."""
    return position(shelf.order[member], ask.parameters.place())


def _found(ask: Ask, shelf: Shelf[R], segment: str) -> R:
    return refusals.there(shelf.get(_oneself(ask), ask.segments[segment]))


def get_stars(ask: Ask) -> object:
    """Show the boards that the reader starred."""
    _oneself(ask)
    return listing.stars(ask)


def get_stars_of_board(ask: Ask) -> object:
    """Show the reader's star of a board, as a list (spec)."""
    return listing.stars_of_board(ask, ask.board(), ask.the_filter("mine"))


def get_star(ask: Ask) -> object:
    """Show a star."""
    return _found(ask, ask.state.bookmarks.stars, "star").shape()


def post_star(ask: Ask) -> object:
    """Star a board; the answer is the star (clients; a list: spec). A second star of a board changes nothing (ours)."""
    marks, member = ask.state.bookmarks, _oneself(ask)
    board = ask.named("idBoard", ask.state.boards)
    ask.use(board, writes=False)
    star = marks.stars.get(member, marks.starred.get((member, board.id)) or "")
    if star is None:
        star = marks.stars.put(Star(ask.state.new_id(), member, _pos(ask, marks.stars, member), board.id))
        marks.starred[member, board.id] = star.id
    return star.shape()


def put_star(ask: Ask) -> object:
    """Move a star."""
    shelf = ask.state.bookmarks.stars
    one = _found(ask, shelf, "star")
    if "pos" in ask.parameters:
        one = shelf.put(one._replace(pos=_pos(ask, shelf, one.member)))
    return one.shape()


def delete_star(ask: Ask) -> object:
    """Delete a star of the member who asks; the member's other stars keep their positions."""
    marks = ask.state.bookmarks
    one = _found(ask, marks.stars, "star")
    marks.stars.remove(one)
    del marks.starred[one.member, one.board]
    return {"_value": None}


def get_searches(ask: Ask) -> object:
    """Show the searches that the reader saved."""
    return ask.state.bookmarks.searches.shapes(_oneself(ask))


def get_search(ask: Ask) -> object:
    """Show a saved search."""
    return _found(ask, ask.state.bookmarks.searches, "search").shape()


def post_search(ask: Ask) -> object:
    """Save a search."""
    shelf, member, given = ask.state.bookmarks.searches, _oneself(ask), ask.parameters
    name, query = given.required("name"), given.required("query")
    return shelf.put(SavedSearch(ask.state.new_id(), member, _pos(ask, shelf, member), name, query)).shape()


def put_search(ask: Ask) -> object:
    """Change a saved search."""
    shelf = ask.state.bookmarks.searches
    one = _found(ask, shelf, "search")
    return shelf.put(one._replace(**placed(changes(ask.parameters, WRITES), shelf.order[one.member]))).shape()


def delete_search(ask: Ask) -> object:
    """Delete a saved search."""
    shelf = ask.state.bookmarks.searches
    shelf.remove(_found(ask, shelf, "search"))
    return {"_value": None}


ROUTES: Routes = {
    ("GET", "/boards/{board}/boardStars"): get_stars_of_board,
    ("GET", "/members/{member}/boardStars"): get_stars,
    ("POST", "/members/{member}/boardStars"): post_star,
    ("GET", "/members/{member}/boardStars/{star}"): get_star,
    ("PUT", "/members/{member}/boardStars/{star}"): put_star,
    ("DELETE", "/members/{member}/boardStars/{star}"): delete_star,
    ("GET", "/members/{member}/savedSearches"): get_searches,
    ("POST", "/members/{member}/savedSearches"): post_search,
    ("GET", "/members/{member}/savedSearches/{search}"): get_search,
    ("PUT", "/members/{member}/savedSearches/{search}"): put_search,
    ("DELETE", "/members/{member}/savedSearches/{search}"): delete_search,
}
