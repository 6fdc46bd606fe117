"""The page at the control port, in a real browser: a record's story, a fault planted by hand, any reader's needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NoReturn
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser

from tests.report.test_html_in_a_browser import AXE, INSTALL, RULES_OF_AXE
from tests.serve.answers import CONTACT, Told, records
from tests.serve.browser import *  # noqa: F403 - its fixtures
from tests.serve.browser import Page, cell, expect, ledger, rows


def erp(told: Told) -> httpx.Client:
    headers = {"Authorization": f"Bearer {told['customerp']['token']}"}
    return httpx.Client(base_url=told["customerp"]["url"], headers=headers, trust_env=False, timeout=60)


def test_a_fault_is_planted_and_seen_to_strike(page: Page, told: Told, control: httpx.Client) -> None:
    assert control.get("/faults").json() == []
    faults = page.get_by_role("region", name="Faults")
    expect(faults).to_be_hidden()
    page.get_by_role("button", name="Plant a fault…").click()
    dialog = page.get_by_role("dialog", name="Plant a fault")
    dialog.get_by_label("System").select_option("Customerp")
    dialog.get_by_label("Fault").select_option("lost")
    expect(dialog.get_by_label("Fault")).to_have_accessible_description(re.compile("^Let the system do as asked"))
    dialog.get_by_label("Requests with the method").select_option("POST")
    dialog.get_by_label("and the path").fill("/v1/contacts")
    dialog.get_by_label("pass first").fill("1")
    dialog.get_by_role("button", name="Plant").click()
    expect(faults.get_by_role("listitem")).to_have_text(["waitsCustomerp: lostfor POST /v1/contacts, after 1 more"])

    with erp(told) as client:
        client.post("/contacts", json=CONTACT).raise_for_status()
        expect(faults.get_by_role("listitem")).to_have_text(["waitsCustomerp: lostfor POST /v1/contacts"])
        with pytest.raises(httpx.RemoteProtocolError):
            client.post("/contacts", json=CONTACT | {"name": "Grace"})

    line = control.get("/ledger").json()["ledger"] - 1
    struck = f"struckCustomerp: lostPOST /v1/contacts at 08:00:00line {line}"
    expect(faults.get_by_role("listitem")).to_have_text([struck])
    faults.get_by_role("button", name=f"line {line}").click()
    expect(ledger(page).and_(page.locator(".found"))).to_contain_text("POST /v1/contacts to Customerp, answered never")
    faults.get_by_role("button", name="Dismiss").click()
    expect(faults).to_be_hidden()


def test_the_operations_of_a_system_are_offered_before_anybody_asked_for_them(page: Page) -> None:
    page.get_by_role("button", name="Plant a fault…").click()
    dialog = page.get_by_role("dialog", name="Plant a fault")
    dialog.get_by_label("System").select_option("Customerp")
    dialog.get_by_label("Fault").select_option("lost")
    offered = dialog.locator("datalist option")

    assert "/v1/contacts/*" in offered.evaluate_all("options => options.map(each => each.value)")
    dialog.get_by_label("Requests with the method").select_option("POST")
    assert "/v1/contacts/*" not in offered.evaluate_all("options => options.map(each => each.value)")
    assert "/v1/contacts" in offered.evaluate_all("options => options.map(each => each.value)")
    dialog.get_by_label("System").select_option("Trello")
    assert "/1/cards/*/actions/comments" in offered.evaluate_all("options => options.map(each => each.value)")


def test_a_record_tells_its_story(page: Page, told: Told, control: httpx.Client) -> None:
    control.post("/faults", json={"system": "Customerp", "kind": "lost"}).raise_for_status()
    with erp(told) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            client.post("/contacts", json=CONTACT)
        [*_, ada] = records(control, "Customerp/Contact")
        for _ in range(3):
            client.get(f"/contacts/{ada}").raise_for_status()
        control.patch(f"/records/Customerp/Contact/{ada}", json={"values": {"name": "Ada King"}}).raise_for_status()
        assert client.patch(f"/contacts/{ada}", json={"email": "no email"}).status_code == 422
    row = rows(page, "Contact in Customerp").first
    expect(cell(row, "name")).to_have_text("Ada King")
    row.get_by_role("button", name="All of Ada King").click()
    row.get_by_role("button", name="Story").click()

    dialog = page.get_by_role("dialog", name="The story of Ada King")
    acts = dialog.get_by_role("list", name="What happened, in order").locator("> li")
    expect(acts).to_have_count(4)
    expect(acts.nth(0)).to_contain_text("2026-03-01 08:00:00The sync created the record")
    expect(acts.nth(0)).to_contain_text('name: "Ada"')
    expect(acts.nth(0)).to_contain_text("the answer never reached the sync: the planted fault lost")
    expect(acts.nth(1)).to_have_text(f"08:00:00The sync read the record, 3 timesGET /v1/contacts/{ada}")
    expect(acts.nth(2)).to_have_text('08:00:00A user changed namename: "Ada" → "Ada King"')
    expect(acts.nth(3)).to_contain_text("The sync gave email a value that Customerp refused")
    expect(acts.nth(3)).to_contain_text("answered 422")
    # It goes on while it is open.
    control.delete(f"/records/Customerp/Contact/{ada}").raise_for_status()
    expect(acts.last).to_have_text("08:00:00A user deleted the record")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    # A record that is gone has a story, too.
    ledger(page).last.get_by_role("button").click()
    expect(page.get_by_role("dialog", name=f"The story of Contact {ada}")).to_be_visible()


@pytest.mark.parametrize("width", [400, 1440])
def test_no_value_is_cut_while_there_is_room(page: Page, control: httpx.Client, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    # Where systems lie one below the other, the page can grow.
    name = "Augusta Ada King, Countess of Lovelace" + (", of Ockham Park in Surrey" * 4 if width == 400 else "")
    control.post("/records/Customerp/Contact", json={"values": CONTACT | {"name": name}}).raise_for_status()
    first = cell(rows(page, "Contact in Customerp").first, "name")
    expect(first).to_have_text(name)

    cut = page.evaluate(
        "[...document.querySelectorAll('[data-property=name] span, [data-property=email] span')]"
        ".filter((each) => each.scrollHeight > each.clientHeight + 1).length"
    )

    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert cut == 0
    # Where three lines are too few, the unfolded record shows the whole.
    rows(page, "Contact in Customerp").first.get_by_role("button", name="All of Augusta").click()
    assert first.locator("span").evaluate("(each) => getComputedStyle(each).display") == "inline"


def test_no_short_word_is_broken_while_there_is_room(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("tab", name=re.compile("^Project")).first.click()
    status = cell(rows(page, "Project in Customerp").first, "status")
    expect(status).to_have_text(re.compile("planned|active|done|paused|cancelled"))

    heights = page.locator("[data-property=status] span").evaluate_all(
        "(spans) => spans.map((each) => each.clientHeight / parseFloat(getComputedStyle(each).lineHeight))"
    )

    assert heights
    assert max(heights) < 1.5


def violations(page: Page, lacking: Callable[[str], NoReturn], *within: str) -> list[str]:
    """Return what hinders readers within some parts of the page: all of a long page would take minutes."""
    if not AXE.exists():
        lacking(f"axe-core is not installed: {INSTALL}")
    page.evaluate(AXE.read_text())
    parts = [[each] for each in within]
    run = "([include, tags]) => axe.run(include.length ? {include} : document, {runOnly: tags})"
    found = page.evaluate(run, [parts, RULES_OF_AXE])
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.thorough)])
def test_everybody_can_use_the_page(
    scheme: str, browser: Browser, told: Told, control: httpx.Client, lacking: Callable[[str], NoReturn]
) -> None:
    control.post("/faults", json={"system": "Customerp", "kind": "lost"}).raise_for_status()
    with erp(told) as client, pytest.raises(httpx.RemoteProtocolError):
        client.post("/contacts", json=CONTACT)
    control.post("/faults", json={"system": "Trello", "kind": "lost"}).raise_for_status()
    context = browser.new_context(
        viewport={"width": 400, "height": 900}, color_scheme="light" if scheme == "light" else "dark", bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{told['control']['url']}/#token={told['control']['token']}")
    expect(page.get_by_role("region", name="Faults").get_by_role("listitem")).to_have_count(2)
    # Of the ledger, the lines on the fault are enough.
    page.get_by_label("harness").uncheck()
    found = violations(page, lacking)
    rows(page, "Contact in Customerp").first.get_by_role("button", name="All of Ada").click()
    rows(page, "Contact in Customerp").first.get_by_role("button", name="Story").click()
    expect(page.get_by_role("dialog", name="The story of Ada")).to_be_visible()
    found += violations(page, lacking, "#story")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Plant a fault…").click()
    expect(page.get_by_role("dialog", name="Plant a fault")).to_be_visible()
    found += violations(page, lacking, "#editor")
    context.close()

    assert found == []


@pytest.mark.thorough
@pytest.mark.parametrize("system", ["customerp", "custompms"])
def test_everybody_can_read_the_page_of_an_api(
    system: str, browser: Browser, told: Told, lacking: Callable[[str], NoReturn]
) -> None:
    address = urlsplit(told[system]["url"])
    found = []
    for width, scheme in ((400, "dark"), (1440, "light")):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
        )
        page = context.new_page()
        page.goto(f"http://{address.netloc}/docs")
        found += violations(page, lacking, "header", "nav", "section:first-of-type")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        links = page.get_by_role("navigation", name="Contents").get_by_role("link")
        targets = links.evaluate_all("(links) => links.map((each) => each.getAttribute('href').slice(1))")
        # A link for each collection, and for each operation of it.
        assert len(targets) == len(set(targets)) == page.locator("section").count() + page.locator("h3").count()
        assert page.evaluate("ids => ids.every((id) => document.getElementById(id))", targets)
        context.close()

    assert found == []
