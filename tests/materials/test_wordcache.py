"""Means of token vectors word by word are those of the whole text."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.materials import wordcache
from tutor.materials.embed import EmbeddedEmbedder
from tutor.materials.wordcache import WordCache, fits

LINES = [
    "The chain rule. The chain rule says how a composition is differentiated.",
    "Die Größe der Kraft\nist 5 N.\nUnd: naïve Menschen",
    "x = $\\frac{a_{1}}{b}$, 力学の法則",
    "Two  spaces and a\ttab",
    " leading and trailing ",
    "a\n\nb\n",
    "\n",
    "",
    "<s> is written, and </s> and <0x0A>",
    "a▁b",
    "word",
    "emoji 😀 and\u00a0hard space",
]


@pytest.fixture(scope="module")
def embedder() -> EmbeddedEmbedder:
    found = EmbeddedEmbedder()
    found.embed(["warm"])
    return found


@pytest.fixture
def cache(embedder: EmbeddedEmbedder) -> WordCache:
    return WordCache(embedder._model.tokenizer, embedder._model.embedding)


def whole(embedder: EmbeddedEmbedder, text: str) -> np.ndarray:
    """As the definition says: the mean over the tokens of the whole text."""
    model = embedder._model
    ids = model.tokenizer.encode(text, add_special_tokens=False).ids
    return np.asarray(model.embedding[ids].mean(axis=0) if ids else np.zeros(256))


def close(rows: np.ndarray, embedder: EmbeddedEmbedder, texts: list[str]) -> bool:
    return bool(np.allclose(rows, [whole(embedder, text) for text in texts], atol=1e-5))


def test_the_tokenizer_in_use_lets_words_be_cut_one_by_one(embedder: EmbeddedEmbedder) -> None:
    assert fits(embedder._model.tokenizer)
    assert embedder._words is not None


def test_a_tokenizer_with_tokens_over_spaces_does_not() -> None:
    from tokenizers import Tokenizer, models, normalizers

    vocab = {"▁": 0, "a": 1, "b": 2, "a▁": 3, "a▁b": 4, "<unk>": 5}
    crossing = Tokenizer(models.BPE(vocab, [("a", "▁"), ("a▁", "b")], unk_token="<unk>"))
    crossing.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    assert not fits(crossing)


@pytest.mark.parametrize("text", LINES)
def test_means_are_those_of_the_whole_text(cache: WordCache, embedder: EmbeddedEmbedder, text: str) -> None:
    for _ in range(2):
        assert close(cache.means([text]), embedder, [text])
    assert close(cache.means(LINES), embedder, LINES)


@given(st.lists(st.text(st.sampled_from("ab éß\n.<▁s>/0力"), max_size=12), max_size=6))
def test_whatever_the_text(embedder: EmbeddedEmbedder, texts: list[str]) -> None:
    assert embedder._words is not None
    assert close(embedder._words.means(texts), embedder, texts) if texts else True


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_whatever_the_characters(embedder: EmbeddedEmbedder, texts: list[str]) -> None:
    assert embedder._words is not None
    assert close(embedder._words.means(texts), embedder, texts)


def test_when_it_is_full_new_words_are_measured_and_not_kept(
    cache: WordCache, embedder: EmbeddedEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wordcache, "MOST_WORDS", 3)
    texts = ["one two three four five", "six five four one"]
    assert close(cache.means(texts), embedder, texts)
    assert len(cache._places) == 3
    assert close(cache.means(texts[::-1]), embedder, texts[::-1])
    assert len(cache._places) == 3


def test_formulas_and_numbers_are_not_kept(cache: WordCache) -> None:
    cache.means(["the speed $v_0$ is 12.5 here, (so) it seems"])
    assert set(cache._places) == {"the", "speed", "is", "here,", "(so)", "it", "seems"}


def test_threads_may_use_it_at_once(cache: WordCache, embedder: EmbeddedEmbedder) -> None:
    texts = [f"word{'abcdefghij'[n % 10]} and {'xyz'[n % 3]} stand here" for n in range(200)]
    wrong: list[int] = []

    def work(part: list[str]) -> None:
        if not close(cache.means(part), embedder, part):
            wrong.append(1)

    threads = [threading.Thread(target=work, args=(texts[n::4],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
