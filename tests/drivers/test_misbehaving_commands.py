"""Commands that live and do wrong: they do nothing, hang, or leave their work to others."""

from __future__ import annotations

from tests.drivers.conftest import TINY, Judge, Script


def test_one_that_does_nothing_fails_with_a_hint(judge: Judge) -> None:
    judged = judge("--sut", "true")

    assert judged.code == 1
    assert "broken Digging has no counterpart in Trello Cards" in judged.failure
    assert "sync the last pass ended with exit code 0" in judged.failure
    assert "the sync asked nothing of any system" in judged.failure


def test_one_that_does_its_work_and_says_that_it_did_not_never_rests(judge: Judge, script: Script) -> None:
    judged = judge("--sut", script("work(state); sys.exit(1)", begin=TINY))

    assert judged.code == 1
    assert "broken the sync never comes to rest expected two quiet passes in a row within 12" in judged.failure
    assert "saw the last pass was given up: the command ended with exit code 1" in judged.failure


def test_one_that_gives_its_passes_up_is_shown_with_the_writes_of_each(judge: Judge, script: Script) -> None:
    does = """
        from contextlib import suppress
        url = "{SYNCPROOF_TRELLO_URL}/lists?key={SYNCPROOF_TRELLO_KEY}&token={SYNCPROOF_TRELLO_TOKEN}"
        with suppress(OSError):
            ask(url.format(**told), b"{}")
        sys.exit(1)
    """
    judged = judge("--sut", script(does, begin=TINY))

    assert "; writes in each pass: …, 1, 1, 1, 1, 1, 1; the last one: POST /1/lists to Trello" in judged.failure
    assert "(11 times before)" in judged.failure


def test_one_that_hangs_is_told_so_and_killed(judge: Judge) -> None:
    judged = judge("--sut", "sleep 100", "--pass-timeout", "0.2")

    assert judged.code == 1
    assert (
        "broken the sync hangs expected a pass that ends within 0.2 s (--pass-timeout) "
        "saw 3 passes that ran out of time" in judged.failure
    )


def test_one_that_hangs_again_and_again_is_not_waited_for_in_every_story(judge: Judge) -> None:
    judged = judge("--sut", "sleep 100", "--pass-timeout", "0.2", only="every.exactly-once")

    assert judged.code == 1
    assert "scenarios  2: 1 fail, 1 inconclusive" in judged.out
    assert "why       not played: the sync hung 3 times before, see the stories above" in judged.out
    assert "  do        --pass-timeout gives it longer, --only plays one story" in judged.out


def test_one_that_leaves_its_work_to_others_is_told_that_they_were_ended(judge: Judge, script: Script) -> None:
    begin = "import subprocess, sys"
    sync = script("\nsubprocess.Popen(['sh', '-c', 'sleep 3; syncproof sync'])", begin=begin)

    judged = judge("--sut", sync)

    assert judged.code == 1
    assert "the command left processes running when it ended, and they were killed" in judged.failure


def test_one_that_asks_the_clock_wrongly_is_told_so(judge: Judge, script: Script) -> None:
    ask = """
        from contextlib import suppress
        with suppress(OSError):
            urlopen(Request(told["SYNCPROOF_CLOCK_URL"], b'{"sleep": "10"}'))
        sys.exit(1)
    """
    judged = judge("--sut", script(ask, begin=TINY))

    assert judged.code == 1
    told = 'the clock let no time pass for {"sleep": "10"}: send {"sleep": seconds}, from 0 to 86400'
    assert told in judged.failure
