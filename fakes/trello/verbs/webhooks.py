"""Webhooks, and what their deliveries hold. No HTTP here."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass

import orjson

from syncproof.fakes.trello.memory.rights import Rights
from syncproof.fakes.trello.memory.rows import Action, Actor, Json
from syncproof.fakes.trello.memory.state import State
from syncproof.fakes.trello.memory.tokens import Token, Webhook
from syncproof.fakes.trello.shapes import cards as card_shapes
from syncproof.fakes.trello.shapes import objects
from syncproof.fakes.trello.verbs.deliveries import Deliveries


def signature(secret: str, body: bytes, url: str) -> str:
    """Return the signature of a delivery (docs)."""
    return base64.b64encode(hmac.digest(secret.encode(), body + url.encode(), "sha1")).decode()


@dataclass(frozen=True)
class Webhooks:
    """Creates, changes and deletes webhooks, and queues a delivery for each action that concerns one."""

    state: State
    rights: Rights
    deliveries: Deliveries
    secret: str

    def of(self, token: Token) -> list[Webhook]:
        """Return the webhooks of a token, the oldest first."""
        return sorted(self._up_to_date(one) for one in list(self.state.webhooks.values()) if one.token == token.value)

    def get(self, id_: str, token: Token) -> Webhook | None:
        """Return a webhook; no other token sees it (docs)."""
        webhook = self.state.webhooks.get(id_)
        return self._up_to_date(webhook) if webhook and webhook.token == token.value else None

    def _up_to_date(self, webhook: Webhook) -> Webhook:
        """Disable a webhook whose token has lost the right to the model (docs); noticed at the next look (ours)."""
        if webhook.active and self.rights.keeps_from(self.state.tokens[webhook.token].member, webhook.model) != "":
            self.deliveries.disable(webhook)
        return self.state.webhooks[webhook.id]

    def is_taken(self, webhook: Webhook) -> bool:
        """Whether the token has another webhook of the same model and address."""
        mine = (webhook.token, webhook.model, webhook.url)
        return any(
            (one.token, one.model, one.url) == mine and one.id != webhook.id for one in self.state.webhooks.values()
        )

    def put(self, webhook: Webhook) -> Webhook:
        """Store a webhook, a new one or a changed one; inactive webhooks get no deliveries."""
        self.state.webhooks[webhook.id] = webhook
        if not webhook.active:
            self.deliveries.disable(webhook)
        return self._up_to_date(webhook)

    def delete(self, webhook: Webhook) -> None:
        """Delete a webhook."""
        self.deliveries.delete(webhook)

    def revoke(self, token: Token) -> None:
        """Revoke a token, and delete its webhooks (docs)."""
        for webhook in self.of(token):
            self.delete(webhook)
        self.state.tokens[token.value] = token._replace(revoked=True)

    def hear(self, actor: Actor, action: Action) -> None:
        """Queue deliveries of an action to all webhooks of the models that it touches, without a filter (docs)."""
        card = action.data.get("card", {}).get("id", "")  # a card that is gone is no model of its action
        touched = {*action.models, action.creator, action.member, card}
        for webhook in sorted(self.state.webhooks.values()):
            if webhook.model in touched:
                self._deliver(webhook, actor, action)

    def _deliver(self, webhook: Webhook, actor: Actor, action: Action) -> None:
        token = self.state.tokens[webhook.token]
        if not token.valid(self.state.clock.now) or not self._up_to_date(webhook).active:
            return
        if not self.rights.sees(token.member, action):
            return  # a watched member acted where the watcher may not look
        payload = {
            "model": self._model(webhook.model, token),
            "action": self._action(action),
            "webhook": webhook.shape(),
        }
        body = orjson.dumps(payload)
        headers = {
            "Content-Type": "application/json",
            "X-Trello-Webhook": signature(self.secret, body, webhook.url),
        }
        if actor.client:
            headers["X-Trello-Client-Identifier"] = actor.client
        self.deliveries.put(webhook, headers, body)

    def _model(self, id_: str, token: Token) -> Json:
        """Return a model: a whole card, a board's default fields (observed); of lists and workspaces: ours."""
        state = self.state
        if card := state.cards.get(id_):
            return card_shapes.card(state, card)
        if board := state.boards.get(id_):
            return objects.only(objects.board(state, board), objects.BOARD)
        if list_ := state.lists.get(id_):
            return objects.only(objects.card_list(list_), objects.LIST)
        if workspace := state.workspaces.get(id_):
            return objects.only(objects.workspace(state, workspace), objects.ORGANIZATION)
        person = state.people[id_]
        email = self.rights.may_read_email(token.member, token.scopes, person)
        return objects.member(state, person, own=id_ == token.member, email=email)

    def _action(self, action: Action) -> Json:
        people = card_shapes.people(self.state, action)
        return {**card_shapes.action(action), **people, "display": card_shapes.display(self.state, action)}
