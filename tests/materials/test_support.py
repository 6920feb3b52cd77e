"""The citation check: what a passage carries, what it doesn't, and what it says the opposite of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.materials.chunk import sentences
from tutor.materials.support import formulas, supports

PASSAGE = (
    "Friction is a force that opposes relative motion between systems in contact. "
    "The magnitude of static friction is at most $f_s \\le \\mu_s N$, where $N$ is the normal force. "
    "Kinetic friction does not depend on the speed. "
    "A crate of mass 20.0 kg on a floor with $\\mu_k = 0.600$ feels 118 N. "
    "When the temperature increases, the pressure increases. "
    "The coefficient for rubber on dry concrete is 1.0, and 1,000 N press it down. "
    "The speed of light is $3.0 \\times 10^8$ m/s."
)

CARRIED = [
    "Friction opposes the relative motion between systems in contact [1].",
    "Friction is a force opposing relative motion.",
    "Static friction has the magnitude of at most $f_s \\leq \\mu_{s} N$ [1].",
    "Kinetic friction doesn't depend on speed.",
    "The crate of mass 20 kg feels 118 N [2].",
    "The pressure increases when the temperature increases.",
    "For rubber on dry concrete the coefficient is 1.",
    "The speed of light is 3 × 10^8 m/s.",
    "1000 N press it down.",
]
NOT_CARRIED = [
    ("Photosynthesis turns light into sugar.", "something else"),
    ("The crate has a mass of 25 kg and feels 118 N.", "number 25"),
    ("Kinetic friction depends on the speed.", "negated"),
    ("Friction is not a force that opposes relative motion between systems.", "negated"),
    ("The pressure decreases when the temperature increases.", "decreases"),
    ("The magnitude of static friction is $f_s = \\mu_s N^2$.", "formula"),
    ("The speed of light is 3 × 10^9 m/s.", "number"),
    ("Torque is the cross product of a lever arm and a force.", "something else"),
    ("", "nothing to check"),
    ("It is so.", "nothing to check"),
]


@pytest.mark.parametrize("sentence", CARRIED)
def test_what_the_passage_says_in_these_or_near_words_is_carried(sentence: str) -> None:
    found = supports(sentence, PASSAGE)
    assert found.supported, found.why
    assert found.why


@pytest.mark.parametrize(("sentence", "why"), NOT_CARRIED)
def test_what_it_does_not_say_is_not_and_the_reason_is_told(sentence: str, why: str) -> None:
    found = supports(sentence, PASSAGE)
    assert not found.supported
    assert why in found.why


def test_every_sentence_of_a_passage_is_carried_by_it() -> None:
    for sentence in sentences(PASSAGE):
        assert supports(sentence, PASSAGE).supported, sentence


def test_words_scattered_over_the_passage_are_not_enough() -> None:
    parts = ["Momentum is a vector.", "Cats sleep.", "Planets orbit stars.", "Bread is baked.", "Energy is conserved."]
    sentence = "Momentum bread orbits conserved cats."
    assert not supports(sentence, " ".join(parts)).supported


@given(st.text(max_size=80), st.text(max_size=120))
def test_any_text_gets_a_judgement_with_a_reason(sentence: str, passage: str) -> None:
    found = supports(sentence, passage)
    assert found.why
    assert 0 <= found.overlap <= 1


@given(st.integers(11, 10**6))
def test_a_number_that_is_not_there_is_never_carried(number: int) -> None:
    passage = "The train travels along the track for a while."
    assert not supports(f"The train travels {number} metres along the track for a while.", passage).supported


def test_formulas_of_every_writing_are_found() -> None:
    assert formulas("$a$, \\(b\\) and $$c$$") == ["a", "b", "c"]
