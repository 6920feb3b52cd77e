"""Counting tokens from a vocabulary: never fewer than the model's own tokenizer, hardly more."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model_adapters import bundled, gguf_metadata

from tutor.models import estimate, open_model
from tutor.models.vocabulary import Vocabulary, join, read_vocabulary

PROSE = [
    "The derivative of a function at a point is the slope of its tangent there.",
    "Solve $3x + 5 = 11$: subtract 5 from both sides, so $3x = 6$ and $x = 2$.",
    r"\frac{d}{dx}\left(x^2 \sin x\right) = 2x\sin x + x^2\cos x",
    "f'(x) = lim_{h→0} (f(x+h) − f(x))/h, and so it's −½·√2 ≈ −0.7071068",
    "# 3.4 The chain rule\n\n- first\n- second\n\n    x = 5\n\n\n```python\nfor i in range(10):\n\tprint(i)\n```\n",
    "Die Beschleunigung beträgt 9,81 m/s², également en français : l'accélération.",
    "日本語の文章 и русский текст, עברית",
    "don't I'LL we've SHE'S 's 're",
    "   leading and trailing   ",
    "\r\n\r\n a \r\n",
    "x" * 200,
    "((((((((((----------==========__________",
]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    found = read_vocabulary(gguf_metadata(bundled()))
    assert found is not None
    return found


def gibberish(seed: int) -> str:
    """Signs of many alphabets in no order."""
    chance = random.Random(seed)
    ranges = [
        (32, 127),
        (32, 127),
        (9, 14),
        (0xA0, 0x2FF),
        (0x391, 0x3C9),
        (0x2200, 0x22FF),
        (0x4E00, 0x9000),
        (0x1F600, 0x1F650),
    ]
    return "".join(chr(chance.randrange(*chance.choice(ranges))) for _ in range(chance.randrange(1, 120)))


async def test_no_text_is_counted_too_low(vocabulary: Vocabulary) -> None:
    model = open_model("embedded", num_ctx=512)
    assert model is not None
    texts = [*PROSE, *map(gibberish, range(150))]
    exact = [await model.count_tokens(text) for text in texts]
    await model.aclose()
    assert [t for t, n in zip(texts, exact, strict=True) if vocabulary.count(t) < n] == []
    assert [t for t, n in zip(texts, exact, strict=True) if estimate.at_most(t) < n] == []
    prose = sum(exact[: len(PROSE)])
    assert sum(map(vocabulary.count, PROSE)) <= 1.15 * prose


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_part_never_counts_more_than_a_token_beyond_the_whole(left: str, right: str) -> None:
    assert estimate.at_most(left) <= estimate.at_most(left + right) + 1


def test_neighbours_are_joined_in_the_order_of_the_merges() -> None:
    ranks = {"a b": 0, "b c": 1, "ab c": 2}
    assert join(list("abc"), lambda a, b: ranks.get(f"{a} {b}")) == ["abc"]
    ranks = {"b c": 0, "a b": 1}
    assert join(list("abc"), lambda a, b: ranks.get(f"{a} {b}")) == ["a", "bc"]


def test_a_sentencepiece_vocabulary_joins_by_score_and_falls_back_to_bytes() -> None:
    info = {
        "tokenizer.ggml.model": "llama",
        "tokenizer.ggml.tokens": ["▁", "t", "h", "e", "th", "the", "▁the"],
        "tokenizer.ggml.scores": [0.0, 0.0, 0.0, 0.0, -1.0, -2.0, -3.0],
    }
    found = read_vocabulary(info)
    assert found is not None
    assert found.count("the") == 1
    assert found.count("the the") == 2
    assert found.count("é") == 1 + 2


@pytest.mark.parametrize(
    "info", [{}, {"tokenizer.ggml.model": "bert"}, {"tokenizer.ggml.model": "gpt2"}, {"tokenizer.ggml.model": "llama"}]
)
def test_an_unknown_kind_of_tokenizer_is_said_to_be_unknown(info: dict[str, object]) -> None:
    assert read_vocabulary(info) is None
