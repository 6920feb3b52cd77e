"""Questions about the learner answered from memory, and all the questions that no memory answers."""

from __future__ import annotations

import pytest
from learner_fakes import SetClock

from tutor.learner.answers import answer_from_memory, asks_for_everything, matching_memories
from tutor.learner.extract import find_memories
from tutor.learner.memory import Memory, MemoryStore
from tutor.storage import Database

TOLD = """My name is Alexandra but call me Alex. I'm 16 years old.
My sister Anna is a nurse
My brother is called Luca
I have a dog called Rex
I have a physics exam on 12 March
My maths teacher is Mr Khan
I prefer short answers
I like examples from music
please don't use colours
I study at Lincoln High School and I live in Leeds
I'm in year 11
my favourite number is 7
my favourite colour is green
I always mix up sine and cosine
I struggle with the product rule
I play the violin
My goal is to become an engineer
Remember that my locker is number 42
remember that I sit next to Bob
my birthday is on 3 May
I don't like word problems
I learn best with pictures
Remember that our class trip to Rome is in June"""


@pytest.fixture
def memories(db: Database, clock: SetClock) -> tuple[Memory, ...]:
    store = MemoryStore(db, "anna", clock)
    for number, line in enumerate(TOLD.splitlines()):
        clock.pass_(minutes=1)
        found = find_memories(line)
        assert found, line
        for each in found:
            store.take(each, f"t{number}")
    return store.all()


@pytest.mark.parametrize(
    ("question", "inside"),
    [
        ("what is my name?", "Alexandra"),
        ("What's my name again?", "Alexandra"),
        ("do you remember my name?", "Alexandra"),
        ("who am I?", "Alexandra"),
        ("tell me what my name is", "Alexandra"),
        ("what should you call me?", "Alex."),
        ("how old am I?", "16"),
        ("what's my sister called?", "Anna"),
        ("what is my sister's name?", "Anna"),
        ("tell me my sister's name", "Anna"),
        ("what does my sister do?", "nurse"),
        ("What is my sister's job?", "nurse"),
        ("who is Anna?", "sister"),
        ("what's my brother's name?", "Luca"),
        ("what is my dog's name?", "Rex"),
        ("what's my dog called?", "Rex"),
        ("do I have any pets?", "Rex"),
        ("when is my exam?", "12 March"),
        ("When is my physics test?", "12 March"),
        ("what date is my exam on?", "12 March"),
        ("can you tell me when my exam is?", "12 March"),
        ("Remind me what my exam date is", "12 March"),
        ("what did I say about my exam?", "12 March"),
        ("who is my maths teacher?", "Mr Khan"),
        ("what's the name of my teacher?", "Mr Khan"),
        ("who teaches me maths?", "Mr Khan"),
        ("how do I like my answers?", "short"),
        ("what kind of examples do I like?", "music"),
        ("where do I go to school?", "Lincoln"),
        ("where do I study?", "Lincoln"),
        ("where do I live?", "Leeds"),
        ("what year am I in?", "year 11"),
        ("what's my favourite number?", "7"),
        ("What is my favorite color?", "green"),
        ("Do you know what my favourite number is?", "7"),
        ("What do I always mix up?", "sine and cosine"),
        ("what do I struggle with?", "product rule"),
        ("What did I say about sine?", "sine and cosine"),
        ("what did I tell you about colours?", "colour"),
        ("which instrument do I play?", "violin"),
        ("what's my goal?", "engineer"),
        ("what do I want to become?", "engineer"),
        ("what's my locker number?", "42"),
        ("who do I sit next to?", "Bob"),
        ("when is my birthday?", "3 May"),
        ("when is our class trip?", "June"),
        ("what don't I like?", "word problems"),
        ("how do I learn best?", "pictures"),
    ],
)
def test_the_memory_that_answers_is_found(memories: tuple[Memory, ...], question: str, inside: str) -> None:
    answer = answer_from_memory(question, memories)
    assert answer is not None
    assert inside in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "what is the derivative of x^2?",
        "why can't I divide by x?",
        "how do I use the product rule?",
        "when do I use the product rule?",
        "can I use sine here?",
        "should I write the number 7?",
        "what is my mistake?",
        "what is my answer?",
        "is my answer right?",
        "where is my mistake?",
        "is my first step right?",
        "what do I do next?",
        "what should I do with my minus sign?",
        "how many exercises do I have left?",
        "am I right?",
        "is my sister right?",
        "what is my favourite food?",
        "what is my mother's name?",
        "what is my cat called?",
        "when is my chemistry trip?",
        "what did I say about fractions?",
        "my name is Bob",
        "I have an exam",
        "",
        "?",
        "who is Newton?",
        "what is your name?",
    ],
)
def test_a_question_that_no_memory_answers_gets_none(memories: tuple[Memory, ...], question: str) -> None:
    assert answer_from_memory(question, memories) is None


def test_without_memories_there_is_no_answer() -> None:
    assert answer_from_memory("what is my name?", ()) is None


def test_all_that_answer_are_given_best_first(db: Database, clock: SetClock) -> None:
    store = MemoryStore(db, "anna", clock)
    for text in ("my sister is called Beth", "my sister is called Cleo", "my brother is called Ben"):
        for found in find_memories(text):
            store.take(found, "t")
    answers = matching_memories("what are my sisters called?", store.all())
    assert {each.text for each in answers} == {"Your sister is called Beth.", "Your sister is called Cleo."}


def test_what_was_superseded_never_answers(db: Database, clock: SetClock) -> None:
    store = MemoryStore(db, "anna", clock)
    for text in ("my exam is on 12 March", "actually my exam is on 15 March"):
        clock.pass_(minutes=1)
        for found in find_memories(text):
            store.take(found, "t")
    answers = matching_memories("when is my exam?", (*store.history(), *store.all()))
    assert [each.text for each in answers] == ["Your exam is on 15 March."]


def test_when_wants_a_date_and_is_not_answered_without_one(db: Database, clock: SetClock) -> None:
    store = MemoryStore(db, "anna", clock)
    store.note("goal", "exam", "You have an exam.", "t", 0.7)
    assert answer_from_memory("when is my exam?", store.all()) is None
    assert answer_from_memory("do I have an exam?", store.all()) is not None


@pytest.mark.parametrize(
    "question",
    [
        "what do you know about me?",
        "What do you remember about me",
        "what have I told you so far?",
        "tell me everything you know about me",
        "show me your memories",
        "what did you remember?",
    ],
)
def test_a_question_for_everything_is_recognised(question: str) -> None:
    assert asks_for_everything(question)


@pytest.mark.parametrize(
    "question",
    ["what do you know about fractions?", "what is my name?", "show me the graph", "what do I know about limits?"],
)
def test_other_questions_are_not_questions_for_everything(question: str) -> None:
    assert not asks_for_everything(question)


@pytest.mark.parametrize(
    ("told", "question", "inside"),
    [
        ("Hi there! My name is Kwame and I'm preparing for my finals in June.", "What's my name?", "Kwame"),
        ("Hi there! My name is Kwame and I'm preparing for my finals in June.", "When are my finals?", "June"),
        ("i'm taking calculus because i want to become an engineer", "What do I want to be?", "engineer"),
        ("my brother kofi is studying medicine", "What does my brother study?", "medicine"),
        ("My favorite animal is the otter, by the way.", "Which animal is my favorite?", "otter"),
        ("I prefer worked examples before trying problems on my own.", "How do I prefer to learn?", "worked examples"),
        ("I have a quiz about limits this Friday", "When is my quiz?", "Friday"),
        ("Just FYI, I'm left-handed.", "Which hand do I write with?", "left"),
        ("My teacher Mrs. Alvarez says I should practise more", "Who is my teacher?", "Alvarez"),
        ("I get nervous about word problems", "What makes me nervous?", "word problems"),
        ("I usually study at the library in the evening", "Where do I usually study?", "library"),
        ("my lucky number is 17", "Do you remember my lucky number?", "17"),
        ("My cat is named Pixel", "What's the name of my cat?", "Pixel"),
        ("I play the cello in the school orchestra", "What instrument do I play?", "cello"),
        ("My birthday is on the 4th of July", "When's my birthday?", "4th of July"),
        ("I'm from Kenya but I live in Toronto", "Where am I from?", "Kenya"),
        ("I'm from Kenya but I live in Toronto", "Where do I live now?", "Toronto"),
        ("I always forget to change the sign when moving terms", "What do I always forget?", "sign"),
        ("my exam got moved to 14 June", "When is my exam now?", "14 June"),
        ("I want to score at least 85 percent on the exam", "What score do I want?", "85"),
        ("Could you please use metric units whenever possible?", "Which units do I prefer?", "metric"),
        ("My best friend's name is Leila", "Who is my best friend?", "Leila"),
        ("Please remember that my study group meets on Wednesdays", "When does my study group meet?", "Wednesday"),
        ("remember: the code for my project is Falcon", "What's the code for my project?", "Falcon"),
        ("I'm 17", "How old am I?", "17"),
        ("I like basketball, so please use basketball examples", "What examples do I like?", "basketball"),
        ("My favourite subject at school is chemistry", "What is my favourite subject?", "chemistry"),
        ("I'm in 9th grade at Roosevelt High", "What grade am I in?", "9th"),
        ("My mom is a biologist", "What does my mom do for work?", "biologist"),
        ("We live near the sea", "Where do I live?", "sea"),
        ("My dog's called Biscuit", "What is my dog called?", "Biscuit"),
        ("I keep mixing up permutations and combinations", "What do I keep mixing up?", "permutations"),
        ("My deadline is next Tuesday", "When is my deadline?", "Tuesday"),
        ("My favourite number is 42 and my favourite planet is Saturn", "What is my favourite planet?", "Saturn"),
        ("Call me Max", "What should you call me?", "Max"),
        ("my sister's name is Olga and she studies physics", "What is my sister's name?", "Olga"),
    ],
)
def test_what_was_told_in_one_turn_answers_a_question_in_another(
    db: Database, clock: SetClock, told: str, question: str, inside: str
) -> None:
    store = MemoryStore(db, "anna", clock)
    for found in find_memories(told):
        store.take(found, "t1")
    answer = answer_from_memory(question, store.all())
    assert answer is not None
    assert inside.casefold() in answer.text.casefold()
