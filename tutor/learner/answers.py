"""Which memory answers a question about the learner: "what is my name?", "when is my exam?", "what did I say about
fractions?".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tutor.learner.dates import WHEN
from tutor.learner.memory import Memory
from tutor.learner.recall import bm25, stem, stems, words

_ABOUT_SELF = re.compile(
    r"\b(?:i|i'm|i've|i'd|my|me|mine|our|we|us)\b|\byour\s+(?:answers|explanations|replies)\b", re.I
)
_QUESTION = re.compile(
    r"\?|^\W*(?:(?:hey|ok|okay|so|and|but|now|please|tutor|sorry|wait|hi|hello|by\s+the\s+way|btw)\W+)*(?:what"
    r"|when|where|who|which|how|whose"
    r"|do\s+(?:you|i)|did\s+(?:you|i)|can\s+you|could\s+you|tell\s+me|remind\s+me|am\s+i|have\s+i|are\s+you"
    r"|is\s+my|was\s+my|say\s+my|i\s+wonder)",
    re.I,
)
_EVERYTHING = re.compile(
    r"\bwhat\s+(?:else\s+)?(?:do|did|have|can)\s+(?:you|i)\s+(?:know|remember|remembered|noted?|stored?|saved?"
    r"|learned|learnt|told\s+you|tell\s+you|said|say)"
    r"(?:\s+(?:so\s+far|about\s+(?:me|myself)|of\s+me|me))*\s*\??\s*$|\bwhat\s+is\s+in\s+your\s+memory\b"
    r"|\b(?:list|show)\s+(?:me\s+)?(?:your|my|all)\s+(?:the\s+)?memor(?:y|ies)\b|\btell\s+me\s+(?:everything"
    r"|all|what)\s+you\s+(?:know|remember)\s+about\s+me\b",
    re.I,
)
_SAID_ABOUT = re.compile(
    r"\b(?:what|when|which)\b.*?\bi\s+(?:say|said|tell\s+you|told\s+you|mention|mentioned|write"
    r"|wrote)\b.*?\b(?:about|on|regarding|of)\s+(?P<x>.+)"
    r"|\bremind\s+me\s+(?:about|of|what\s+i\s+(?:said|told\s+you)\s+about)\s+(?P<y>.+)",
    re.I,
)
_META = frozenset(
    stem(word)
    for line in (
        "say said tell told remember remind know mention mentioned call called name date day time kind sort type thing",
        "things ask asked wrote write again favourite always usually often really work question one get give use like",
        "prefer love want need have make much many still ever current currently please recall forgot forget guess",
    )
    for word in line.split()
)
_IN_HAND = re.compile(
    r"\bmy\s+(?:\w+\s+)?(?:answers?|mistakes?|errors?|solutions?|steps?|lines?|working|results?|method|attempt"
    r"|guess|equation|question|next"
    r"|first|last|previous|score|progress|mastery|hints?|exercise|problem)\b",
    re.I,
)
"""The work in hand, which no memory answers for."""
_PERSONAL = re.compile(
    r"\b(?:my|our|me)\b|\b(?:do|did|am|was|have|would)\s+i\s+(?:\w+\s+){0,2}?(?:say|tell|mention|live|like|love|hate|enjoy"
    r"|prefer|play|speak|study|work|have"
    r"|told|said|want|come|from|go|mix|forget|sit|own|take|confuse|train|practi[sc]e|visit|meet|call|ask|find)\b"
    r"|\bdo\s+i\s+do\s+(?:on|at|after|before|every)\b|\b(?:remember|know|recall)\b.*\bi\b|\bi\s+(?:told"
    r"|said|mentioned|like|live|prefer)\b",
    re.I,
)
_WHO_IS = re.compile(r"\bwho(?:'s|\s+is|\s+was)\s+(?P<x>(?-i:[A-Z])[\w'-]*)\s*\??\s*$", re.I)
_DATED = re.compile(
    rf"\b{WHEN}\b|\d|\b(?:at|by|until|till|from|after|before)\s+(?:one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|half|quarter|noon|midnight)\b",
    re.I,
)
_NEED = 0.6
"""Share of a question's own words that a memory must hold (own choice)."""


@dataclass(frozen=True, slots=True)
class _Route:
    """A way of asking, and the subjects that answer it; the first subject that is remembered wins."""

    pattern: re.Pattern[str]
    subjects: tuple[str, ...]
    """A subject, or its beginning when it ends in ":" or " "."""


def _route(pattern: str, *subjects: str) -> _Route:
    return _Route(re.compile(pattern, re.I), subjects)


_MEMO = r"(?:do|did|can|could|will|would)?\s*(?:you|u)?\s*(?:still\s+)?(?:know|remember|recall|tell\s+me|say)?\s*"
_ROUTES = (
    _route(
        r"\bwhat(?:'s|\s+is|\s+was)\s+my\s+(?:first\s+|full\s+)?name\b|\bwho\s+am\s+i\b|\b(?:know|remember"
        r"|say|recall|forg[eo]t\w*)\s+my\s+name\b|\bmy\s+name\s*\?"
        r"|\bwhat\s+my\s+name\s+(?:is|was)\b",
        "name",
        "nickname",
    ),
    _route(
        r"\b(?:what|how)\s+(?:should|do|can|will|would|did)\s+(?:you|i)\s+(?:call"
        r"|want\s+(?:you\s+)?to\s+(?:call|be\s+called)|ask\s+you\s+to\s+call|like\s+to\s+be\s+called)"
        r"|\bwhat\s+am\s+i\s+called"
        r"|\bmy\s+nickname\b",
        "nickname",
        "name",
    ),
    _route(r"\bmy\s+(?:sur|last\s+|family\s+)name\b", "surname"),
    _route(r"\bhow\s+old\b.*\bi\b|\bmy\s+age\b", "age"),
    _route(
        r"\bhow\s+do\s+i\s+(?:prefer|like)\s+to\s+(?:learn|study|work|practi[sc]e)\b|\bwhat\s+do\s+i\s+prefer\b",
        "learns best",
        "prefer:",
        "style:",
        "habit ",
    ),
    _route(r"\b(?:which|what)\s+hand\b|\b(?:left|right)[\s-]handed\b", "handedness"),
    _route(r"\bmy\s+birthday\b|\bwhen\s+(?:was\s+i|i\s+was)\s+born\b", "birthday"),
    _route(
        r"\bwhere\s+(?:do\s+)?(?:i\s+)?(?:am\s+)?(?:i\s+)?(?:live|living)\b|\b(?:which|what)\s+(?:city|town"
        r"|village|country|place)\s+(?:do\s+i\s+live|is\s+my\s+home)|\bmy\s+(?:home\s*town|home|address)\b(?!\s+country)",
        "lives in",
    ),
    _route(
        r"\b(?:where|which\s+(?:country|place|town|city))\s+(?:am\s+i|do\s+i\s+come|i\s+am|i\s+come|i'm)\s+from\b"
        r"|\bmy\s+(?:home|native)\s+country\b",
        "comes from",
        "born in",
    ),
    _route(
        r"\b(?:what|which)\s+(?:(?:job|career|profession|degree)\s+)?(?:do|did)\s+i\s+(?:want|hope|plan)\b(?!\s+you\b)"
        r"(?:\s+to\s+(?:be|become|do|study|work)\b)?(?!\s+to\s+(?!be|become|do|study|work))",
        "aim:become",
        "aim:be ",
        "aim:work",
        "aim:study",
        "aim:",
        "goal",
        "preparing",
    ),
    _route(
        r"\bwhat\s+(?:did|have|had|do)\s+we\s+(?:agree|agreed|decide|decided|settle|settled|arrange|arranged)\b"
        r"|\bour\s+(?:agreement|deal|arrangement|plan)\b|\b(?:did|had|have)\s+we\s+agreed?\b"
        r"|\bwhat\s+we\s+(?:agreed|decided)\b|\bwe\s+agree(?:d)?\s+on\b",
        "agreed:",
    ),
    _route(
        r"\bwhat\s+(?:did|have|had)\s+i\s+(?:ask|asked|tell|told|want)\s+you\s+to\s+(?:remember|note|keep\s+in\s+mind"
        r"|not\s+forget|memori[sz]e)",
        "asked:",
    ),
    _route(r"\bwhere\s+(?:was\s+i|i\s+was)\s+born\b", "born in", "comes from"),
    _route(
        r"\b(?:where\s+(?:do|am|did)\s+i\s+(?:study|studying|go\s+to\s+(?:school|college|uni\w*))|(?:which"
        r"|what)(?:'s|\s+is)?\s+(?:my\s+)?(?:school|college"
        r"|uni\w*)\b)",
        "study at",
        "school",
        "university",
        "occupation",
        "study",
    ),
    _route(
        r"\bwhat\s+(?:do|am)\s+i\s+(?:study|studying|majoring)|\bwhat(?:'s|\s+is)\s+my\s+(?:major|degree"
        r"|course)\b",
        "study",
        "major",
        "degree",
        "course",
        "study at",
    ),
    _route(
        r"\b(?:which|what)\s+(?:year|grade|class|form)\s+(?:am\s+i|i\s+am|i'm)\b"
        r"|\bmy\s+(?:school\s+)?(?:year|grade)\b",
        "year",
        "grade",
    ),
    _route(
        r"\b(?:where|what)\s+do\s+i\s+(?:work|do\s+for\s+a\s+living)|\bmy\s+job\b|\bmy\s+(?:occupation"
        r"|profession)\b",
        "work",
        "job",
        "occupation",
    ),
    _route(
        r"\b(?:which|what)\s+(?:instruments?|music|sports?|games?)\s+do\s+i\s+(?:play|make|do)"
        r"|\bwhat\s+do\s+i\s+play\b",
        "plays ",
        "instrument",
        "sport",
    ),
    _route(
        r"\b(?:which|what)\s+languages?\s+(?:do|can)\s+i\s+speak"
        r"|\bmy\s+(?:first\s+|native\s+|mother\s+|own\s+)?(?:languages?|tongue)\b",
        "native language",
        "first language",
        "speaks",
    ),
    _route(
        r"\bmy\s+(?:goal|aim|target|dream|ambition|plan)s?\b|\bwhat\s+(?:do|did)\s+i\s+want\s+to\s+(?:be"
        r"|become|achieve|do\s+later)|\bwhat\s+am\s+i\s+(?:working|aiming)\s+(?:for"
        r"|towards?)|\bwhat\s+(?:did|do)\s+i\s+(?:set\s+out|plan|hope|intend|aim)\s+to\b",
        "goal",
        "aim:",
        "preparing",
    ),
    _route(r"\bwhat\s+am\s+i\s+(?:preparing|studying|revising)\s+for\b", "preparing", "exam", "goal"),
    _route(
        r"\b(?:what|which)\s+(?:sort|kind|type)?\s*(?:of\s+)?examples\s+(?:do|did"
        r"|would)\s+i\b",
        "examples:",
        "style:pictures",
    ),
    _route(
        r"\bhow\s+(?:do|did|would|should)\s+(?:i|you)\s+(?:like|want|prefer|ask|keep|write"
        r"|give)\b.*\b(?:answers?|explanations?|replies|you\s+to\s+answer)|\bhow\s+(?:long"
        r"|short)\b.*\banswers|\b(?:what|which)\s+(?:kind|sort|type)s?\s+of\s+(?:answers|explanations|replies)\b",
        "style:length",
        "style:words",
        "style:",
        "ask:",
    ),
    _route(
        r"\b(?:how|when|where)\s+(?:do|did)\s+i\s+(?:learn|study|work|understand)\s+(?:things\s+)?best\b|\bwhat\s+(?:kind"
        r"|sort|type)\s+of\s+learner\b",
        "learns best",
        "learns best:",
    ),
    _route(
        r"\b(?:what|which\s+\w+|when|where)\s+(?:do|did)\s+i\s+(?:always\s+|often\s+|keep\s+|usually\s+|tend\s+to"
        r"\s+|still\s+)*(?:mix|confus|muddl|forget|struggl|find\s+(?:hard|difficult|tricky|tough|confusing)"
        r"|get\s+(?:mixed|muddled|confused|wrong)|have\s+(?:trouble|problems|difficult))|\bmy\s+(?:weak\w*|difficult\w*"
        r"|trouble)\b"
        r"|\bwhat\s+am\s+i\s+(?:bad|weak|not\s+good)\s+at|\bwhat\s+(?:is|was)\s+(?:hard"
        r"|difficult)\s+for\s+me",
        "hard:",
        "misconception:",
    ),
    _route(
        r"\bwhat\s+(?:do|did|are|don't|do\s+not)\s+i\s+(?:not\s+)?(?:really\s+)?(?:like|love|enjoy|hate"
        r"|dislike|into)\s*\??$|\bmy\s+hobb(?:y|ies)\b|\bmy\s+interests\b|\bin\s+my\s+(?:free|spare)\s+time\b"
        r"|\bdo\s+i\s+do\s+(?:for\s+fun|after\s+school)\b",
        "hobby",
        "like:",
        "plays ",
    ),
    _route(
        r"\b(?:do\s+i\s+have|what|my|which)\s+(?:any\s+)?pets?\b",
        *(f"person:{animal}" for animal in ("dog", "cat", "rabbit", "hamster", "horse", "parrot", "fish")),
        "has ",
    ),
)


def answer_from_memory(question: str, memories: Sequence[Memory]) -> Memory | None:
    """The memory that best answers a question about the learner; None if none does, or if it is not such a question."""
    found = matching_memories(question, memories)
    return found[0] if found else None


def asks_for_everything(question: str) -> bool:
    """Whether a question wants all that is remembered: "what do you know about me?"."""
    return bool(_EVERYTHING.search(question[:500]))


def matching_memories(question: str, memories: Sequence[Memory], *, own: bool = True) -> tuple[Memory, ...]:
    """Every memory that answers, best first ("what are my sisters called?"); superseded ones never do.

    With `own` False the question needs no "I" or "my" ("when does the library close?"): all its words must then be in
    a fact, a person or a goal. For a question that nothing else answers.
    """
    asked = _plainly(question)
    current = [each for each in memories if not each.superseded]
    named = _WHO_IS.search(asked)
    if named:
        return tuple(each for each in reversed(current) if named["x"].casefold() in words(each.text))
    if not current or not _QUESTION.search(asked):
        return ()
    if not _ABOUT_SELF.search(asked):
        told = [each for each in current if each.kind in ("fact", "person", "goal")]
        return () if own else _fitting(asked, _by_words(asked, told, need=1.0))
    for route in _ROUTES:
        if route.pattern.search(asked):
            routed = _by_subject(route, current)
            if routed:
                terms = set(stems(asked))
                held = sorted(routed, key=lambda each: len(terms & set(stems(each.text))), reverse=True)
                return _fitting(asked, held)
    if _IN_HAND.search(asked) or not _PERSONAL.search(asked):
        return ()
    about = _SAID_ABOUT.search(asked)
    if about:
        return _by_words(about["x"] or about["y"], current, need=0.5)
    return _fitting(asked, _by_words(asked, current, need=_NEED))


_LIKED_BEST = re.compile(
    r"\b(?:which|what)\s+(?P<what>\w+(?:\s+\w+)?)\s+do\s+i\s+(?:like|love|prefer|enjoy)\s+(?:the\s+)?(?:best|most)\b",
    re.I,
)
_KIND_WANTED = re.compile(
    r"\b(?:which|what(?:\s+(?:kind|sort)\s+of)?)\s+(?!do|did|does|is|are|was|were|should|will|am)[a-z]+"
    r"(?=\s+(?:do|does|did|am|have|has|should|will|can)\b)",
    re.I,
)
"""The kind of thing that is asked for, "functions" in "which functions do I confuse?": the memory names one."""


def _plainly(question: str) -> str:
    """The question with single spaces, and "which colour do I like best" as "what is my favourite colour"."""
    asked = " ".join(question[:500].replace("’", "'").split())
    return _LIKED_BEST.sub(lambda found: f"what is my favourite {found['what']}", asked)


def _by_subject(route: _Route, memories: Sequence[Memory]) -> tuple[Memory, ...]:
    """Those of the first subject that is there, the newest first."""
    for subject in route.subjects:
        same = [
            each
            for each in memories
            if each.subject == subject or (each.subject.startswith(subject) and subject[-1] in ": ")
        ]
        if same:
            return tuple(sorted(same, key=lambda each: each.confirmed, reverse=True))
    return ()


def _by_words(asked: str, memories: Sequence[Memory], *, need: float) -> tuple[Memory, ...]:
    """Those that hold enough of the question's own words, the one holding most first: of all of its words, else of
    those that don't say which kind of thing is asked for.
    """
    without = dict.fromkeys(stems(_KIND_WANTED.sub(" ", asked)))
    whole = _holding(asked, dict.fromkeys(stems(asked)), memories, need=1.0 if without else need)
    return whole or (_holding(asked, without, memories, need=need) if without else ())


def _holding(asked: str, every: dict[str, None], memories: Sequence[Memory], *, need: float) -> tuple[Memory, ...]:
    """Those that hold the wanted words to the share that is needed, the one holding most first."""
    wanted = [each for each in every if each not in _META] or list(every)
    if not wanted:
        return ()
    held = [_held(each) for each in memories]
    shares = [sum(term in terms for term in wanted) / len(wanted) for terms in held]
    scores = {position: score for score, position in bm25(list(every), held)}
    hits = [position for position, share in enumerate(shares) if share >= need and _subject_held(asked, held[position])]
    hits.sort(
        key=lambda position: (shares[position], scores.get(position, 0.0), memories[position].confirmed), reverse=True
    )
    best = [position for position in hits if shares[position] == shares[hits[0]]] if hits else []
    return tuple(memories[position] for position in best)


def _held(memory: Memory) -> tuple[str, ...]:
    """The stems a memory answers to: its words, its subject's, and "job" where it says what somebody does."""
    doing = " job profession" if re.search(r":(?:is|works|studies|teaches)$", memory.subject) else ""
    return stems(f"{memory.text} {re.sub(r'[:-]', ' ', memory.subject)}{doing}")


def _subject_held(asked: str, held: Sequence[str]) -> bool:
    """What stands right after "my" must be in the memory: "my sister's job" is not answered by somebody else's."""
    after = re.search(r"\b(?:my|our)\s+(?P<x>[^\W\d_]+(?:\s+[^\W\d_]+)?)", asked, re.I)
    if after is None:
        return True
    owned = [stem(word) for word in words(after["x"])]
    return any(term in held for term in owned if term not in _META) or all(term in _META for term in owned)


def _fitting(asked: str, memories: Sequence[Memory]) -> tuple[Memory, ...]:
    """Those of the kind of answer that the question word wants."""
    tests: tuple[tuple[str, Callable[[Memory], bool]], ...] = (
        (r"\bwhen\b|\bwhat\s+(?:day|date)\b", lambda each: bool(_DATED.search(each.text))),
        (
            r"\bhow\s+(?:old|many)\b",
            lambda each: bool(
                re.search(
                    r"\d|\b(?:one|two|three|four|five|six|a"
                    r"|an)\b",
                    each.text,
                )
            ),
        ),
        (r"\bwho\b(?!\s+am\b)", lambda each: bool(re.search(r"(?<!^)\b[A-Z]\w", each.text))),
        (r"\bfavou?rite\b", lambda each: stem("favourite") in stems(each.text)),
    )
    for pattern, fits in tests:
        if re.search(pattern, asked, re.I):
            return tuple(each for each in memories if fits(each))
    return tuple(memories)
