"""No report shows a credential, not even of a sync that writes its own into records, asks with it and prints it."""

from __future__ import annotations

import base64
import re
import shlex
import sys
import zlib
from pathlib import Path

import pytest

from syncproof import cli
from syncproof.fakes import make_systems
from syncproof.fakes.kit.clock import Clock
from syncproof.ledger import Ledger
from syncproof.report.formats import REPORTS

SYNC = """
import os
import httpx

url, token, key = (os.environ[f"SYNCPROOF_{name}"] for name in ("CUSTOMERP_URL", "CUSTOMERP_TOKEN", "TRELLO_KEY"))
with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, trust_env=False) as client:
    client.get("/contacts", params={"note": token})  # which is refused: nothing is called so
    for contact in client.get("/contacts").raise_for_status().json()["data"]:
        there = client.get(f"/contacts/{contact['id']}").raise_for_status()
        client.patch(
            f"/contacts/{contact['id']}",
            json={"name": f"{token} and {key}"},
            headers={"If-Match": there.headers["ETag"]},
        ).raise_for_status()
print(token, key)
"""


@pytest.mark.thorough
def test_no_report_shows_a_credential(tmp_path: Path) -> None:
    program = tmp_path / "sync.py"
    program.write_text(SYNC)
    targets = [word for name in REPORTS for word in (f"--{name}", str(tmp_path / name))]
    stories = [
        "--section",
        "customerp-trello/contact-to-members",
        "--only",
        "in-sync.forward",
        "--only",
        "every.created",
    ]
    sync = ["--sut", shlex.join([sys.executable, str(program)])]

    code = cli.main(
        ["run", "--no-settings", "--quiet", *stories, *sync, *targets, "--events", str(tmp_path / "events")]
    )

    assert code == 1
    credentials = [value for fake in make_systems(Clock(), Ledger()).values() for value in fake.credentials.values()]
    shown = {str(path): path.read_text() for path in tmp_path.rglob("*") if path.is_file() and path != program}
    packed = re.search(r'id="packed">(.*?)</script>', shown[str(tmp_path / "html")])
    assert packed
    shown["packed"] = zlib.decompress(base64.b64decode(packed[1]), -15).decode()
    # The sync did what it should not: what it wrote is there, without the credentials.
    assert r'"\u2026 and \u2026"' in shown["packed"]
    assert [(name, each) for name, text in shown.items() for each in credentials if each in text] == []
