"""What a million cards on a board cost, against a thousand: `python bench/million.py [CARDS]`.

A page of cards, one card, and what changed since, each through the fake's own door; and the memory of a record.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from pathlib import Path

import httpx

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.mount import transport
from syncproof.fakes.trello import Trello
from syncproof.ledger import By, Ledger

FEW, MANY = 1000, 1_000_000
ON_A_LIST = 10_000
ROUNDS = 300
MOST = 2.0


def resident() -> int:
    """Return the memory that this process holds, in bytes (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


class Stand:
    """A board with so many cards, made over so many seconds, and a client."""

    def __init__(self, cards: int) -> None:
        before = resident()
        clock = Clock()
        self.trello = Trello(clock, Ledger(), limited=False)
        place = self.trello.prepare("Cards")
        self.board = place["board"]
        self.client = httpx.Client(
            base_url=self.trello.url, params=dict(self.trello.credentials), transport=transport(self.trello)
        )
        self.ids = []
        list_ = place["list"]
        for number in range(cards):
            if number and number % ON_A_LIST == 0:
                answer = self.client.post("/lists", params={"name": f"List {number}", "idBoard": self.board})
                list_ = answer.raise_for_status().json()["id"]
            self.ids.append(
                self.trello.add("Cards", {"name": f"Card {number}", "desc": "Paint it."}, place=list_, by=By.HARNESS)
            )
            clock.advance(0.1)
        gc.collect()
        self.bytes = (resident() - before) / cards

    def microseconds(self, path: str, **parameters: str) -> float:
        """Return the median time of a read that must succeed, and give something."""
        found = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            answer = self.client.get(path, params=parameters)
            found.append((time.perf_counter() - began) * 1e6)
            if not answer.raise_for_status().json():
                raise ValueError(path)
        return statistics.median(found)

    def reads(self) -> dict[str, float]:
        """Return what each read takes, in microseconds."""
        middle, late = self.ids[len(self.ids) // 2], self.ids[-50]
        return {
            "a page of 100 cards": self.microseconds(f"/boards/{self.board}/cards", limit="100", before=middle),
            "one card": self.microseconds(f"/cards/{middle}"),
            "what changed since": self.microseconds(f"/boards/{self.board}/actions", since=late, limit="100"),
        }


def main(many: int = MANY) -> bool:
    """Print the table; return whether a read of many takes more than it may."""
    gc.disable()  # with millions of rows it would look through them again and again, and none is garbage
    few = Stand(FEW)
    small = few.reads()
    began = time.perf_counter()
    large_stand = Stand(many)
    made = time.perf_counter() - began
    large = large_stand.reads()
    print(f"{'microseconds':<22}{FEW:>12,}{many:>12,}{'ratio':>8}   (at most {MOST:g})")
    for name, took in small.items():
        print(f"{name:<22}{took:>12,.0f}{large[name]:>12,.0f}{large[name] / took:>8.2f}")
    print(
        f"{'bytes a card':<22}{few.bytes:>12,.0f}{large_stand.bytes:>12,.0f}   its action and its ledger line included"
    )
    print(f"{many:,} cards were made in {made:,.0f} s")
    return any(large[name] / took > MOST for name, took in small.items())


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
