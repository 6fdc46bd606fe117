"""The control API over HTTP: snapshots and resets, the clock, the ledger."""

from __future__ import annotations

import httpx

from tests.serve.answers import Serving, Told, json, lines, records

# --- everything at once ---


def test_a_reset_makes_the_same_records_with_the_same_ledger(control: httpx.Client) -> None:
    before = lines(control)
    resets = json(control.get("/systems"))["resets"]
    json(control.post("/seed", json={"records": 2}))

    found = json(control.post("/reset"))

    assert found == {"resets": resets + 1}
    assert lines(control) == before


def test_a_snapshot_brings_back_records_and_clock(control: httpx.Client) -> None:
    before, clock = records(control, "Custompms/Task"), json(control.get("/clock"))
    first = next(iter(before))
    number = json(control.post("/snapshots"))["snapshot"]
    json(control.patch(f"/records/Custompms/Task/{first}", json={"values": {"title": "Otherwise"}}))
    json(control.post("/clock", json={"advance": 60}))

    restored = json(control.post("/restore", json={"snapshot": number}))

    assert restored == {"snapshot": number, "clock": clock}
    assert records(control, "Custompms/Task") == before
    assert [line["by"] for line in lines(control)[-2:]] == ["user", "harness"]
    assert lines(control)[-1]["what"].startswith("restored")


def test_later_snapshots_vanish_with_an_earlier_one(control: httpx.Client) -> None:
    for _ in range(3):
        json(control.post("/snapshots"))

    json(control.post("/restore", json={"snapshot": 1}))

    assert json(control.get("/systems"))["snapshots"] == 1
    answer = control.post("/restore", json={"snapshot": 2})
    assert (answer.status_code, answer.json()["error"]) == (404, "no snapshot 2")
    assert "1 to 1" in answer.json()["do"]
    assert json(control.post("/restore", json={"snapshot": 1}))["snapshot"] == 1


def test_what_is_seeded_after_a_restore_is_the_same_again(control: httpx.Client) -> None:
    def seeded() -> object:
        control.post("/seed", json={"records": 1}).raise_for_status()
        return control.get("/records/Customerp/Contact", params={"limit": 1}).json()["records"]

    snapshot = control.post("/snapshots").json()
    first = seeded()
    control.post("/restore", json=snapshot).raise_for_status()

    assert seeded() == first


# --- time ---


def test_a_manual_clock_moves_only_when_told(control: httpx.Client) -> None:
    before = json(control.get("/clock"))

    after = json(control.post("/clock", json={"advance": 90.5}))

    assert before == {"now": "2026-03-01T08:00:00.000Z", "milliseconds": 1_772_352_000_000, "runs": False}
    assert after == {"now": "2026-03-01T08:01:30.500Z", "milliseconds": 1_772_352_090_500, "runs": False}
    assert json(control.get("/clock")) == after


def test_a_real_clock_runs_and_jumps(serving: Serving) -> None:
    with serving("--records", "0") as told:
        headers = {"Authorization": f"Bearer {told['control']['token']}"}
        with httpx.Client(base_url=told["control"]["url"], headers=headers) as control:
            before = json(control.get("/clock"))
            jumped = json(control.post("/clock", json={"advance": 3600}))
            after = json(control.get("/clock"))

    assert before["runs"] is after["runs"] is True
    assert before["milliseconds"] + 3_600_000 <= jumped["milliseconds"] <= after["milliseconds"]


def test_time_ends_where_ids_do(control: httpx.Client) -> None:
    beyond = control.post("/clock", json={"advance": 80 * 366 * 86_400})

    to_the_end = control.post("/clock", json={"advance": 73 * 365 * 86_400})

    assert beyond.status_code == 400
    assert to_the_end.status_code == 200
    assert len(json(control.post("/records/Trello/Cards", json={"values": {"name": "The last"}}))["id"]) == 24


# --- the ledger ---


def test_the_ledger_goes_on_where_somebody_left_off(control: httpx.Client, erp: httpx.Client) -> None:
    whole = lines(control)
    first = json(control.get("/ledger", params={"limit": 3}))
    second = json(control.get("/ledger", params={"since": first["next"], "limit": 10_000}))
    erp.get("/contacts", params={"limit": 1})
    news = json(control.get("/ledger", params={"since": second["next"]}))

    assert first["lines"] + second["lines"] == whole
    assert [line["line"] for line in whole] == list(range(len(whole)))
    [call] = news["lines"]
    assert (call["event"], call["by"], call["system"], call["method"]) == ("call", "sut", "Customerp", "GET")
    assert (call["path"], call["status"]) == ("/v1/contacts?limit=1", 200)
    assert call["text"] == f"{call['line']} 08:00:00: the sync: GET /v1/contacts?limit=1 to Customerp, answered 200"
    assert {key: news[key] for key in ("ledger", "clock")} == {
        "ledger": news["next"],
        "clock": json(control.get("/clock")),
    }


def test_the_control_api_itself_is_not_in_the_ledger(control: httpx.Client) -> None:
    assert {line["event"] for line in lines(control)} <= {"created", "updated"}


def test_no_secret_is_in_the_ledger(control: httpx.Client, told: Told) -> None:
    trello = told["trello"]
    credentials = {"key": trello["key"], "token": trello["token"]}
    httpx.get(f"{trello['url']}/members/me", params=credentials).raise_for_status()
    httpx.get(f"{trello['url']}/tokens/{trello['token']}", params=credentials).raise_for_status()
    httpx.get(f"{trello['url']}/tokens/{trello['token']}/webhooks", params=credentials).raise_for_status()
    httpx.get(f"{told['customerp']['url']}/contacts", params={"q": told["customerp"]["token"]})

    answer = control.get("/ledger", params={"limit": 10_000})

    assert len(answer.json()["lines"]) > 4
    secrets = [value for said in told.values() for key, value in said.items() if key != "url"]
    assert [secret for secret in secrets if secret in answer.text] == []
