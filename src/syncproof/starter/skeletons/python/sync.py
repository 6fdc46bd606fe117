"""A sync to be: tasks of Custompms become cards of Trello. One start is one pass.

It reads where the systems are from the environment, and what to sync from the checklist. It finds the tasks and keeps
who is whom in the state directory; what it does not do yet is to make the cards: see `create`.
"""

import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

if "SYNCPROOF_STATE_DIR" not in os.environ:
    print(f"start me with: syncproof smoke --sut 'python3 {sys.argv[0]}'", file=sys.stderr)
    sys.exit(2)

MINE = "task-to-cards"  # the section that this sync does; it declines all others
LINKS = Path(os.environ["SYNCPROOF_STATE_DIR"]) / "links.json"


def custompms(method, path, body=None):
    return ask("CUSTOMPMS", method, path, {"X-Api-Key": os.environ["SYNCPROOF_CUSTOMPMS_KEY"]}, body)


def trello(method, path, body=None):
    key, token = os.environ["SYNCPROOF_TRELLO_KEY"], os.environ["SYNCPROOF_TRELLO_TOKEN"]
    signed = f'OAuth oauth_consumer_key="{key}", oauth_token="{token}"'
    return ask("TRELLO", method, path, {"Authorization": signed}, body)


def ask(system, method, path, headers, body):
    """Return what a system answers; an error ends the pass, and the next one tries again."""
    url = os.environ[f"SYNCPROOF_{system}_URL"] + path
    data = None if body is None else json.dumps(body).encode()
    request = Request(url, data, {**headers, "Content-Type": "application/json"}, method=method)
    try:
        with urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except HTTPError as error:
        if error.code != 429:
            raise
    time.sleep(10)  # Trello takes 100 requests in 10 seconds
    return ask(system, method, path, headers, body)


def tasks():
    """Yield every task, page by page."""
    page, total = 1, 1
    while (page - 1) * 50 < total:
        answer = custompms("GET", f"/tasks?page={page}&pageSize=50")
        yield from answer["items"]
        page, total = page + 1, answer["total"]


def moment(milliseconds):
    """Return as Trello writes it what Custompms counts since 1970."""
    return milliseconds and datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat()


def create(task, place):
    """Make a card for a task in the list place["list"], and return its id. Until then: nothing."""
    return None


def main():
    links = json.loads(LINKS.read_text()) if LINKS.exists() else {}
    for section in json.loads(Path(os.environ["SYNCPROOF_CHECKLIST"]).read_text())["sections"]:
        if section["id"] != MINE:
            print(json.dumps({"report": "declined", "section": section["id"], "reason": "not built yet"}))
            continue
        for task in tasks():
            if str(task["id"]) not in links and (card := create(task, section["place"])):
                links[str(task["id"])] = card
                LINKS.write_text(json.dumps(links))


main()
