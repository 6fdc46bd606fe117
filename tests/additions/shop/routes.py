"""Shop's routes: HTTP in, state asked, HTTP out."""

from __future__ import annotations

import falcon
import orjson

from syncproof.fakes.kit.fake import NoSuchRecord
from syncproof.fakes.kit.records import Record, Refusals
from syncproof.fakes.kit.values import is_digits
from syncproof.fakes.kit.web import give_up, sent_object
from syncproof.ledger import By, Value, Values

from .rules import DATATYPES
from .state import State


class Orders:
    """`/orders`."""

    def __init__(self, shop: State) -> None:
        self._shop = shop

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        """List the orders that changed since a time."""
        since = req.get_param("changed_since", default="0")
        if not is_digits(since):
            raise falcon.HTTPBadRequest(title="changed_since is a time in milliseconds")
        resp.data = orjson.dumps([_body(each) for each in self._shop.changed(int(since))])

    def on_post(self, req: falcon.Request, resp: falcon.Response) -> None:
        """Add an order."""
        id_ = self._shop.add("Order", _values(sent_object(req)), by=By.SUT)
        resp.status, resp.data = falcon.HTTP_201, orjson.dumps(_body(self._shop.record("Order", id_)))


class Order:
    """`/orders/{id}`."""

    def __init__(self, shop: State) -> None:
        self._shop = shop

    def on_get(self, _: falcon.Request, resp: falcon.Response, id_: str) -> None:
        """Read an order."""
        resp.data = orjson.dumps(_body(self._shop.record("Order", id_)))

    def on_patch(self, req: falcon.Request, resp: falcon.Response, id_: str) -> None:
        """Change an order, if it is still in the version that was read."""
        sent = sent_object(req)
        if sent.pop("version", None) != self._shop.record("Order", id_).version:
            raise falcon.HTTPConflict(title="the order has another version")
        self._shop.edit("Order", id_, _values(sent), by=By.SUT)
        self.on_get(req, resp, id_)


class TokenCheck:
    """Lets in clients with the token."""

    def __init__(self, shop: State) -> None:
        self._token = shop.credentials["token"]

    def process_request(self, req: falcon.Request, _: falcon.Response) -> None:
        """Refuse before anything else is looked at."""
        if req.get_header("X-Shop-Token") != self._token:
            raise falcon.HTTPUnauthorized(title="X-Shop-Token is missing or wrong")


def application(shop: State) -> falcon.App[falcon.Request, falcon.Response]:
    """Return Shop's web application."""
    app = falcon.App(middleware=[TokenCheck(shop)])
    app.add_route("/api/orders", Orders(shop))
    app.add_route("/api/orders/{id_}", Order(shop))
    app.add_error_handler(Exception, give_up)
    app.add_error_handler(falcon.HTTPError, _answer_error)
    app.add_error_handler(NoSuchRecord, _answer_missing)
    app.add_error_handler(Refusals, _answer_refusal)
    return app


def _body(order: Record) -> dict[str, Value]:
    return {"id": order.id, "version": order.version, "changed": order.updated, **order.values}


def _values(sent: dict[str, object]) -> Values:
    values: dict[str, Value] = {}
    for name, value in sent.items():
        if name not in DATATYPES["Order"].properties or not (value is None or isinstance(value, str)):
            raise falcon.HTTPBadRequest(title=f"an order has no such {name}")
        values[name] = value
    return values


def _answer_error(_: falcon.Request, resp: falcon.Response, error: falcon.HTTPError, __: object) -> None:
    resp.status, resp.media = error.status, {"error": error.title or error.description}


def _answer_missing(_: falcon.Request, resp: falcon.Response, __: NoSuchRecord, ___: object) -> None:
    resp.status, resp.media = falcon.HTTP_404, {"error": "no such order"}


def _answer_refusal(_: falcon.Request, resp: falcon.Response, refusal: Refusals, __: object) -> None:
    resp.status, resp.media = falcon.HTTP_422, {"error": refusal.reason, "property": refusal.property}
