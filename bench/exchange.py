"""What a request to the fake Trello costs: GET one card, against the same answer from a static respx route.

Both in this process, by turns, with one httpx client: `python bench/exchange.py [ROUNDS]`.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import httpx
import respx

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.mount import mounted
from syncproof.fakes.trello import Trello
from syncproof.ledger import Ledger

ROUNDS = 15
REQUESTS = 500
MOST = 1.5


def microseconds(request: Callable[[], httpx.Response]) -> float:
    """Return what one request takes, over many."""
    began = time.perf_counter()
    for _ in range(REQUESTS):
        request()
    return (time.perf_counter() - began) / REQUESTS * 1e6


def main(rounds: int = ROUNDS) -> bool:
    """Print the medians and their ratio; return whether it is more than it may be."""
    clock = Clock()
    trello = Trello(clock, Ledger())
    place = trello.prepare("Cards")
    card = trello.add("Cards", {"name": "Paint the fence", "desc": "Twice."}, place=place["list"])
    access = trello.credentials
    headers = {"Authorization": f'OAuth oauth_consumer_key="{access["key"]}", oauth_token="{access["token"]}"'}
    url = f"{trello.url}/cards/{card}"
    client = httpx.Client(headers=headers)
    with mounted([trello]):
        answer = client.get(url).raise_for_status()

    def fake() -> float:
        with mounted([trello]):
            trello.ledger = Ledger()
            return microseconds(asked)

    def asked() -> httpx.Response:
        clock.now += 100  # so that a hundred requests take the ten seconds that they may
        return client.get(url)

    def static() -> float:
        with respx.mock(assert_all_called=False, using="httpx") as router:
            router.get(url).respond(content=answer.content, headers=answer.headers)
            return microseconds(lambda: client.get(url))

    fake(), static()
    pairs = [(fake(), static()) for _ in range(rounds)]
    print(
        f"fake Trello    {statistics.median(pair[0] for pair in pairs):7.1f} µs a request, {len(answer.content)} bytes"
    )
    print(f"static route   {statistics.median(pair[1] for pair in pairs):7.1f} µs a request")
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"ratio          {ratio:7.2f}    (at most {MOST})")
    return ratio > MOST


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
