"""Splitting into sentences, whole and streaming."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.dialogue.sentences import Streamer, split, stem, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ("One.", "Two!", "Three?")),
        ("It is 3.5 m long. Yes.", ("It is 3.5 m long.", "Yes.")),
        ("See e.g. the scales. Then go on.", ("See e.g. the scales.", "Then go on.")),
        ("With $x = 1. 5$ it holds. Good.", ("With $x = 1. 5$ it holds.", "Good.")),
        ("1. First do this.\n2. Then that.", ("1. First do this.", "2. Then that.")),
        ("He said “no.” Then he left.", ("He said “no.”", "Then he left.")),
        ("A heading\n\nA sentence.", ("A heading", "A sentence.")),
        ("", ()),
        ("no end", ("no end",)),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: tuple[str, ...]) -> None:
    assert split(text) == expected


@given(
    st.lists(
        st.sampled_from(["You may add it.", "Why is that?", "It is 3.5 m.", "No!", "See e.g. this one."]), max_size=6
    ),
    st.data(),
)
def test_a_stream_gives_the_same_sentences_however_it_is_cut(sentences: list[str], data: st.DataObject) -> None:
    text = " ".join(sentences)
    streamer, given_out, at = Streamer(), [], 0
    while at < len(text):
        size = data.draw(st.integers(1, 9))
        given_out += streamer.feed(text[at : at + size])
        at += size
    given_out += streamer.finish()
    assert given_out == sentences


def test_an_unfinished_sentence_is_dropped() -> None:
    streamer = Streamer()
    assert streamer.feed("Add it. And then you") == ("Add it.",)
    assert streamer.finish() == ()


def test_a_number_at_the_edge_waits_for_what_follows() -> None:
    streamer = Streamer()
    assert streamer.feed("It is 3.") == ()
    assert streamer.feed("5 m long. ") == ("It is 3.5 m long.",)


@given(st.text(max_size=300))
def test_splitting_loses_no_words(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("a", "b"), [("dividing", "divide"), ("fractions", "fraction"), ("multiplied", "multiply"), ("signs", "sign")]
)
def test_kindred_words_have_one_stem(a: str, b: str) -> None:
    assert stem(a) == stem(b)


def test_terms_leave_out_what_carries_no_meaning() -> None:
    assert terms("Why can't I just divide by x?") == terms("divide")
