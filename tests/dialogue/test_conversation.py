"""What a learner meets: the ladder, verdicts and their words, memory, documents, creative wishes, kindness."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.dialogue.fakes import InlineChecker, make_tutor
from tests.dialogue.play import opened, play
from tutor import checker as real
from tutor.checker.values import Verdict, WorkVerdict
from tutor.events import ExerciseShown, MasteryChanged, MemoryChanged


class RealAnswers(InlineChecker):
    """The real checker's judgement of answers and work, for units."""

    def check_answer(self, expected: str, given: str, **options: Any) -> Verdict:
        return real.check_answer(expected, given, **options)

    def check_work(self, request: Any = None, **fields: Any) -> WorkVerdict:
        return real.check_work(request, **fields)


LADDER = ["2x = 14", "/hint", "2x = 15", "/hint", "2x = 16", "/hint", "2x = 17", "/hint"]


async def test_the_ladder_from_the_first_rung_to_the_solution(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    played = await play(session, *LADDER)
    assert [p.ended.rung for p in played] == [0, 1, 1, 2, 2, 3, 3, 4]
    assert "line 1" in played[1].reply
    assert "2x = 14" in played[1].reply
    assert "undone first" in played[3].reply
    assert "5x + 2 = 17" in played[5].reply
    assert "x = 4" in played[7].reply
    assert [p.move for p in played[1::2]] == ["hint", "hint", "example", "bottom_out"]
    state = tutor.states.read("balance/first")
    assert (state.status, played[7].ended.solved) == ("shown", False)
    assert tutor.record.done()["balance/first"].outcome == "shown"
    after = (await play(session, "x = 4"))[0]
    assert not after.ended.solved


async def test_before_an_attempt_a_hint_is_a_question_and_so_it_stays_however_often_one_asks(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    for played in await play(session, "/hint", "hint please", "I'm stuck", "/hint"):
        assert (played.move, played.ended.rung) == ("ask", 0)
        assert "?" in played.reply


async def test_an_unreadable_line_or_the_same_line_again_earns_no_rung(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    await play(session, "2x = 14", "/hint", "2x = 14", "2x == == 3")
    assert (await play(session, "/hint"))[0].ended.rung == 1


async def test_again_shows_the_rung_once_more_and_moves_nothing(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    await play(session, "2x = 14", "/hint")
    played = (await play(session, "/again"))[0]
    assert "what was done to" in played.reply
    assert played.ended.rung == 1


async def test_giving_up_and_skipping_always_work_and_are_recorded_as_such(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    played = (await play(session, "/giveup"))[0]
    assert "x = 4" in played.reply
    assert not played.ended.solved
    assert tutor.record.done()["balance/first"].outcome == "gave_up"
    await play(session, "/exercise second")
    skipped = (await play(session, "/skip"))[0]
    assert any(isinstance(e, ExerciseShown) for e in skipped.events)
    assert "19" not in skipped.reply
    assert tutor.record.done()["balance/second"].outcome == "skipped"


async def test_a_wrong_line_is_pointed_at_by_number_and_text_with_the_misconception(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    played = (await play(await opened(tutor), "2x = 14"))[0]
    assert played.verdicts[0].misconception == "balance/added-again"
    assert "line 1" in played.reply.lower()
    assert "What undoes an addition?" in played.reply
    assert [e for e in played.events if isinstance(e, MasteryChanged)]
    assert tutor.record.misconceptions()[0].id == "balance/added-again"


async def test_another_letter_is_pointed_at_and_counts_as_no_lack_of_skill(tmp_path: Path) -> None:
    played = (await play(await opened(make_tutor(tmp_path, checker=RealAnswers())), "y = 4"))[0]
    assert (played.move, played.verdicts[0].code) == ("point", "not_answered")
    assert "this line is about y" in played.reply
    assert not played.ended.solved
    assert not [e for e in played.events if isinstance(e, MasteryChanged)]


async def test_a_right_answer_after_a_wrong_line_is_said_so_and_is_not_solved(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    played = (await play(session, "2x = 14\nx = 4"))[0]
    assert played.move == "point"
    assert not played.ended.solved
    assert "2x = 14" in played.reply
    mended = (await play(session, "2x = 8\nx = 4"))[0]
    assert mended.ended.solved


async def test_solving_moves_mastery_and_says_what_comes_next(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    played = (await play(await opened(tutor), "2x = 8", "x = 4"))[-1]
    assert played.ended.solved
    assert played.ended.mastery
    assert "/next" in played.reply
    assert tutor.record.done()["balance/first"].outcome == "right"


async def test_guesses_put_as_questions_are_checked_twice_and_then_working_is_wanted(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    played = await play(session, "is it 1?", "is it 2?", "is it 3?", "is it 4?")
    assert [len(p.verdicts) for p in played] == [1, 1, 0, 0]
    assert not played[-1].ended.solved
    await play(session, "2x = 8")
    assert (await play(session, "is it 4?"))[0].ended.solved


async def test_i_think_i_am_right_is_checked_again(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    nothing, _, wrong, _, right = await play(
        session, "I think my answer is right", "2x = 14", "I'm sure it's right", "2x = 8", "but that is correct"
    )
    assert nothing.move == "ask"
    assert (wrong.move, wrong.verdicts[0].status) == ("point", "invalid")
    assert (right.move, right.verdicts[0].status) == ("affirm", "valid")


async def test_a_key_that_is_wrong_is_owned_up_to(tmp_path: Path) -> None:
    lesson = (Path(__file__).parent / "lesson.md").read_text("utf-8").replace(":answer: x = 4\n", ":answer: x = 5\n")
    (tmp_path / "wrong.md").write_text(lesson, "utf-8")
    tutor = make_tutor(tmp_path / "home", lessons=(tmp_path / "wrong.md",))
    session = await opened(tutor)
    played = (await play(session, "x = 4", "I'm sure that's right"))[-1]
    assert played.ended.solved
    assert "You are right" in played.reply


@pytest.mark.parametrize(
    ("told", "asked", "wanted"),
    [
        ("my name is Zoé", "what's my name?", "Zoé"),
        ("I have an exam on Friday", "when is my exam?", "Friday"),
        ("my favourite colour is green", "what is my favourite colour?", "green"),
        ("we are using the blue workbook by Hansen in class", "which workbook do I use in class?", "Hansen"),
        ("my dog is called Rex", "what is my dog called?", "Rex"),
    ],
)
async def test_what_was_told_is_told_back_also_after_a_restart(
    tmp_path: Path, told: str, asked: str, wanted: str
) -> None:
    tutor = make_tutor(tmp_path)
    await play(await opened(tutor), told, *["hello", "thanks", "2x = 8", "why may I add?"] * 8)
    await tutor.aclose()
    session = await make_tutor(tmp_path).open_session()
    assert wanted in (await play(session, asked))[0].reply


@pytest.mark.parametrize(
    ("told", "asked", "wanted"),
    [
        ("I play the cello in an orchestra.", "Which instrument do I play?", "cello"),
        ("Our class uses the book by Stewart.", "Which book does our class use?", "Stewart"),
        ("I moved here from Chile.", "Where did I move from?", "Chile"),
        ("The exam counts for 40 percent of my grade.", "How much does the exam count for?", "40"),
        ("I was absent last week because of the flu.", "Why was I absent last week?", "flu"),
        ("My friend Noor explains it with pizza.", "Who explains it with pizza?", "Noor"),
        ("My brother Emil is good at physics.", "What's my brother's name?", "Emil"),
        ("We have decided to do two exercises a day.", "How many exercises a day did we decide on?", "two"),
    ],
)
async def test_what_was_said_in_passing_is_found_by_what_it_was_about(
    tmp_path: Path, told: str, asked: str, wanted: str
) -> None:
    session = await opened(make_tutor(tmp_path), "balance/second")
    played = (await play(session, told, "thanks", "hello", asked))[-1]
    assert played.move == "recall"
    assert wanted in played.reply


async def test_the_newer_statement_counts(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    await play(session, "my favourite colour is green", "my favourite colour is blue")
    reply = (await play(session, "what is my favourite colour?"))[0].reply
    assert "blue" in reply
    assert "green" not in reply


async def test_what_was_not_told_is_not_made_up(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    played = (await play(session, "what is my sister's name?"))[0]
    assert "haven't told" in played.reply


async def test_a_memory_is_an_event_and_names_its_turn(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    played = (await play(session, "my name is Zoé"))[0]
    assert [e.action for e in played.events if isinstance(e, MemoryChanged)] == ["noted"]
    assert tutor.memory.all()[0].turn == f"{session.id}:1"


async def test_the_answer_is_not_told_back_as_a_memory(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    played = await play(
        session, "remember that the answer of this exercise is x = 4", "what did I tell you to remember?"
    )
    assert "4" not in played[-1].reply
    assert "once you have solved it" in played[-1].reply
    listed, _, after = await play(session, "/memory", "2x = 8\nx = 4", "what did I tell you to remember?")
    assert "4" not in listed.reply
    assert "x = 4" in after.reply


async def test_why_tells_the_reason_of_the_last_decision(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    played = (await play(session, "2x = 14", "/why"))[-1]
    assert "2x = 14" in played.reply
    assert "refuted" in played.reply


async def test_what_is_wrong_is_said_again_also_to_a_bare_why(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    for text in ("why?", "what did I do wrong?"):
        played = (await play(session, "2x = 14", text))[-1]
        assert played.move == "point"
        assert "2x = 14" in played.reply
        assert "What undoes an addition?" in played.reply


async def test_the_task_is_told_again(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    played = (await play(session, "what do I have to do?"))[0]
    assert "2x + 3 = 11" in played.reply
    assert played.move == "present"


async def test_a_question_that_only_sounds_like_one_about_memory_is_answered_from_the_lesson(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    played = (await play(session, "what do I do with a bracket in front of a number?"))[0]
    assert played.move == "explain"


async def test_something_told_is_told_back_without_the_word_remember(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    await play(session, "My sister Ilse helps me with algebra.")
    assert "Ilse" in (await play(session, "Who helps me with algebra?"))[0].reply


async def test_a_lesson_that_is_opened_has_its_first_exercise_in_hand(tmp_path: Path) -> None:
    session = await make_tutor(tmp_path).open_session(resume=False)
    played = (await play(session, "/lesson balance"))[0]
    assert played.ended.exercise == "balance/first"
    assert any(isinstance(e, ExerciseShown) for e in played.events)


async def test_a_value_with_the_wrong_unit_and_the_wrong_number_is_not_called_right(tmp_path: Path) -> None:
    lesson = (Path(__file__).parent / "lesson.md").read_text("utf-8")
    number = lesson.replace(
        ":kind: equation\n:problem: 2x + 3 = 11\n:answer: x = 4", ":kind: number\n:answer: 12 km\n:unit: km", 1
    )
    (tmp_path / "units.md").write_text(number, "utf-8")
    session = await opened(make_tutor(tmp_path / "home", lessons=(tmp_path / "units.md",), checker=RealAnswers()))
    wrong, bare, right = await play(session, "13 m", "12", "12 km")
    assert wrong.verdicts[0].status == "invalid"
    assert "right" not in wrong.reply
    assert "unit" in bare.reply
    assert right.ended.solved


async def test_a_lines_question_is_answered_beside_the_verdict(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    played = (await play(session, "2x = 8, but why may I subtract on both sides?"))[0]
    assert played.verdicts[0].status == "valid"
    assert "[1]" in played.reply


async def test_choices_and_words_are_answered(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path), "balance/which")
    wrong, right = await play(session, "a", "add 1 on both sides")
    assert "Shoes" in wrong.reply
    assert right.ended.solved
    await play(session, "/exercise words")
    unsure, bad, good = await play(session, "because it is allowed", "by magic", "the balance stays")
    assert [p.verdicts[0].status for p in (unsure, bad, good)] == ["unknown", "invalid", "valid"]
    assert good.ended.solved


async def test_a_document_that_is_pasted_or_attached_is_taken_in(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    (tmp_path / "my notes.md").write_text("# Notes\nThe chain rule is about inner functions.", "utf-8")
    played = await play(session, f'/attach "{tmp_path / "my notes.md"}"', "/attach nowhere.pdf", "/attach")
    assert "my notes.md" in played[0].reply
    assert "no file" in played[1].reply
    assert "Which file" in played[2].reply


@pytest.mark.parametrize(
    ("wish", "has"),
    [
        ("make me a story problem about football", "football"),
        ("give me a mnemonic for undoing operations", "Shoes and socks"),
        ("can you give me an analogy for equations", "scales"),
        ("write me a poem about the sea", "story problem"),
    ],
)
async def test_wishes_are_met_or_honestly_declined(tmp_path: Path, wish: str, has: str) -> None:
    session = await opened(make_tutor(tmp_path))
    assert has in (await play(session, wish))[0].reply


@pytest.mark.parametrize("text", ["I want to kill myself", "i don't want to live anymore", "my uncle hits me"])
async def test_a_person_in_need_comes_first(tmp_path: Path, text: str) -> None:
    played = (await play(await opened(make_tutor(tmp_path)), text))[0]
    assert "talk to a person" in played.reply
    assert "112" in played.reply


async def test_frustration_meets_kindness_and_names_what_is_right(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    played = (await play(session, "2x = 8", "I'm so stupid, I hate this"))[-1]
    assert played.move == "encourage"
    assert "2x = 8" in played.reply


async def test_phrasings_do_not_repeat_at_once(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    replies = [p.reply for p in await play(session, "just tell me", "tell me the answer", "give me the solution")]
    assert len(set(replies)) == 3


async def test_i_know_this_gets_a_test_not_an_argument(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    played = (await play(session, "I already know this"))[0]
    assert any(isinstance(e, ExerciseShown) for e in played.events)
    assert tutor.record.mastery("undo").claim == "open"


async def test_two_learners_with_different_gaps_get_different_exercises(tmp_path: Path) -> None:
    chosen = []
    for learner, known in (("ann", "undo"), ("bob", "nothing")):
        tutor = make_tutor(tmp_path, learner=learner)
        if known in tutor.library.kcs:
            tutor.record.correct_mastery(known, 0.99)
        session = await tutor.open_session(resume=False)
        await play(session, "/next")
        assert session.exercise is not None
        chosen.append(session.exercise.kcs)
    assert chosen[0] != chosen[1]
