"""The files of the page: they alone need no token, since they hold nothing about the systems."""

from __future__ import annotations

from importlib.resources import files

import falcon

NAMES = (
    "page.html",
    "page.css",
    "page.dialogs.css",
    "page.js",
    "page.api.js",
    "page.dom.js",
    "page.records.js",
    "page.cells.js",
    "page.editing.js",
    "page.ledger.js",
    "page.story.js",
    "page.faults.js",
)
PATHS = {"/": NAMES[0]} | {f"/{name}": name for name in NAMES[1:]}

_TYPES = {"html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
_HEADERS = {
    # Records hold whatever a test puts there: no script in them may run, and no data may leave for another host.
    "Content-Security-Policy": (
        "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def on_get_page(req: falcon.Request, resp: falcon.Response) -> None:
    """Answer a file of the page."""
    name = PATHS[str(req.uri_template)]  # not by the path: `//` has the route of `/`
    resp.content_type = _TYPES[name.rpartition(".")[2]]
    resp.set_headers(_HEADERS)
    resp.data = (files("syncproof.serve.control") / name).read_bytes()
