"""Presence, the ledger's corners, the window."""

from __future__ import annotations

from pathlib import Path

from tests.dialogue.fakes import NOW, make_tutor
from tests.dialogue.play import opened, play
from tutor.dialogue import summaries
from tutor.dialogue.presence import Presence
from tutor.dialogue.prompt import Window, extend
from tutor.events import Notice


def test_a_process_is_alive_until_it_lets_go(tmp_path: Path) -> None:
    one, two = Presence(tmp_path), Presence(tmp_path)
    assert two.alive(one.owner)
    one.close()
    assert not two.alive(one.owner)
    assert not two.alive("never was")
    one.close()


def test_marks_of_ended_processes_are_cleared_away(tmp_path: Path) -> None:
    one, two = Presence(tmp_path), Presence(tmp_path)
    one._lock.release()
    assert not two.alive(one.owner)
    assert not (tmp_path / f"{one.owner}.lock").exists()


async def test_events_are_numbered_on_across_turns_and_sessions_are_apart(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    await play(session, "hello", "2x = 8")
    other = await tutor.open_session(resume=False)
    await play(other, "hello")
    rows = tutor.db.connection.execute("SELECT session, seq FROM events ORDER BY session, seq").fetchall()
    for each in (session.id, other.id):
        seqs = [row["seq"] for row in rows if row["session"] == each]
        assert seqs == list(range(1, len(seqs) + 1))


async def test_a_long_text_is_kept_cut(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    await play(session, "y" * 100_000)
    assert len(tutor.ledger.turns(session.id)[0].text) == 8_000


async def count(text: str) -> int:
    return len(text.split())


async def test_the_window_appends_and_compacts(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    window = Window()
    for n in range(12):
        await play(session, f"what is thing number {n} about, in some more words?")
        before = list(window.messages)
        _, dropped = await extend(
            window, tutor.ledger.turns(session.id), f"request {n} " + "w " * 20, count, 300, lambda text: text
        )
        if not dropped:
            assert window.messages[: len(before)] == before
        assert window.size <= 300
        assert window.messages[0].role == "system"
        assert f"request {n} " in window.messages[-1].content
    assert window.left_out > 0


async def test_a_summary_names_what_was_done(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    await play(session, "why may I add the same?", "2x = 8\nx = 4", "/exercise second", "3x - 15 = 2x + 4")
    reply = (await play(session, "summarise please"))[0].reply
    assert "Two steps back" in reply
    assert "3x - 15 = 2x + 4" in reply
    assert "why may I add the same?" in reply


async def test_what_is_due_is_named(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    assert "Nothing is due" in summaries.due(tutor)
    assert NOW


async def test_a_resumed_session_says_what_was_cut_off_once(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    stream = session.respond("hello")
    await anext(stream)
    tutor.presence.close()
    again = await make_tutor(tmp_path).open_session()
    first = [e async for e in again.start()]
    second = [e async for e in again.start()]
    assert sum("cut off" in e.text for e in first if isinstance(e, Notice)) == 1
    assert not any("cut off" in e.text for e in second if isinstance(e, Notice))


async def test_a_resumed_session_says_where_it_stands(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    await play(await opened(tutor), "my name is Zoé", "2x = 14", "/hint", "2x = 8")
    await tutor.aclose()
    again = await make_tutor(tmp_path).open_session()
    notices = [e.text for e in [e async for e in again.start()] if isinstance(e, Notice)]
    assert notices == ["Welcome back, Zoé. You were at “Two steps back”, line 2, `2x = 8`, 1 of 4 hints used."]


async def test_a_dispute_is_recorded_and_said_to_be(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    played = (await play(await opened(tutor), "2x = 14", "/dispute"))[-1]
    assert "recorded" in played.reply
    assert tutor.export()["dialogue"]["disputes"][0]["verdict"] == "invalid: not_equivalent"
