"""The memory store: one subject one truth, history kept, recall by relevance, and deletion that deletes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from learner_fakes import START, SetClock, bytes_of

from tutor.errors import UsageError
from tutor.learner.extract import find_memories
from tutor.learner.found import Found
from tutor.learner.memory import KINDS, MemoryStore
from tutor.storage import Database


def tell(store: MemoryStore, text: str, turn: str = "t1") -> list[str]:
    """What becomes of a text: the actions, in order."""
    return [change.action for found in find_memories(text) for change in store.take(found, turn)]


def texts(store: MemoryStore) -> list[str]:
    return [each.text for each in store.all()]


def test_a_memory_keeps_its_kind_subject_turn_confidence_and_time(store: MemoryStore) -> None:
    memory = store.note("fact", "Name", "Your name is Anna.", "turn-7", 0.9)
    assert (memory.kind, memory.subject, memory.text) == ("fact", "name", "Your name is Anna.")
    assert (memory.turn, memory.confidence, memory.noted, memory.superseded) == ("turn-7", 0.9, START, False)
    assert store.all() == (memory,)
    assert store.get(memory.id) == memory


def test_a_contradiction_supersedes_and_stays_in_the_history(store: MemoryStore, clock: SetClock) -> None:
    old = store.note("fact", "name", "Your name is Ana.", "t1", 0.9)
    clock.pass_(days=1)
    new = store.note("fact", "name", "Your name is Anna.", "t2", 0.9)
    assert store.all() == (new,)
    (past,) = store.history()
    assert (past.id, past.superseded) == (old.id, True)


def test_the_same_again_is_confirmed_not_duplicated(store: MemoryStore, clock: SetClock) -> None:
    first = store.note("fact", "name", "Your name is Anna.", "t1", 0.7)
    clock.pass_(days=1)
    again = store.note("fact", "name", "your name is  ANNA", "t2", 0.95)
    assert again.id == first.id
    assert (again.confidence, again.confirmed, again.turn) == (0.95, START + timedelta(days=1), "t1")
    assert len(store.all()) == 1
    assert store.history() == ()


def test_confirming_never_makes_it_less_sure(store: MemoryStore) -> None:
    store.note("fact", "name", "Your name is Anna.", "t1", 0.9)
    assert store.note("fact", "name", "Your name is Anna.", "t2", 0.3).confidence == 0.9


def test_an_old_truth_can_come_back(store: MemoryStore) -> None:
    for city in ("Leeds", "York", "Leeds"):
        store.note("fact", "lives in", f"You live in {city}.", "t", 0.9)
    assert texts(store) == ["You live in Leeds."]
    assert [each.text for each in store.history()] == ["You live in Leeds.", "You live in York."]


def test_different_subjects_and_kinds_live_side_by_side(store: MemoryStore) -> None:
    store.note("person", "person:sister:anna", "Your sister is called Anna.", "t", 0.9)
    store.note("person", "person:sister:beth", "Your sister is called Beth.", "t", 0.9)
    store.note("theme", "fractions", "You often ask about fractions.", None, 0.8)
    store.note("difficulty", "fractions", "You struggle with fractions.", "t", 0.9)
    assert len(store.all()) == 4


def test_an_empty_subject_is_the_text_itself(store: MemoryStore) -> None:
    store.note("fact", "", "You sit by the window.", "t", 1)
    store.note("fact", "", "You sit by the window!", "t", 1)
    store.note("fact", "", "You have a red bike.", "t", 1)
    assert len(store.all()) == 2


@pytest.mark.parametrize("kind", ["forget", "refuse", "", "Fact", "secret"])
def test_an_unknown_kind_is_refused_with_the_kinds_there_are(store: MemoryStore, kind: str) -> None:
    with pytest.raises(UsageError, match="kinds are fact, preference"):
        store.note(kind, "s", "Something.", "t", 1)


@pytest.mark.parametrize("text", ["", "  ", "\x00\x07", "\u202e"])
def test_nothing_is_not_a_memory(store: MemoryStore, text: str) -> None:
    with pytest.raises(UsageError, match="empty"):
        store.note("fact", "s", text, "t", 1)


@pytest.mark.parametrize(("given", "kept"), [(-1.0, 0.0), (7.0, 1.0), (0.5, 0.5), (float("nan"), 0.0)])
def test_a_confidence_is_kept_between_0_and_1(store: MemoryStore, given: float, kept: float) -> None:
    assert store.note("fact", "s", "Something.", "t", given).confidence == kept


def test_one_exam_one_date(store: MemoryStore) -> None:
    assert tell(store, "I have an exam on 12 March") == ["noted"]
    assert tell(store, "Actually my exam is on the 15th") == ["superseded", "noted"]
    assert texts(store) == ["Your exam is on the 15th (said on Monday 2 March 2026)."]


def test_tomorrow_is_written_out_when_it_is_told(store: MemoryStore, clock: SetClock) -> None:
    tell(store, "I have a test tomorrow")
    assert texts(store) == ["You have a test tomorrow (Tuesday 3 March 2026)."]
    assert tell(store, "I have a test tomorrow") == ["confirmed"]
    clock.pass_(days=7)
    assert tell(store, "I have a test tomorrow") == ["superseded", "noted"]
    assert texts(store) == ["You have a test tomorrow (Tuesday 10 March 2026)."]


def test_my_exam_means_the_one_physics_exam_there_is(store: MemoryStore) -> None:
    tell(store, "I have a physics exam on 12 March")
    assert tell(store, "my exam has been moved to 15 March") == ["superseded", "noted"]
    assert [each.subject for each in store.all()] == ["exam:physics"]


def test_another_exam_is_not_the_one_there_is(store: MemoryStore) -> None:
    tell(store, "I have a physics exam on 12 March")
    assert tell(store, "I have an exam on 20 March") == ["noted"]
    assert tell(store, "I have a chemistry test on 21 March") == ["noted"]
    assert len(store.all()) == 3


def test_with_two_exams_my_exam_supersedes_neither(store: MemoryStore) -> None:
    tell(store, "I have a physics exam on 12 March. I have a chemistry exam on 14 March.")
    assert tell(store, "my exam is on 15 March") == ["noted"]
    assert len(store.all()) == 3


def test_a_physics_exam_and_a_chemistry_exam_are_two(store: MemoryStore) -> None:
    tell(store, "I have a physics exam on 12 March")
    assert tell(store, "I have a chemistry exam on 14 March") == ["noted"]


def test_one_name_many_sisters_one_mother(store: MemoryStore) -> None:
    for text in (
        "my name is Ana",
        "my name is Anna",
        "my sister is called Beth",
        "my sister is called Cleo",
        "my mother is called Dora",
        "my mum's name is Dorothea",
    ):
        tell(store, text)
    assert texts(store) == [
        "Your name is Anna.",
        "Your sister is called Beth.",
        "Your sister is called Cleo.",
        "Your mum is called Dorothea.",
    ]


def test_a_correction_replaces_the_one_sister_there_is(store: MemoryStore) -> None:
    tell(store, "my sister is called Bet")
    assert tell(store, "Sorry, my sister is called Beth") == ["superseded", "noted"]
    assert texts(store) == ["Your sister is called Beth."]


def test_a_correction_among_two_sisters_replaces_neither(store: MemoryStore) -> None:
    tell(store, "my sister is called Beth. my sister is called Cleo.")
    assert tell(store, "no, my sister is called Dora") == ["noted"]


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        ("I prefer short answers", "I prefer long, detailed answers", "You prefer long, detailed answers."),
        ("please use colours", "please don't use colours", "You asked me not to use colours."),
        ("I like chess", "I don't like chess any more", "You don't like chess any more."),
        ("my favourite number is 7", "my favorite number is 11", "Your favorite number is 11."),
        ("I'm in year 10", "I'm in year 11 now", "You're in year 11."),
        ("I live in Leeds", "I moved to York", "You moved to York."),
        ("my dog is called Rex", "my dog is called Max", "Your dog is called Max."),
        ("my goal is to pass physics", "my goal is to become a vet", "Your goal is to become a vet."),
        ("I always mix up sine and cosine", "I often confuse cosine with sine", "You often confuse cosine with sine."),
    ],
)
def test_what_changed_is_superseded(store: MemoryStore, first: str, second: str, left: str) -> None:
    tell(store, first)
    tell(store, second)
    assert texts(store)[-1] == left
    assert len(store.all()) == 1, texts(store)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("I like examples from music", "I like examples from football"),
        ("I like chess", "I like tennis"),
        ("my favourite number is 7", "my favourite colour is red"),
        ("I play the violin", "I play the drums"),
        ("my brother is called Ben", "my brother is called Bob"),
        ("I struggle with fractions", "I struggle with percentages"),
    ],
)
def test_what_adds_up_is_kept_side_by_side(store: MemoryStore, first: str, second: str) -> None:
    tell(store, first)
    tell(store, second)
    assert len(store.all()) == 2


def test_told_again_it_is_confirmed(store: MemoryStore) -> None:
    tell(store, "My name is Anna")
    assert tell(store, "hi, my name is Anna!") == ["confirmed"]


def test_forgetting_on_request_deletes_what_is_meant_and_only_that(store: MemoryStore) -> None:
    tell(store, "My name is Anna and I live in Leeds. My sister is called Beth. I have an exam on 12 March.")
    assert tell(store, "please forget my name") == ["deleted"]
    assert tell(store, "forget what I said about my sister") == ["deleted"]
    assert tell(store, "forget that I live in Leeds") == ["deleted"]
    assert texts(store) == ["You have an exam on 12 March."]


def test_forget_everything_about_me_deletes_all_memories(store: MemoryStore) -> None:
    tell(store, "My name is Anna and I live in Leeds.")
    assert tell(store, "forget everything about me") == ["deleted", "deleted"]
    assert store.all() == ()


def test_a_wish_to_forget_deletes_only_what_holds_all_its_words(store: MemoryStore) -> None:
    tell(store, "my favourite number is 7. Remember that I sit next to Bob. I like jazz.")
    assert tell(store, "forget my house number") == ["not_found"]
    assert tell(store, "forget what I said about jazz") == ["deleted"]
    assert tell(store, "forget that I sit next to Bob") == ["deleted"]
    assert texts(store) == ["Your favourite number is 7."]


def test_forgetting_what_is_not_there_says_so(store: MemoryStore) -> None:
    tell(store, "My name is Anna.")
    assert tell(store, "forget my birthday") == ["not_found"]
    assert texts(store) == ["Your name is Anna."]


def test_a_password_is_refused_even_when_asked_and_by_every_door(store: MemoryStore) -> None:
    assert tell(store, "remember that my password is hunter2") == ["refused"]
    with pytest.raises(UsageError, match="not kept"):
        store.note("fact", "s", "Your password is hunter2.", "t", 1)
    memory = store.note("fact", "name", "Your name is Anna.", "t", 1)
    with pytest.raises(UsageError, match="not kept"):
        store.correct(memory.id, "My card is 4111 1111 1111 1111")
    assert texts(store) == ["Your name is Anna."]


def test_a_correction_by_hand_is_certain_and_keeps_the_old_in_the_history(store: MemoryStore) -> None:
    old = store.note("fact", "name", "Your name is Ana.", "t1", 0.7)
    new = store.correct(old.id, "Your name is Anna.")
    assert (new.text, new.confidence, new.subject) == ("Your name is Anna.", 1.0, "name")
    assert store.all() == (new,)
    with pytest.raises(UsageError, match="superseded already"):
        store.correct(old.id, "Your name is Hannah.")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("my name is Anna", "Your name is Anna."),
        ("I'm called Anna", "You're called Anna."),
        ("Your name is Anna.", "Your name is Anna."),
        ("Anna", "Anna"),
        ("Your sister and I", "Your sister and I"),
    ],
)
def test_a_correction_in_the_first_person_is_turned_to_the_learner(store: MemoryStore, typed: str, kept: str) -> None:
    memory = store.note("fact", "name", "Your name is Ana.", "t1", 0.7)
    assert store.correct(memory.id, typed).text == kept


@pytest.mark.parametrize("memory_id", [0, -1, 99, 2**63, 2**200])
def test_a_memory_that_is_not_there_is_said_so(store: MemoryStore, memory_id: int) -> None:
    for act in (store.get, store.delete, lambda each: store.correct(each, "x")):
        with pytest.raises(UsageError, match="there is no memory"):
            act(memory_id)


def test_a_deleted_memory_leaves_no_trace_in_the_file_nor_do_those_it_superseded(
    db: Database, store: MemoryStore
) -> None:
    store.note("fact", "name", "Your name is Xenophilia.", "t1", 0.9)
    newest = store.note("fact", "name", "Your name is Quetzalcoatl.", "t2", 0.9)
    store.note("fact", "city", "You live in Leeds.", "t3", 0.9)
    assert b"Xenophilia" in bytes_of(db)
    store.delete(newest.id)
    assert b"Xenophilia" not in bytes_of(db)
    assert b"Quetzalcoatl" not in bytes_of(db)
    assert store.history() == ()
    assert texts(store) == ["You live in Leeds."]


def test_deleting_inside_a_larger_transaction_is_done_with_it(db: Database, store: MemoryStore) -> None:
    memory = store.note("fact", "name", "Your name is Anna.", "t1", 0.9)

    def delete_and_fail() -> None:
        with db.transaction():
            store.delete(memory.id)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        delete_and_fail()
    assert store.all() == (memory,)
    with db.transaction():
        store.delete(memory.id)
    assert store.all() == ()
    assert b"Your name is Anna." not in bytes_of(db)


def test_a_learner_can_t_touch_another_s_memory(db: Database, store: MemoryStore, clock: SetClock) -> None:
    memory = store.note("fact", "name", "Your name is Anna.", "t1", 0.9)
    other = MemoryStore(db, "ben", clock)
    assert other.all() == ()
    assert other.recall("what is my name?") == ()
    with pytest.raises(UsageError):
        other.delete(memory.id)


@settings(max_examples=25, deadline=None)
@given(
    notes=st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.sampled_from(["a", "b", "exam", "exam:x"]),
            st.sampled_from(["One.", "Two.", "two"]),
        ),
        max_size=15,
    )
)
def test_whatever_is_noted_each_subject_holds_one_truth_and_the_last_one_wins(
    notes: list[tuple[str, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    db = Database(tmp_path_factory.mktemp("laws") / "r.db")
    store = MemoryStore(db, "anna", SetClock())
    for kind, subject, text in notes:
        memory = store.note(kind, subject, text, "t", 0.5)
        assert memory in store.all()
        current = store.all()
        assert len({(each.kind, each.subject) for each in current}) == len(current)
        assert not {each.id for each in current} & {each.id for each in store.history()}
    for memory in store.all():
        store.delete(memory.id)
    assert store.all() == store.history() == ()
    db.close()


def test_a_found_of_every_action_can_be_taken(store: MemoryStore) -> None:
    for action, expected in (("note", "noted"), ("correct", "confirmed"), ("forget", "deleted"), ("refuse", "refused")):
        found = Found(kind="fact", subject="name", text="Your name is Anna.", confidence=1, action=action)  # type: ignore[arg-type]
        assert [change.action for change in store.take(found, "t")] == [expected]
