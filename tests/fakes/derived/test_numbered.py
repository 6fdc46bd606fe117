"""A derived system whose ids a document carries to a whole number has whole numbers for ids, and publishes that."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import jsonschema
import pytest

from syncproof.checklist import End
from syncproof.fakes import FAKES, make_systems
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake
from syncproof.ledger import Ledger
from syncproof.stories.playable import playable
from tests.fakes.derived.conftest import checklist, section


@pytest.fixture
def hollow() -> Iterator[Fake]:
    rows = [("name", "title", "string"), ("id", "nr", "integer")]
    FAKES.derive([playable(checklist(section(End("Hollow", "Vessel"), End("Tern", "Ships"), *rows)))])
    yield make_systems(Clock(), Ledger())["Hollow"]
    FAKES.derive([])


def test_ids_are_whole_numbers_as_long_as_each_other(hollow: Fake) -> None:
    headers = {"Authorization": f"Bearer {hollow.credentials['token']}"}
    http = httpx.Client(transport=httpx.WSGITransport(app=hollow.app), headers=headers, base_url=hollow.url)
    made = [http.post("/vessel", json={"properties": {"name": name}}) for name in ("Ada", "Grace")]
    ids = [each.json()["id"] for each in made]
    assert ids == [9_000_000_001, 9_000_000_002]
    assert [http.get(f"/vessel/{each}").json()["id"] for each in ids] == ids
    assert list(hollow.records("Vessel")) == [str(each) for each in ids]

    document = http.get(f"{hollow.url.removesuffix('/v1')}/openapi.json").json()
    schema = {**document, "$ref": "#/components/schemas/Vessel"}
    jsonschema.validate(made[0].json(), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**made[0].json(), "id": "9000000001"}, schema)
    assert made[0].headers["Location"] == f"/v1/vessel/{ids[0]}"
