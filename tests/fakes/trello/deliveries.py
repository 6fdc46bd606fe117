"""Webhooks as the tests make them, and the deliveries that wait."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from syncproof.fakes.kit.delivery import Delivery
from syncproof.fakes.kit.mount import Door
from syncproof.fakes.trello import Trello

URL = "http://127.0.0.1:8000/hook?to=Bø"


def answering(trello: Trello) -> httpx.Client:
    """Return a client, where every callback address answers."""
    door = Door(trello)
    door.ask = lambda _: 200
    transport = httpx.WSGITransport(app=door)
    return httpx.Client(base_url=trello.url, params=dict(trello.credentials), transport=transport)


def watching(client: httpx.Client) -> Callable[..., str]:
    """Return how a webhook is made on a model."""

    def watch(model: str, url: str = URL, **more: str) -> str:
        answer = client.post("/webhooks", params={"callbackURL": url, "idModel": model, **more})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    return watch


def waiting(trello: Trello) -> list[Delivery]:
    return trello.deliveries.due(trello.clock.now)
