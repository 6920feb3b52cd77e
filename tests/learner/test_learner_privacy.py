"""Nothing sensitive is stored unasked, and secrets never are."""

from __future__ import annotations

import pytest

from tutor.learner.extract import REFUSED, find_memories
from tutor.learner.privacy import is_secret, is_sensitive

SENSITIVE = [
    "I'm allergic to nuts",
    "I have diabetes",
    "I have ADHD",
    "I'm dyslexic",
    "I'm colour-blind",
    "my sister has cancer",
    "My brother Tom is autistic",
    "I'm pregnant",
    "I like my therapist",
    "I always get anxiety attacks in exams",
    "I struggle with depression",
    "I'm Muslim",
    "I'm a Catholic student",
    "I go to church on Sundays",
    "I like to pray in the morning",
    "My family is Jewish",
    "I'm black",
    "my sister Anna is Hispanic",
    "I'm from a Roma family",
    "I'm gay",
    "my brother Ben is gay",
    "I'm transgender",
    "My sister Lea is a lesbian",
    "I voted for the Greens",
    "I love the Labour party",
    "I'm a socialist student",
    "My dad is in prison",
    "My phone number is 07700 900123",
    "my favourite email is anna@example.com",
    "my address is 12 High Street",
    "My passport is in my bag",
]

SECRETS = [
    "my password is hunter2",
    "my passcode is 4471",
    "my PIN is 1234",
    "my pin: 1234",
    "my card number is 4111 1111 1111 1111",
    "my credit card is 4111-1111-1111-1111",
    "4111111111111111",
    "my account number is 12345678",
    "my IBAN is DE89 3704 0044 0532 0130 00",
    "my api key is sk-abcdefgh12345678",
    "my social security number is 078-05-1120",
    "the pass phrase is open sesame",
]


@pytest.mark.parametrize("text", SENSITIVE)
def test_what_is_sensitive_is_not_noted_unasked(text: str) -> None:
    assert is_sensitive(text)
    assert find_memories(text) == ()


@pytest.mark.parametrize("text", SENSITIVE[:12])
def test_what_is_sensitive_is_kept_when_the_learner_asks(text: str) -> None:
    found = find_memories(f"Please remember that {text}")
    assert [each.action for each in found] == ["note"]


@pytest.mark.parametrize(
    ("text", "said_back"),
    [
        ("I have ADHD so I like short answers", "You like short answers."),
        ("I'm dyslexic and I prefer short answers", "You prefer short answers."),
        ("I'm colour-blind, please don't use colours", "You asked me not to use colours."),
    ],
)
def test_of_a_wish_with_a_sensitive_reason_only_the_wish_is_kept(text: str, said_back: str) -> None:
    (found,) = find_memories(text)
    assert found.text == said_back
    assert not is_sensitive(found.text)


@pytest.mark.parametrize("text", SECRETS)
def test_a_secret_is_never_kept_asked_or_not(text: str) -> None:
    assert is_secret(text)
    assert find_memories(text) == ()
    (refused,) = find_memories(f"Remember that {text}")
    assert (refused.action, refused.text) == ("refuse", REFUSED)


def test_a_refusal_does_not_repeat_the_secret() -> None:
    (refused,) = find_memories("remember that my password is hunter2")
    assert "hunter2" not in repr(refused)


@pytest.mark.parametrize(
    "text",
    [
        "My name is Christian",
        "my dad is a doctor",
        "My sister Anna is a nurse",
        "my dog is white",
        "I study politics at Leeds",
        "I play the piano",
        "I want to become a dentist",
        "my favourite colour is black",
        "I have a physics exam on 12 March",
        "I struggle with adding fractions",
        "I always add before I multiply",
        "I'm straight from work",
        "the pin of the hinge",
        "1234567890123456 is a big number",
        "I like visual aids",
        "my name is Gay-Lussac",
    ],
)
def test_ordinary_things_are_no_secret(text: str) -> None:
    assert not is_secret(text)


@pytest.mark.parametrize(
    ("text", "said_back"),
    [
        ("My name is Christian", "Your name is Christian."),
        ("my dad is a doctor", "Your dad is a doctor."),
        ("I want to become a dentist", "You want to become a dentist."),
        ("my favourite colour is black", "Your favourite colour is black."),
        ("I study politics at Leeds", "You study politics at Leeds."),
        ("call me Roma", "You like to be called Roma."),
    ],
)
def test_what_only_sounds_sensitive_is_still_remembered(text: str, said_back: str) -> None:
    assert [found.text for found in find_memories(text)] == [said_back]


def test_sixteen_digits_are_a_card_only_if_their_check_digit_fits() -> None:
    assert is_secret("4111 1111 1111 1111")
    assert not is_secret("4111 1111 1111 1112")
