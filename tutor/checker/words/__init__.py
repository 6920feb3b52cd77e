"""Word problems solved in prose: the computations in a learner's sentences, read and judged line by line."""

from tutor.checker.words.judge import is_words, judge_words

__all__ = ["is_words", "judge_words"]
