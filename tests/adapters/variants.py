"""Variants of the Python adapter: one for each thing that a correct sync may do, and its twin, which goes too far.

A variant is a patch of the adapter's text. What a sync has to declare, the variant declares by an option.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ADAPTER = Path(__file__).parents[2] / "docs" / "adapters" / "python" / "sync.py"
CUSTOMERS, TASKS = "custompms-trello/customer-to-organizations", "custompms-trello/task-to-cards"

Patch = dict[str, str]
"""Texts of the adapter, each with the text that takes its place."""


@dataclass(frozen=True)
class Variant:
    """A sync that does one thing of its own, in a section where that shows.

    `twin` goes one step too far, and breaks `rule`.
    """

    section: str
    patch: Patch
    twin: Patch
    rule: str
    declares: dict[str, Any] = field(default_factory=dict)


FORWARD = """            if carried == [SOURCE] and (stored := self.trello("PUT", path, {name: values[SOURCE]}, about)):
                values[TARGET] = form({}, name, stored[name])
                _, old = self.last_edit(path, name, values[TARGET])
"""
BACKWARD = """                source = self.put(source, own, values[TARGET], about)
                values[SOURCE] = form(TO_TRELLO, own, source[own])
            replaced"""
CREATES = """\
            made = self.trello("POST", self.targets, values | {"idList": self.told["place"].get("list")}, about)
            pair |= {"target": made["id"]} if made else {"refused": values}
"""
TRELLO_FORMS = """TO_TRELLO: Json = {
"""
COMPLETED = """site if "://" in site else f"http://{site}\""""
IN_MERGE = """            about["property"] = own
            values ="""
LATE = """late = self.policy == "latest-wins" and self.last_edit(path, name, values[TARGET])[0] > modified"""
SYNCS_ALL = """        for source in sources:
            try:
"""
CREATING = """        elif not pair["target"] and "every" in self.told["promises"]:
"""
BASE = """\
            pair["after"], pair["base"] = max(targets, default=""), {name: [values[name]] * 2 for name in values}
"""
ROOM_AT = """    def sync(self, source: Json, targets: Json) -> None:
"""
ROOM = """    made = 0

    def room(self) -> bool:
        self.made += 1
        return self.made <= 10

"""
STILL = """        if environ.get("SYNCPROOF_CLOCK_URL"):
            now = requests.get(environ["SYNCPROOF_CLOCK_URL"], timeout=20).json()["milliseconds"]
            if now - source["modifiedAt"] < {seconds} * 1000:
                return
"""
CARRIED = """            carried = edited if values[SOURCE] != values[TARGET] else []
"""
IS_PAIR = """        if pair["target"] in targets:
"""

VARIANTS = {
    "trims itself": Variant(
        CUSTOMERS,
        {TRELLO_FORMS: TRELLO_FORMS + '    "name": lambda text: text.strip(),\n'},
        {TRELLO_FORMS: TRELLO_FORMS + '    "name": lambda text: text.strip().lower(),\n'},
        "in-sync.near-edit",
    ),
    "lets the target trim": Variant(
        TASKS,
        {},
        {
            BACKWARD: BACKWARD.replace(
                "            replaced",
                "                if values[SOURCE] != values[TARGET]:\n"
                '                    source = self.put(source, own, pair["base"][name][SOURCE], about)\n'
                "                    values[SOURCE] = form(TO_TRELLO, own, source[own])\n"
                "            replaced",
            )
        },
        "properties.normalised",
    ),
    "writes the trimmed value back": Variant(
        TASKS,
        {
            BACKWARD: BACKWARD.replace(
                "            replaced",
                "                if values[SOURCE] == str(values[TARGET]).rstrip() != values[TARGET]:\n"
                '                    self.trello("PUT", path, {name: values[SOURCE]}, about)\n'
                "                    values[TARGET] = values[SOURCE]\n"
                "            replaced",
            )
        },
        {
            BACKWARD: BACKWARD.replace(
                "            replaced",
                "                if values[SOURCE] != values[TARGET]:\n"
                '                    self.trello("PUT", path, {name: values[SOURCE]}, about)\n'
                "                    values[TARGET] = values[SOURCE]\n"
                "            replaced",
            )
        },
        "properties.normalised",
    ),
    "completes a website": Variant(
        CUSTOMERS,
        {COMPLETED: COMPLETED.replace("http", "https")},
        {COMPLETED: COMPLETED.replace("http://", "http://www.")},
        "properties.normalised",
    ),
    "writes the completed website back": Variant(
        CUSTOMERS,
        {
            FORWARD: FORWARD
            + """                if name == "website" and source[own] and source[own] != values[TARGET]:
                    source = self.put(source, own, values[TARGET], about)
"""
        },
        {
            FORWARD: FORWARD
            + """                if name == "website" and source[own]:
                    source = self.put(source, own, values[TARGET].partition("://")[2], about)
"""
        },
        "in-sync.forward",
    ),
    "reports instead of being cut": Variant(
        TASKS,
        {
            CARRIED: CARRIED
            + """            if carried == [TARGET] and own == "notes" and len(values[TARGET]) > 4000:
                sys.stdout.write(json.dumps({"report": "too long", **about, "reason": "it would be cut"}) + "\\n")
                carried = []
"""
        },
        {
            CARRIED: CARRIED
            + """            if carried == [TARGET] and own == "notes" and len(values[TARGET]) > 4000:
                carried = []
"""
        },
        "properties.normalised",
    ),
    "cuts itself, and reports that": Variant(
        CUSTOMERS,
        {
            TRELLO_FORMS: TRELLO_FORMS + '    "name": lambda text: text.strip()[:100].rstrip(),\n',
            CARRIED: CARRIED
            + """            if carried == [SOURCE] and own == "name" and len(source[own].strip()) > 100:
                sys.stdout.write(json.dumps({"report": "cut", **about, "reason": "too long"}) + "\\n")
""",
        },
        {TRELLO_FORMS: TRELLO_FORMS + '    "name": lambda text: text.strip()[:100].rstrip(),\n'},
        "properties.limits",
    ),
    "creates in two steps": Variant(
        TASKS,
        {
            BASE: """            nothing = {name: False if name == "dueComplete" else "" for name in values}
            pair["after"], pair["base"] = max(targets, default=""), {name: [each] * 2 for name, each in nothing.items()}
            pair["base"][key] = [values[key]] * 2
""",
            CREATES: CREATES.replace("values | {", "{key: values[key]} | {")
            + """            if made:
                self._save()
                self.merge(pair, source, made, about)
""",
        },
        {CREATES: CREATES.replace("values | {", "{key: values[key]} | {")},
        "every.created",
    ),
    "creates ten a pass": Variant(
        TASKS,
        {CREATING: CREATING.replace('"every"', 'self.room() and "every"'), ROOM_AT: ROOM + ROOM_AT},
        {CREATING: CREATING.replace('"every"', 'len(self.pairs) <= 10 and "every"')},
        "every.backfilled",
        {"writes": 10},
    ),
    "carries an edit when it has been still for 5 s": Variant(
        TASKS,
        {IS_PAIR: STILL.format(seconds=5) + IS_PAIR},
        {IS_PAIR: STILL.format(seconds=50) + IS_PAIR},
        "in-sync.forward",
        {"debounce": 5.0},
    ),
    "leaves a back-link on each card": Variant(
        TASKS,
        {
            IS_PAIR: """        if self.targets == "/cards" and pair["target"] in targets and "mark" not in pair:
            link, path = {"url": f"https://pms.example/tasks/{source['id']}"}, f"/cards/{pair['target']}/attachments"
            there = [each["id"] for each in self.trello("GET", path) if each["url"] == link["url"]]
            pair["mark"] = there[0] if there else self.trello("POST", path, link)["id"]
            self._save()
"""
            + IS_PAIR
        },
        {
            SYNCS_ALL: """        for id_ in targets if self.targets == "/cards" else ():
            if id_ not in self.pairs.get("marks", {}).get("target", ""):
                self.trello("POST", f"{self.targets}/{id_}/attachments", {"url": "https://pms.example/tasks"})
                self.pairs.setdefault("marks", {"target": ""})["target"] += id_
                self._save()
"""
            + SYNCS_ALL
        },
        "every.one-way",
        {"marks": ("Trello Attachments",)},
    ),
    "carries one direction a pass": Variant(
        TASKS,
        {
            IS_PAIR: """        pair["turn"] = 1 - pair.get("turn", 1)
        self._save()
"""
            + IS_PAIR,
            CARRIED: CARRIED
            + """            if carried == [1 - pair["turn"]]:
                continue
""",
        },
        {
            CARRIED: CARRIED
            + """            if carried == [TARGET]:
                continue
""",
        },
        "in-sync.backward",
        {"passes": 2},
    ),
    "puts what is there already": Variant(
        TASKS,
        {
            IS_PAIR: """        self.pms("PUT", f"{self.sources}/{source['id']}", source)
"""
            + IS_PAIR
        },
        {
            IS_PAIR: """        if pair["target"] in targets:
            kept = {own: form(TO_CUSTOMPMS, own, pair["base"][name][SOURCE], nothing=None) for own, name in self.rows}
            self.pms("PUT", f"{self.sources}/{source['id']}", source | kept)
"""
            + IS_PAIR
        },
        "in-sync.forward",
    ),
    "settles conflicts by the record's time": Variant(
        TASKS,
        {LATE: """late = self.policy == "latest-wins" and target["dateLastActivity"] > modified"""},
        {
            LATE: """late = self.policy == "latest-wins" and target["dateLastActivity"] > modified""",
            "            if len(edited) > 1:\n": "            if edited:\n",
        },
        "in-sync.untouched-is-not-reverted",
    ),
}


def text_of(patch: Patch) -> str:
    """Return the adapter's text with a patch."""
    text = ADAPTER.read_text("utf-8")
    for old, new in patch.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
