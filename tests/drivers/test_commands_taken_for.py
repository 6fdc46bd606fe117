"""A daemon that is run as a command is recognised at once, and a command that starts slowly is told of the daemon."""

from __future__ import annotations

import pytest

from syncproof.drivers import command, slow_starts
from syncproof.drivers.slow_starts import SlowStarts
from tests.drivers.conftest import COMMAND, Judge, Script

LISTENS = """
    import http.server, sys
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
"""


def test_a_daemon_without_its_option_is_recognised_by_its_first_line(judge: Judge, script: Script) -> None:
    # A command that does not end would be killed after this long, and told so.
    judged = judge("--sut", script("pass", begin=LISTENS), "--pass-timeout", "60")

    assert judged.code == 2
    assert "that is a daemon\n  do       add --sut-daemon" in judged.err


@pytest.mark.thorough
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_daemon_that_tells_its_address_later_is_recognised_too(judge: Judge, script: Script, stream: str) -> None:
    tell = f"file=sys.{stream}, flush=True)"
    begin = LISTENS.replace("flush=True)", tell).replace(
        'print(f"', 'print("starting", flush=True); print(f"Running on '
    )
    judged = judge("--sut", script("pass", begin=begin), "--pass-timeout", "60")

    assert judged.code == 2
    assert "that is a daemon\n  do       add --sut-daemon, and let your sync print the address as its" in judged.err


@pytest.mark.thorough
@pytest.mark.parametrize("said", ["listening on port {}", "HTTP server started, port: {}", "Serving at 0.0.0.0:{} ..."])
def test_a_daemon_that_tells_its_port_alone_is_recognised_too(judge: Judge, script: Script, said: str) -> None:
    begin = LISTENS.replace('f"http://127.0.0.1:{server.server_port}"', f"'{said}'.format(server.server_port)")
    judged = judge("--sut", script("pass", begin=begin), "--pass-timeout", "60")

    assert judged.code == 2
    assert "that is a daemon\n  do       add --sut-daemon, and let your sync print the address as its" in judged.err


def test_no_port_that_cannot_be_is_looked_at() -> None:
    text = "listening on port 99999\nat http://localhost:99999\n10:22:05 sync of port 4711 begins\nlistening on :0"

    assert command._announced(f"{text}\nRunning on localhost:4711") == ["http://127.0.0.1:4711"]  # noqa: SLF001


def test_a_daemon_that_says_nothing_is_hinted_at(judge: Judge, script: Script) -> None:
    judged = judge("--sut", script("signal.pause()", begin="import signal\n"), "--pass-timeout", "0.3")

    assert judged.code == 1
    assert "asked nothing and kept running: is this a daemon? --sut-daemon; a daemon prints" in judged.failure


@pytest.mark.thorough
def test_a_command_that_listens_for_webhooks_is_no_daemon(
    judge: Judge, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_SILENT", 0.0)
    # The command has asked before it listens, however slow the machine is, and then waits for a visitor.
    does = (
        "import http.server; server = http.server.HTTPServer(('127.0.0.1', 0), http.server.BaseHTTPRequestHandler); "
        "work(); print('hooks', f'http://127.0.0.1:{server.server_port}', flush=True); "
        "server.timeout = 1.2; server.handle_request()"
    )
    judged = judge("--sut", script(does, begin=COMMAND), only="every.created")

    assert judged.code == 0


@pytest.mark.thorough
def test_a_command_that_prints_the_address_of_a_system_first_is_no_daemon(judge: Judge, script: Script) -> None:
    does = "print(os.environ['SYNCPROOF_TRELLO_URL'], flush=True); time.sleep(1); work()"
    judged = judge("--sut", script(does, begin=COMMAND), only="every.created")

    assert judged.code == 0


@pytest.mark.thorough
def test_a_command_that_starts_slowly_is_told_of_the_daemon(
    judge: Judge, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_starts, "_SLOW", 0.0)  # by this measure every start is slow
    judged = judge("--sut", script("work()", begin=COMMAND), only="every.exactly-once")

    assert "to start, in every pass: as a daemon it starts once (--sut-daemon)" in judged.err


def test_of_slow_starts_the_usual_one_counts() -> None:
    starts = SlowStarts()
    for seconds in (0.1, 2.0, 0.9, 0.8):
        starts.took(seconds)
    assert starts.advice == ""
    starts.took(0.7)

    assert starts.advice == "your sync takes 0.8 s to start, in every pass: as a daemon it starts once (--sut-daemon)"
