"""Customerp and Custompms keep what their OpenAPI documents promise: schemathesis finds nothing against either."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator
from typing import Any

import falcon.testing
import pytest
import schemathesis
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.transport.wsgi import WSGITransport

from syncproof.fakes import FAKES
from syncproof.fakes.customerp import Customerp
from syncproof.fakes.kit.clock import Clock
from syncproof.ledger import Ledger

CHECKS = {
    "allow_header_conformance",
    "content_type_conformance",
    "ensure_resource_availability",
    "ignored_auth",
    "missing_required_header",
    "negative_data_rejection",
    "not_a_server_error",
    "positive_data_acceptance",
    "response_headers_conformance",
    "response_schema_conformance",
    "status_code_conformance",
    "unsupported_method",
    "use_after_free",
}
FORMS = {form.path: form for form in Customerp.forms.values()}
PHASES = ("examples", "coverage", "fuzzing", "stateful")
CONFIG: dict[str, Any] = {
    "seed": 1,
    "generation": {"max-examples": 10, "deterministic": True},
    "checks": {
        # A schema cannot say which ETag or version is the current one: 412 and 409 are no word against valid data.
        "positive_data_acceptance": {"expected-statuses": ["2xx", "404", "409", "412"]},
        # The first thing that is wrong is answered, and that may be the ETag, the size or the type, not the data.
        "negative_data_rejection": {
            "expected-statuses": ["400", "401", "404", "405", "409", "412", "413", "415", "422"]
        },
    },
}


def cursors(path: str) -> st.SearchStrategy[str]:
    """Return cursors of a list: their form is Customerp's own affair, so no schema tells it."""
    id_ = st.from_regex(rf"{FORMS[path].prefix}[A-Za-z0-9]{{10}}", fullmatch=True)
    return st.builds(
        lambda at, record: urlsafe_b64encode(f"{path}:{at}:{record}".encode()).decode(), st.integers(0, 10**14), id_
    )


for path_ in FORMS:
    schemathesis.openapi.format(f"{path_}-cursor", cursors(path_))


@pytest.fixture(autouse=True)
def _a_probe_needs_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drop what only a socket has: the probes without credentials hand it to the WSGI transport, which chokes."""
    send = WSGITransport.send

    def without(self: WSGITransport, case: Any, **more: Any) -> Any:  # noqa: ANN401 - as the method has it
        return send(self, case, **{name: each for name, each in more.items() if name not in SOCKETS})

    monkeypatch.setattr(WSGITransport, "send", without)


SOCKETS = {"max_redirects", "verify", "cert", "proxies"}


def told(event: events.ScenarioFinished) -> Iterator[str]:
    """Yield what a scenario found, each with the request that shows it and its answer."""
    for case, checks in event.recorder.checks.items():
        for check in checks:
            if check.failure_info is not None:
                failure, response = check.failure_info.failure, event.recorder.interactions[case].response
                answer = f"{response.status_code} {response.content[:300]!r}" if response else ""
                yield f"{failure.operation}\n{failure.message}\n{check.failure_info.code_sample}\n{answer}"


@pytest.mark.parametrize("system", ["Customerp", "Custompms"])
def test_what_is_published_is_english(system: str) -> None:
    text = falcon.testing.TestClient(FAKES[system](Clock(), Ledger()).app).simulate_get("/openapi.json").text

    assert "Add a" in text
    assert re.findall(r"\b[Aa] (?=[aeio])\w+", text) == []


@pytest.mark.thorough
@pytest.mark.parametrize("system", [pytest.param("Customerp", marks=pytest.mark.exhaustive), "Custompms"])
def test_what_is_published_is_kept(system: str) -> None:
    fake = FAKES[system](Clock(), Ledger())
    known = fake.credentials
    headers = {"Authorization": f"Bearer {known['token']}"} if "token" in known else {"X-Api-Key": known["key"]}
    config = SchemathesisConfig.from_dict({**CONFIG, "headers": headers})
    schema = schemathesis.openapi.from_wsgi("/openapi.json", fake.app, config=config)

    findings: list[str] = []
    checked: Counter[str] = Counter()
    phases: Counter[str] = Counter()
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            findings += told(event)
            checked.update(check.name for checks in event.recorder.checks.values() for check in checks)
            phases[event.phase.value] += len(event.recorder.interactions)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            findings.append(str(getattr(event, "value", event)))

    assert findings == []
    assert CHECKS - set(checked) == set()
    assert [phase for phase in PHASES if phase not in {name.lower() for name in phases}] == []
    assert sum(phases.values()) > 1000
