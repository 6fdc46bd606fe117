"""The queue of webhook deliveries, with retries. No HTTP here."""

from __future__ import annotations

from collections.abc import Mapping

from syncproof.fakes.kit.clock import DAY
from syncproof.fakes.kit.delivery import Delivery
from syncproof.fakes.kit.store import Index, Journal, Table
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.memory.tokens import Webhook

_OK = 200
_GONE = 410
_AGAIN_AFTER = (30_000, 60_000, 120_000)
"""Milliseconds from a failure to the next attempt; after the last the delivery is dropped (docs)."""
_FAILURES = 1000
_FAILING_FOR = 30 * DAY
"""The number of failures in a row, and the time since the first, after which a webhook is disabled (docs)."""


def _when(delivery: Delivery) -> tuple[int, int]:
    return delivery.due, delivery.number


class Deliveries:
    """Queues deliveries and retries failed ones; only 200 is success (docs), every failed attempt counts (ours)."""

    def __init__(self, state: State, journal: Journal) -> None:
        self.state = state
        self._waiting: Table[int, Delivery] = Table(journal)
        self._order: Index[Delivery] = Index(journal, _when)

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, webhook: Webhook, headers: Mapping[str, str], body: bytes) -> None:
        """Queue a delivery that is due at once."""
        state = self.state
        self._add(Delivery(state.ids.number(), webhook.id, webhook.url, headers, body, state.clock.now))

    def due(self, now: int) -> list[Delivery]:
        """Return the deliveries that are due, the longest due first."""
        return [one for one in self._order.between(None, (now + 1,), both=(True, False)) if self._wanted(one)]

    def next_due(self) -> int | None:
        """Return the time at which the next delivery is due, None if the queue is empty."""
        return next((one.due for one in self._order if self._wanted(one)), None)

    def done(self, delivery: Delivery, status: int) -> None:
        """Note the status that answered a delivery, 0 for no answer: retry, or end the webhook."""
        if self._waiting.get(delivery.number) != delivery:
            return  # already noted, or the webhook is gone, or an earlier snapshot was restored
        self._drop(delivery)
        webhook = self.state.webhooks[delivery.webhook]
        if status == _OK:
            if webhook.failures:
                self.state.webhooks[webhook.id] = webhook._replace(failures=0, failed=None)
        elif status == _GONE:
            self.delete(webhook)
        else:
            self._failed(webhook, delivery)

    def _failed(self, webhook: Webhook, delivery: Delivery) -> None:
        now = self.state.clock.now
        first = now if webhook.failed is None else webhook.failed
        after = webhook._replace(failures=webhook.failures + 1, failed=first)
        self.state.webhooks[webhook.id] = after
        if after.failures >= _FAILURES and now - first >= _FAILING_FOR:
            self.disable(after)
        elif delivery.attempt <= len(_AGAIN_AFTER):
            wait = _AGAIN_AFTER[delivery.attempt - 1]
            # From when the delivery was due, not from now: if the clock jumps, all attempts of that time are made.
            self._add(delivery._replace(attempt=delivery.attempt + 1, due=delivery.due + wait))

    def disable(self, webhook: Webhook) -> None:
        """Disable a webhook until a request makes it active again; its queued deliveries are dropped (ours)."""
        self.state.webhooks[webhook.id] = webhook._replace(active=False)
        self._forget(webhook)

    def delete(self, webhook: Webhook) -> None:
        """Delete a webhook and its queued deliveries."""
        self._forget(webhook)
        del self.state.webhooks[webhook.id]

    def _forget(self, webhook: Webhook) -> None:
        for one in [one for one in self._order if one.webhook == webhook.id]:
            self._drop(one)

    def _wanted(self, delivery: Delivery) -> bool:
        """Whether the token of the webhook is still good: it may have expired since."""
        return self.state.tokens[self.state.webhooks[delivery.webhook].token].valid(self.state.clock.now)

    def _add(self, delivery: Delivery) -> None:
        self._waiting[delivery.number] = delivery
        self._order.add(delivery)

    def _drop(self, delivery: Delivery) -> None:
        del self._waiting[delivery.number]
        self._order.remove(delivery)
