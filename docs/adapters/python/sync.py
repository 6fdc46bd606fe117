"""A two-way sync of Custompms's customers and tasks with Trello's organizations and cards.

Style: the classic one. Of each pair and property it keeps the merge base: what each side held when they last agreed.
A side that differs from its base was edited, and the edit is carried across; where both were, the policy decides.
Keeps: `state.json` in the state directory, replaced as a whole after every step: a crash never leaves half of it.
Runs:  syncproof run --sut 'python docs/adapters/python/sync.py'      (one pass per start; needs `requests`)
"""

import fcntl
import json
import sys
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from os import environ
from pathlib import Path
from typing import Any

import requests

PLACES = {  # where the sources are, and the targets; where all targets are listed, cards that were moved too
    "Custompms Customer to Trello Organizations": ("/customers", "/organizations", "/members/me/organizations"),
    "Custompms Task to Trello Cards": ("/tasks", "/cards", "/boards/{board}/cards/all"),
}
SOURCE, TARGET, PAGE, REFUSED, NO_ACCESS, GONE, BUSY = 0, 1, 50, {400, 413, 422}, {401, 403}, 404, 429
OAUTH = 'OAuth oauth_consumer_key="{SYNCPROOF_TRELLO_KEY}", oauth_token="{SYNCPROOF_TRELLO_TOKEN}"'
STATE = Path(environ.get("SYNCPROOF_STATE_DIR", ".")) / "state.json"
EPOCH, MS = datetime(1970, 1, 1, tzinfo=UTC), timedelta(milliseconds=1)
Json = Any
TO_TRELLO: Json = {
    "due": lambda ms: (EPOCH + ms * MS).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    "start": lambda day: f"{day}T00:00:00.000Z",
    "website": lambda site: site if "://" in site else f"http://{site}",  # a site called `null` would clear it
}
TO_CUSTOMPMS: Json = {"due": lambda at: (datetime.fromisoformat(at) - EPOCH) // MS, "start": lambda at: at[:10]}


def form(forms: Json, name: str, value: Json, nothing: str | None = "") -> Json:
    """Return a value in another system's form. Both sides are compared in Trello's; there nothing is the empty text."""
    return nothing if value is None or value == "" else forms.get(name, lambda same: same)(value)


def ask(url: str, headers: Json, method: str, path: str, body: Json = None, about: Json = None) -> Json:
    """Ask, and wait as often as we are told to. What is refused is reported, and None; all else ends the pass."""
    while (answer := requests.request(method, url + path, headers=headers, json=body, timeout=20)).status_code == BUSY:
        seconds = int(answer.headers.get("Retry-After", 10))  # Trello does not say; its window is ten seconds
        if clock := environ.get("SYNCPROOF_CLOCK_URL"):  # the harness's; a real installation has none
            requests.post(clock, json={"sleep": seconds}, timeout=20)
        time.sleep(0 if clock else seconds)
    if about and answer.status_code in REFUSED:
        sys.stdout.write(json.dumps({"report": "refused", **about, "reason": answer.text}) + "\n")
        return None
    if method == "GET" and answer.status_code == GONE:
        return None
    answer.raise_for_status()
    return answer.json()


class Section:
    """A section. Kept of it are its pairs: by source record, the counterpart's id and each property's base."""

    def __init__(self, told: Json, policy: str, state: Json) -> None:
        self.told, self.policy, self.state, self.pairs = told, policy, state, state.setdefault(told["id"], {})
        self.sources, self.targets, self.listed = PLACES[told["title"]]
        self.rows = [(row["source"], row["target"]) for row in told["properties"]]
        self.pms = partial(ask, environ["SYNCPROOF_CUSTOMPMS_URL"], {"X-Api-Key": environ["SYNCPROOF_CUSTOMPMS_KEY"]})
        self.trello = partial(ask, environ["SYNCPROOF_TRELLO_URL"], {"Authorization": OAUTH.format(**environ)})

    def _save(self) -> None:
        STATE.with_suffix(".new").write_text(json.dumps(self.state))
        STATE.with_suffix(".new").replace(STATE)

    def run(self) -> None:
        """Do a pass. Sources are read first, so an edit in Trello that we miss is later than what we carry there."""
        sources, answer = [], {"page": 0, "total": 1}
        while answer["page"] * PAGE < answer["total"]:  # what slips past as others are deleted comes next time
            answer = self.pms("GET", f"{self.sources}?pageSize={PAGE}&page={answer['page'] + 1}")
            sources += answer["items"]
        targets = {each["id"]: each for each in self.trello("GET", self.listed.format(**self.told["place"]))}
        for id_ in {pair["target"] for pair in self.pairs.values()} - {"", *targets}:  # on another board, or gone
            if found := self.trello("GET", f"{self.targets}/{id_}"):
                targets[id_] = found
        failed = None
        for source in sources:
            try:
                self.sync(source, targets)
            except requests.HTTPError as error:  # one record that always fails stops no other
                if error.response.status_code in NO_ACCESS:
                    raise
                failed = error
        if failed:
            raise failed

    def sync(self, source: Json, targets: Json) -> None:
        """Bring a source record and its counterpart to agreement."""
        pair = self.pairs.setdefault(str(source["id"]), {"target": ""})
        about = {**self.told["source"], "record": str(source["id"])}
        if pair["target"] in targets:
            self.merge(pair, source, targets[pair["target"]], about)
        elif not pair["target"] and "every" in self.told["promises"]:
            self.create(pair, source, targets, about)

    def create(self, pair: Json, source: Json, targets: Json, about: Json) -> None:
        """Make a counterpart. The intent is kept first: if no answer came, look for what it may have made."""
        values = {name: form(TO_TRELLO, own, source[own]) for own, name in self.rows}
        taken, (_, key) = {each["target"] for each in self.pairs.values()}, self.rows[0]
        for id_, each in targets.items():
            if pair.get("after", "~") < id_ and id_ not in taken and each[key] == pair["base"][key][TARGET]:
                pair["target"] = id_
        if not pair["target"] and pair.get("refused") != values:
            pair["after"], pair["base"] = max(targets, default=""), {name: [values[name]] * 2 for name in values}
            self._save()
            made = self.trello("POST", self.targets, values | {"idList": self.told["place"].get("list")}, about)
            pair |= {"target": made["id"]} if made else {"refused": values}
        self._save()

    def merge(self, pair: Json, source: Json, target: Json, about: Json) -> None:
        """Carry each edited property to the other side. What is refused there counts as agreed until the next edit."""
        path = f"{self.targets}/{target['id']}"
        replaced, late = pair.setdefault("replaced", {}), pair.setdefault("late", {})
        for own, name in self.rows:
            about["property"] = own
            values = [form(TO_TRELLO, own, source[own]), form({}, name, target[name])]
            side, was = replaced.get(name, (SOURCE, None))
            if was == values[side] != pair["base"][name][side]:  # a list may be a moment behind our own last write
                source = self.pms("GET", f"{self.sources}/{source['id']}") or source
                target = self.trello("GET", path) or target
                values = [form(TO_TRELLO, own, source[own]), form({}, name, target[name])]
            edited = [side for side in (SOURCE, TARGET) if values[side] != pair["base"][name][side]]
            modified = TO_TRELLO["due"](source["modifiedAt"])
            if name in late:  # an edit that we replaced unseen goes on, unless there was another since
                if TARGET not in edited and (not edited or late[name][0] > modified):
                    source = self.put(source, own, late[name][1], about)
                del late[name]
                self._save()
                continue
            if len(edited) > 1:
                is_late = self.policy == "latest-wins" and self.last_edit(path, name, values[TARGET])[0] > modified
                edited = [TARGET if is_late or self.policy == "target-wins" else SOURCE]
            carried = edited if values[SOURCE] != values[TARGET] else []
            old, at, before = None, "", list(values)
            if carried == [SOURCE] and (stored := self.trello("PUT", path, {name: values[SOURCE]}, about)):
                values[TARGET] = form({}, name, stored[name])
                _, old, at = self.last_edit(path, name, values[TARGET])
            elif carried == [TARGET]:
                source = self.put(source, own, values[TARGET], about)
                values[SOURCE] = form(TO_TRELLO, own, source[own])
            replaced |= {name: (1 - carried[0], before[1 - carried[0]])} if carried else {}
            late |= {name: (at, old)} if old not in {None, *before, *values} else {}  # we had not seen that edit
            if edited:
                pair["base"][name] = values
                self._save()

    def put(self, source: Json, own: str, value: Json, about: Json) -> Json:
        """Put a source record with the version that was read: it is turned away if somebody was faster."""
        whole = source | {own: form(TO_CUSTOMPMS, own, value, nothing=None)}
        return self.pms("PUT", f"{self.sources}/{source['id']}", whole, about) or source

    def last_edit(self, path: str, name: str, value: Json) -> tuple[str, Json, str]:
        """Return when a property of a card got a value, what it held before, and since when; no organization tells."""
        for _ in range(2 if path.startswith("/cards") else 0):  # a log may be a moment behind
            log = self.trello("GET", f"{path}/actions?filter=updateCard&limit=1000")
            edits = [action for action in log if name in action["data"]["old"]]
            if edits and form({}, name, edits[0]["data"]["card"][name]) == value:
                return edits[0]["date"], form({}, name, edits[0]["data"]["old"][name]), [*edits[1:], *edits][0]["date"]
        return "", None, ""


try:
    checklist = json.loads(Path(environ["SYNCPROOF_CHECKLIST"]).read_bytes())
    state = json.loads(STATE.read_bytes()) if STATE.exists() else {}
    ours = [Section(told, checklist["policy"], state) for told in checklist["sections"] if told["title"] in PLACES]
except (KeyError, OSError, ValueError) as error:
    sys.stderr.write(f"cannot begin: {error!r}\n")
    sys.exit(2)
for told in checklist["sections"]:
    if told["title"] not in PLACES:
        sys.stdout.write(json.dumps({"report": "declined", "section": told["id"], "reason": "not built"}) + "\n")
try:
    with STATE.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # ends with this process, however that ends
        for section in ours:
            section.run()
except BlockingIOError:
    sys.exit("given up: another sync is at work with this state")
except requests.RequestException as error:
    sys.exit(f"given up: {error}")
