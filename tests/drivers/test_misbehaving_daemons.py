"""Daemons that can be asked for a pass, and do wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drivers.conftest import DAEMON, Judge, Script


def test_one_that_answers_500_fails_with_its_reason(judge: Judge, script: Script) -> None:
    sync = script(
        """
        class Bad(daemon.Resident):
            def run_pass(self):
                raise GaveUp("the moon is full")
        serve(Bad)
        """,
        begin=DAEMON,
    )

    judged = judge("--sut", sync, "--sut-daemon")

    assert judged.code == 1
    assert "broken the sync does not run" in judged.failure
    assert "saw POST /pass was answered 500: the moon is full" in judged.failure


def test_one_that_answers_before_it_is_done_is_told_so(judge: Judge, script: Script) -> None:
    sync = script(
        """
        class Bad(daemon.Resident):
            asked = 0
            def run_pass(self):
                Bad.asked += 1
                if Bad.asked == 4:  # the last of the story
                    threading.Timer(0.2, super().run_pass).start()
                return {"complete": True}
        serve(Bad)
        """,
        begin=DAEMON,
    )

    judged = judge("--sut", sync, "--sut-daemon")

    assert judged.code == 1
    assert "POST /pass was answered before the pass had ended: GET /api/tasks came after the answer" in judged.failure
    assert "the sync asked nothing" not in judged.failure


def test_one_that_dies_in_every_pass_never_rests(judge: Judge, script: Script) -> None:
    sync = script(
        """
        class Bad(daemon.Resident):
            def run_pass(self):
                print("out of luck", file=sys.stderr, flush=True)
                os.kill(os.getpid(), signal.SIGKILL)
        serve(Bad)
        """,
        begin=DAEMON,
    )

    judged = judge("--sut", sync, "--sut-daemon")

    assert judged.code == 1
    assert "broken the sync does not run" in judged.failure
    assert "the daemon was ended by signal 9, SIGKILL (Killed): out of luck" in judged.failure


DIES_ONCE = """
    class Bad(daemon.Resident):
        def run_pass(self):
            done = super().run_pass()
            seen = os.environ["SYNCPROOF_STATE_DIR"] + "/seen"
            if not os.path.exists(seen):
                open(seen, "w").close()
                os.kill(os.getpid(), signal.SIGKILL)
            return done
    serve(Bad)
"""


def test_one_that_dies_once_goes_on_from_there(judge: Judge, script: Script) -> None:
    judged = judge("--sut", script(DIES_ONCE, begin=DAEMON), "--sut-daemon")

    assert judged.code == 0


def test_one_that_does_not_come_back_over_what_it_kept_fails(judge: Judge, script: Script) -> None:
    sync = script(
        """
        if os.listdir(os.environ["SYNCPROOF_STATE_DIR"]):
            sys.exit("cannot open links.sqlite")
        class Bad(daemon.Resident):
            def status(self):
                return {}
        serve(Bad)
        """,
        begin=DAEMON.replace("daemon.Resident = bad", "daemon.Resident = bad; unoffered()")
        + """
    def unoffered():
        import json
        class Quiet:
            def __getattr__(self, name): return getattr(sys.__stdout__, name)
            def write(self, text):
                return sys.__stdout__.write(json.loads(text)["url"] + chr(10) if text[:1] == "{" else text)
        sys.stdout = Quiet()
""",
    )

    judged = judge("--sut", sync, "--sut-daemon", only="The sync restarts between its runs")

    assert judged.code == 1
    assert "broken the sync does not start again over what it kept" in judged.failure
    assert "| cannot open links.sqlite" in judged.failure


def test_one_whose_reset_fails_is_started_anew_and_not_asked_again(judge: Judge, script: Script, folder: Path) -> None:
    sync = script(
        """
        class Bad(daemon.Resident):
            def begin(self, *told):
                if hasattr(self, "_sync"):
                    with open("resets", "a") as asked:
                        asked.write("once\\n")
                    raise GaveUp("no")
                super().begin(*told)
        serve(Bad)
        """,
        begin=DAEMON,
    )

    judged = judge("--sut", sync, "--sut-daemon", only="every.next-time")

    assert judged.code == 0
    assert (folder / "resets").read_text() == "once\n"


@pytest.mark.thorough
def test_one_that_hangs_is_ended_and_told_so(judge: Judge, script: Script) -> None:
    sync = script(
        """
        class Bad(daemon.Resident):
            def run_pass(self):
                time.sleep(100)
        serve(Bad)
        """,
        begin=DAEMON,
    )

    judged = judge("--sut", sync, "--sut-daemon", "--pass-timeout", "1")

    assert judged.code == 1
    assert "broken the sync hangs expected a pass that ends within 1 s (--pass-timeout)" in judged.failure
    assert "sync POST /pass was not answered within 1 s" in judged.failure


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", "hung up in the middle of its answer"),
        ("SSH-2.0-OpenSSH\r\n", "is not HTTP"),
        ("", "hung up without an answer"),
        ('HTTP/1.1 200 OK\r\n\r\n{"complete": false}', "it says that the pass is not complete, and not why"),
        ('HTTP/1.1 200 OK\r\n\r\n{"problem": "tired"}', "tired"),
        ("HTTP/1.1 503 Busy\r\n\r\n", "POST /pass was answered 503: no reason given"),
    ],
)
def test_an_answer_that_is_none_is_told_in_plain_words(judge: Judge, script: Script, answer: str, told: str) -> None:
    sync = script(
        f"""
        import socket
        server = socket.create_server(("127.0.0.1", 0))
        print("http://127.0.0.1:%d" % server.getsockname()[1], flush=True)
        while True:
            asked = server.accept()[0]
            asked.recv(65536)
            asked.sendall({answer!r}.encode())
            asked.close()
        """
    )

    judged = judge("--sut", sync, "--sut-daemon")

    assert judged.code == 1
    assert "broken the sync does not run" in judged.failure
    assert told in judged.failure


def test_reports_that_are_no_list_are_told(judge: Judge, script: Script) -> None:
    sync = script(
        """
        class Bad(daemon.Resident):
            def run_pass(self):
                return {"reports": 5}
        serve(Bad)
        """,
        begin=DAEMON,
    )

    judged = judge("--sut", sync, "--sut-daemon")

    assert judged.code == 1
    assert "broken what the SUT reports is not what docs/sut.md says expected a list saw 5" in judged.failure
