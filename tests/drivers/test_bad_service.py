"""A service that is a bad sync: one that is not there ends the run at once, of one that offers little less is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from syncproof.cli import main
from tests.drivers.conftest import Judge, Running, credentials

SAYS = """
    class Bad(Service):
        def do_GET(self):
            self.say(STATUS, {})
    serve(Bad)
"""
OFFER = "offer POST /reset (docs/sut.md);"


def test_one_that_is_not_there_is_told_once(judge: Judge) -> None:
    judged = judge("--sut-url", "http://127.0.0.1:9", only="every.exactly-once")

    assert (judged.code, judged.out) == (4, "")
    assert judged.err == (
        "the service does not answer: GET /: no server listens at http://127.0.0.1:9\n"
        "  do       look at what the service prints; if it runs elsewhere, correct --sut-url\n"
    )


@pytest.mark.parametrize(
    ("status", "what"),
    [
        (200, "the service offers no reset, so it cannot learn where the systems are\n"),
        (500, "GET of the service's address is answered 500, so its verbs are unknown\n"),
    ],
)
def test_one_that_cannot_know_where_the_systems_are_is_told_at_once(
    judge: Judge, running: Running, status: int, what: str
) -> None:
    url = running(SAYS.replace("STATUS", str(status)))

    judged = judge("--sut-url", url, only="every.exactly-once")

    assert (judged.code, judged.out) == (4, "")
    assert judged.err == f"{what}  do       {OFFER} or else --sut-port N --sut-dir DIR\n"
    assert main(["smoke", "--sut-url", url]) == judged.code


def test_one_without_reset_plays_one_story_and_no_more(judge: Judge, running: Running, free_port: int) -> None:
    url = running("serve(Service)")

    judged = judge("--sut-url", url, "--rest", "0.1", "--sut-port", str(free_port), only="every.exactly-once")

    assert judged.code == 1
    assert "scenarios  2: 1 fail, 1 inconclusive" in judged.out
    assert "why       the service offers no reset, and has played a story since it was" in judged.out
    assert "  do        offer POST /reset (docs/sut.md); or else --sut-port N --sut-dir DIR" in judged.out


@pytest.mark.thorough
def test_one_without_reset_plays_with_what_was_prepared_for_it_once(
    judge: Judge, running: Running, folder: Path, free_port: int
) -> None:
    options = ("--rest", "0.1", "--sut-dir", "work", "--sut-port", str(free_port))
    kept, state = folder / "work" / "environment", folder / "work" / "state"
    again = "or else end it, run this again, and start it with"

    assert judge("--sut-url", "http://127.0.0.1:9", *options).code == 4  # nobody is there: all is prepared
    url = running(PREPARED)
    (state / "database").touch()
    told = kept.read_bytes()
    first = judge("--sut-url", url, *options)
    second = judge("--sut-url", url, *options)

    assert first.code == 1  # it does nothing
    assert (kept.read_bytes(), (state / "database").exists()) == (told, True)
    assert second.code == 3
    assert f"why the service offers no reset, and has played a story since it was started do {OFFER} {again}" in (
        second.failure
    )
    other = judge("--sut-url", url, *options, "--seed", "1")
    assert "why the service offers no reset, and was started for another section, or another seed do" in other.failure
    assert judge("--sut-url", "http://127.0.0.1:9", *options).code == 4
    assert not (state / "database").exists()
    assert judge("--sut-url", url, *options).code == 1


def test_one_that_cannot_decline_is_told_of_one_section(judge: Judge, running: Running, folder: Path) -> None:
    url = running("serve(Service)")

    judged = judge("--sut-url", url, "--rest", "0.1", "--sut-dir", "work", only="every.created")

    told = json.loads((folder / "work" / "checklist.json").read_text())
    assert [section["id"] for section in told["sections"]] == ["task-to-cards"]
    assert judged.code == 1  # it does nothing


def test_one_that_is_not_there_yet_is_told_where_its_environment_is(judge: Judge, folder: Path) -> None:
    judged = judge("--sut-url", "http://127.0.0.1:9", "--sut-dir", "work")

    assert judged.code == 4
    assert (
        f"  do       . {folder / 'work' / 'environment'}\n           start it there, and run again; with" in judged.err
    )
    assert "again; with --sut-port N, if it offers no reset\n" in judged.err
    assert "export SYNCPROOF_TRELLO_TOKEN=" in (folder / "work" / "environment").read_text()


def test_one_without_restart_shows_no_story_with_one(judge: Judge, running: Running, free_port: int) -> None:
    url = running("serve(Service)")

    judged = judge(
        "--sut-url", url, "--rest", "0.1", "--sut-port", str(free_port), only="The sync restarts between its runs"
    )

    assert judged.code == 3
    assert "why the service offers no restart, and this story needs one do offer POST /restart" in judged.failure


def test_one_that_does_not_reset_is_told_once(judge: Judge, running: Running) -> None:
    url = running(
        """
        class Bad(Service):
            status = {"schema": "syncproof-sut/1", "offers": ["reset"]}
            def reset(self, body):
                return 500, {"problem": body["environment"]["SYNCPROOF_TRELLO_TOKEN"] + " is no token"}
        serve(Bad)
        """
    )

    judged = judge("--sut-url", url, only="every.exactly-once")

    assert (judged.code, judged.out) == (4, "")
    assert judged.err.startswith('the service offers reset, and answers 500 to it: {"problem": "… is no token"}\n')


@pytest.mark.thorough
def test_one_that_ends_no_pass_hangs(judge: Judge, running: Running) -> None:
    url = running(
        """
        class Bad(Service):
            status = {"schema": "syncproof-sut/1", "offers": ["reset"], "passes": 0}
        serve(Bad)
        """
    )

    judged = judge("--sut-url", url, "--pass-timeout", "1")

    assert judged.code == 1
    assert "broken the sync hangs" in judged.failure
    assert "sync no two passes ended within 1 s (--pass-timeout): passes was 0, and is 0" in judged.failure


PREPARED = """
    class Prepared(Service):
        status = {"schema": "syncproof-sut/1", "offers": [], "reports": []}
    serve(Prepared)
"""
"""One that could be told of several sections, had it been asked beforehand."""
RESTLESS = """
    import urllib.request
    class Bad(Service):
        status = {"schema": "syncproof-sut/1", "offers": ["reset"], "reports": []}
        told = None
    def ask(**what):
        pms, key = (Bad.told["SYNCPROOF_CUSTOMPMS_" + name] for name in ("URL", "KEY"))
        headers = {"X-Api-Key": key, "Content-Type": "application/json"}
        try:
            urllib.request.urlopen(urllib.request.Request(pms + "/tasks", headers=headers, **what)).read()
        except OSError:
            pass
    def go_on():
        while True:
            if Bad.told:
                ACT
            time.sleep(0.02)  # it need not keep the machine busy for that
    threading.Thread(target=go_on, daemon=True).start()
    serve(Bad)
"""
"""One that tells no passes, and acts all the time."""


def test_one_that_asks_all_the_time_is_judged_by_what_it_writes(judge: Judge, running: Running) -> None:
    url = running(RESTLESS.replace("ACT", "ask()"))

    judged = judge("--sut-url", url, "--rest", "0.2")

    assert judged.code == 1
    assert "expected one record in Trello Cards" in judged.failure


@pytest.mark.thorough
def test_one_that_writes_all_the_time_hangs(judge: Judge, running: Running) -> None:
    url = running(RESTLESS.replace("ACT", """ask(data=b'{"title": "more"}')"""))

    judged = judge("--sut-url", url, "--rest", "1", "--pass-timeout", "3")

    assert judged.code == 1
    assert "broken the sync hangs" in judged.failure
    assert "the service was still writing after 3 s (--pass-timeout)" in judged.failure


@pytest.mark.thorough
def test_one_that_does_one_thing_at_a_time_is_let_end_its_passes(judge: Judge, running: Running) -> None:
    # By HTTP/1.1 it serves nobody else as long as a connection is kept.
    url = running(
        """
        import urllib.request
        from contextlib import suppress
        class Bad(Service):
            protocol_version = "HTTP/1.1"
            status = {"schema": "syncproof-sut/1", "offers": ["reset"], "passes": 0, "reports": []}
            told = None
        with HTTPServer(("127.0.0.1", 0), Bad) as server:
            print(f"http://127.0.0.1:{server.server_port}", flush=True)
            server.timeout = 0
            while True:
                server.handle_request()
                if Bad.told:
                    pms, key = (Bad.told["SYNCPROOF_CUSTOMPMS_" + name] for name in ("URL", "KEY"))
                    with suppress(OSError):
                        for _ in range(3):
                            urllib.request.urlopen(urllib.request.Request(pms + "/tasks", headers={"X-Api-Key": key}))
                    Bad.status["passes"] += 1
        """
    )

    judged = judge("--sut-url", url, "--pass-timeout", "60", only="every.exactly-once")

    assert judged.code == 1
    assert "expected  one record in Trello Cards" in judged.out
    assert "the service offers no restart, and this story needs one" in judged.out  # so the second one was begun


@pytest.mark.thorough
def test_one_that_hangs_is_let_drop_dead_where_it_offers_that(judge: Judge, running: Running) -> None:
    url = running(
        """
        class Bad(Service):
            status = {"schema": "syncproof-sut/1", "offers": ["reset", "pass", "kill"]}
            def do_POST(self):
                if self.path == "/pass":
                    time.sleep(100)
                super().do_POST()
            def kill(self, _):
                with open("killed", "a") as file:
                    file.write("x")
                return 200, {}
        serve(Bad)
        """
    )

    judged = judge("--sut-url", url, "--pass-timeout", "1")

    assert judged.code == 1
    assert "broken the sync hangs" in judged.failure
    assert Path("killed").read_text() == "xxx"


@pytest.mark.thorough
def test_one_that_dies_in_a_story_fails_it(judge: Judge, running: Running) -> None:
    url = running(
        """
        class Bad(Service):
            status = {"schema": "syncproof-sut/1", "offers": ["reset"], "passes": 0}
            looks = 0
            def do_GET(self):
                Bad.looks += 1
                if Bad.looks > 3:
                    os.kill(os.getpid(), signal.SIGKILL)
                super().do_GET()
        serve(Bad)
        """
    )

    judged = judge("--sut-url", url)

    assert judged.code == 1
    assert "broken the sync does not run" in judged.failure
    assert "saw the service does not answer any more: GET /: " in judged.failure


def test_a_secret_in_what_it_says_of_itself_is_told_to_nobody(
    judge: Judge, running: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    url = running(
        """
        class Bad(Service):
            status = {"schema": "syncproof-sut/1", "offers": ["reset"], "passes": 0}
            def do_GET(self):
                if hasattr(Bad, "told"):
                    secret = Bad.told["SYNCPROOF_TRELLO_TOKEN"]
                    Bad.status = {**Bad.status, "passes": Bad.status["passes"] + 1, "problem": "x" * 100 + secret}
                super().do_GET()
        serve(Bad)
        """
    )

    judged = judge("--sut-url", url)
    main(["smoke", "--sut-url", url, "--section", "Task to Trello Cards"])
    said = capsys.readouterr().out

    assert judged.code == 1
    assert "xxx…" in judged.failure
    assert "xxx…" in said
    assert not [secret for secret in credentials() if secret in said]


def test_a_page_that_is_no_service_is_watched_and_does_nothing(judge: Judge, running: Running, free_port: int) -> None:
    url = running(
        """
        class Page(Service):
            status = "hello"
        serve(Page)
        """
    )

    judged = judge("--sut-url", url, "--rest", "0.1", "--sut-port", str(free_port))

    assert judged.code == 1
    assert "the sync asked nothing of any system" in judged.failure


def test_one_that_cannot_say_what_it_offers_is_told_so(judge: Judge, running: Running, free_port: int) -> None:
    url = running(SAYS.replace("STATUS", "500"))

    judged = judge("--sut-url", url, "--rest", "0.1", "--sut-port", str(free_port))

    assert judged.code == 1
    assert "GET of the address is answered 500, so its verbs are unknown" in judged.failure


def test_one_that_says_too_early_that_it_is_done_is_told_so(judge: Judge, running: Running) -> None:
    url = running(
        """
        import urllib.request
        class Bad(Service):
            status = {"schema": "syncproof-sut/1", "offers": ["reset", "pass"]}
            def do_POST(self):
                super().do_POST()
                while self.path == "/pass":  # until one is hung up on: the first may still be in time
                    time.sleep(0.05)
                    urllib.request.urlopen(Bad.told["SYNCPROOF_TRELLO_URL"] + "/members/me")
            def pass_(self, _):
                return 200, {}
        setattr(Bad, "pass", Bad.pass_)
        serve(Bad)
        """
    )

    judged = judge("--sut-url", url)

    assert judged.code == 1
    assert (
        "POST /pass was answered before the pass had ended: GET /1/members/me came after the answer" in judged.failure
    )


FALLS = """
    class Falls(Service):
        status = {"schema": "syncproof-sut/1", "offers": ["reset", "pass"], "reports": []}
        resets = 0
        def reset(self, body):
            type(self).resets += 1
            return (200 if self.resets == 1 else 500), {}
    setattr(Falls, "pass", lambda self, body: (200, {}))
    serve(Falls)
"""


def test_one_that_cannot_be_reset_any_more_is_a_cause_in_words(judge: Judge, running: Running) -> None:
    judged = judge("--sut-url", running(FALLS), only="in-sync.forward")

    assert judged.code == 4
    assert "the sync could not be started or asked, at the start" in judged.out
    assert "SutMissing" not in judged.everything
