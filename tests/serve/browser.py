"""The page at the control port, open in a real browser, and where on it a person finds things."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn, TypeAlias
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Route, expect, sync_playwright

from tests.serve.answers import Serving, Told, control_of, records

__all__ = [
    "Opened",
    "Page",
    "Route",
    "browser",
    "cell",
    "control",
    "expect",
    "ledger",
    "open_tab",
    "opened",
    "page",
    "records",
    "rows",
    "sync",
    "told",
]

Opened: TypeAlias = Callable[[Told], Page]

SYNCPROOF = Path(sys.executable).with_name("syncproof")
NETWORK = "Failed to load resource"
"""What the browser notes of every answer that is no success, and of every connection that is refused."""
ALONE = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
expect.set_options(timeout=60_000)


@pytest.fixture(scope="module")
def told(serving: Serving) -> Iterator[Told]:
    with serving("--clock", "manual", "--records", "4") as told:
        yield told


@pytest.fixture(scope="module")
def browser(lacking: Callable[[str], NoReturn]) -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        lacking("there is no chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ALONE))
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Let a test open the page; whatever was opened must have been quiet, and stayed with its host."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    wrong: list[str] = []
    hosts: set[str] = set()
    pages: list[tuple[str, Page]] = []

    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(NETWORK):
            wrong.append(message.text)

    context.on("console", console)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    context.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective}`))"
    )

    def open_page(told: Told) -> Page:
        page = context.new_page()
        page.goto(f"{told['control']['url']}/#token={told['control']['token']}")
        pages.append((urlsplit(told["control"]["url"]).netloc, page))
        # The last thing that the page does before it looks for what is new.
        expect(page.locator("#time")).to_have_attribute("datetime", re.compile("Z$"))
        return page

    yield open_page
    context.close()
    assert wrong == []
    # What is in the page itself goes nowhere: its icon.
    assert hosts - {""} == {host for host, _ in pages}


@pytest.fixture
def control(told: Told) -> Iterator[httpx.Client]:
    """Return a client of the control API; everything is as it was at the start."""
    with control_of(told) as client:
        client.post("/reset").raise_for_status()
        yield client


@pytest.fixture
def page(control: httpx.Client, told: Told, opened: Opened) -> Page:
    """Open the page of systems that are as they were at the start."""
    assert control.base_url.port == urlsplit(told["control"]["url"]).port
    return opened(told)


def rows(page: Page, table: str) -> Locator:
    return page.get_by_role("grid", name=table, exact=True).locator("tbody")


def cell(row: Locator, property_: str) -> Locator:
    return row.locator(f"[data-property={property_}]")


def ledger(page: Page) -> Locator:
    return page.get_by_role("list", name="Lines of the ledger").get_by_role("listitem")


def open_tab(page: Page, system: str, datatype: str) -> None:
    tabs = page.get_by_role("tablist", name=f"Datatypes of {system}")
    tabs.get_by_role("tab", name=re.compile(rf"^{datatype} \d+$")).click()
    expect(rows(page, f"{datatype} in {system}").first).to_be_visible()


def sync(control: httpx.Client, document: str, folder: Path) -> None:
    """Run a pass of the reference sync, as a person does."""
    (folder / "checklist.json").write_text(control.get(f"/checklists/{document}").text)
    exports = [shlex.split(line)[1].partition("=") for line in control.get("/environment").text.splitlines()]
    environ = {name: value for name, _, value in exports} | {"SYNCPROOF_STATE_DIR": str(folder)}
    command = [str(SYNCPROOF), "sync", "--checklist", str(folder / "checklist.json")]
    subprocess.run(  # noqa: S603 - our own command, with files of our own
        command, env={**os.environ, **environ}, check=True, timeout=60, capture_output=True
    )
