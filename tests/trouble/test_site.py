"""Which requests of a story are sites."""

from __future__ import annotations

from syncproof.trouble.site import Site, sites, state_write


def request(number: int, path: str, pass_: int, method: str = "GET") -> Site:
    return Site(number, "Trello", method, path, 200, (), pass_)


def test_the_last_quiet_pass_is_no_site_where_it_asks_what_the_one_before_asked() -> None:
    story = [request(1, "/1/cards", 0), request(2, "/1/cards", 1), request(3, "/1/cards", 2)]

    assert sites(story) == story[:2]


def test_the_last_pass_is_a_site_where_it_asks_something_else() -> None:
    story = [request(1, "/1/cards?since=1", 0), request(2, "/1/cards?since=2", 1)]

    assert sites(story) == story


def test_the_only_pass_is_a_site() -> None:
    story = [request(1, "/1/cards", 0)]

    assert sites(story) == story


def test_of_many_requests_of_one_kind_the_first_two_and_the_last_two_are_sites() -> None:
    story = [request(number, f"/1/cards/{number:024x}", 0, "PUT") for number in range(1, 10)]

    assert [site.number for site in sites(story)] == [1, 2, 8, 9]


def test_writes_to_the_state_are_sites_of_their_own() -> None:
    story = [request(1, "/1/cards", 0, "POST"), state_write(1, 0), state_write(2, 0)]

    assert sites(story) == story


def test_no_request_is_no_site() -> None:
    assert sites([]) == []
