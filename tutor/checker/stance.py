"""How a sentence means a formula: stated as true, posed as a condition or a question, or denied.

By the words right before and after it only. An equation that nothing satisfies is a false statement where it is stated,
and a fair equation where it is posed: `2x + 1 = 2x + 3 has no solution`.
"""

from __future__ import annotations

import re

NEAR = 48
"""Characters before and after a formula that are looked at."""
_POSED_BEFORE = re.compile(
    r"(?i)\b(?:solv\w+|equations?|inequalit\w+|systems?|if|when\w*|where|suppos\w+|assum\w+|consider\w*|given|cases?|"
    r"whether|problem|exercise|conditions?|requir\w+|want|need|look at|start(?:ing)? (?:with|from)|until|unless|"
    r"for (?:which|what)|löse|gleichung|wenn|falls|résou\w+|résolv\w+|équation|resuelv\w+|ecuación|si)\b"
    r"[^.,!?;=<>]{0,24}$"
)
_POSED_AFTER = re.compile(
    r"(?i)^[^.,!?;=<>]{0,24}\?|^\W{0,4}(?:has|have|only (?:if|when|for)|for which|"
    r"(?:can|to|could) be (?:solved|true))\b"
)
_DENIED_BEFORE = re.compile(
    r"(?i)\b(?:not|never|n't|wrong(?:ly)?|false|mistake|trap|error|incorrect\w*|instead of|rather than|don.t|"
    r"isn.t|doesn.t|avoid|no|cannot|can.t|misconception|careful)\b[^.!?;=<>]{0,24}$"
)
_DENIED_AFTER = re.compile(
    r"(?i)^\W{0,4}(?:(?:is|are|was|would be|looks?|seems?)\s+(?:a\s+|an\s+)?(?:common\s+|very\s+|always\s+|simply\s+)?"
    r"(?:not|never|no|false|wrong|impossible|incorrect|untrue|trap|mistake|error|contradiction|absurd|nonsense|"
    r"misconception)\b|(?:can.?t|cannot|can not|isn.t|doesn.t|does not|never|fails?)\b)"
)


def is_posed(sentence: str, start: int, end: int) -> bool:
    """Whether the words around sentence[start:end] pose it: a condition, a question, an equation to solve."""
    before, after = sentence[max(0, start - NEAR) : start], sentence[end : end + NEAR]
    return bool(_POSED_BEFORE.search(_bare(before)) or _POSED_AFTER.search(_bare(after)))


def is_denied(sentence: str, start: int, end: int) -> bool:
    """Whether the words around sentence[start:end] say that it does not hold."""
    before, after = sentence[max(0, start - NEAR) : start], sentence[end : end + NEAR]
    return bool(_DENIED_BEFORE.search(_bare(before)) or _DENIED_AFTER.search(_bare(after)))


def _bare(words: str) -> str:
    """Words without marks of mathematics around the formula."""
    return re.sub(r"\\[()\[\]]|[$`*_“”\"]", " ", words)
