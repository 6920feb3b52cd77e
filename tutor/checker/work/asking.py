"""The words that problems ask with."""

from __future__ import annotations

import re

from tutor.checker.work import cutting

DERIVE = re.compile(
    r"(?i)\b(differentiate|derivative|derive|slope function|gradient function|ableiten|ableitung|leite)\b"
    r"|(?<![\w\\])d\s*[a-zA-Z]?\s*/\s*d\s*[a-z]\b|\\frac\{d\s*[a-zA-Z]?\}\{d\s*[a-z]\}|\b[fy]\s*['′]"
)
INTEGRATE = re.compile(
    r"(?i)\b(integrate|antiderivative|primitive|indefinite integral|integral of|stammfunktion|integriere)\b"
)
SOLVE = re.compile(
    r"(?i)\b(solve|solutions?|(?<!square )(?<!cube )(?<!fourth )roots?(?! of \d)|zeros?|x-intercepts?|make|"
    r"the subject|rearrange|isolate|for what|for which|find all|find x|löse)\b"
)
VALUE = re.compile(
    r"(?i)\b(simplify|expand|factor(?:ise|ize)?|evaluate|calculate|compute|work out|multiply out|rewrite|reduce|"
    r"find the (?:value|limit|sum|product)|limit|add|subtract|multiply|divide|convert|combine)\b"
)
UNKNOWN = re.compile(
    r"(?i)\b(?:for|find|make|in terms of|with respect to|w\.r\.t\.?|isolate|value of)\s+"
    r"\$?\\?([A-Za-z])\b(?!\s*[=(])\$?"
)
COLON = re.compile(r"(?<!\d):|:(?!\s*\d)")
"""Before the mathematics of a problem; not that of a ratio."""
LEIBNIZ = re.compile(r"(?<![\w\\])d\s*([a-zA-Z]?)\s*/\s*d\s*([a-z])\b|\\frac\{d\s*([a-zA-Z]?)\}\{d\s*([a-z])\}")
DIFFERENTIAL = re.compile(r"\s*\bd[a-z]\s*[.?!]*\s*$")
CONDITION = re.compile(r"(?i)\b(for|where|with|in|on|given|when|if|and|domain|interval|such that|assuming)\W*$")
REARRANGE = re.compile(
    r"(?i)\bsolve (?:it |this |that |the (?:formula|equation) )?for \W{0,2}\w\b|\bmake \W{0,2}\w\W{0,2} the subject|"
    r"\brearrange\b"
)
MEASURES = re.compile(
    r"(?i)\b(?:triangle|hypotenuse|legs?|rectangle|square with|ladder|radius|diameter|areas?|volumes?|circle|sphere|"
    r"cylinder|cone|lengths?|width|sides?|heights?|mass|speed|density|"
    r"energy|resistance|pendulum|period)\b"
)
FUNCTIONS = frozenset("fghFGHuvyps")
ZEROS = re.compile(r"(?i)\b(?:zeros?|roots?|x-intercepts?) of\b")
CHANGES = re.compile(r"(?i)\bfrom\s+\S+\s+to\b|\bpercent(?:age)? (?:change|increase|decrease)\b")
"""Words of problems in which a number is not what is worked on."""
STATIONARY = re.compile(r"(?i)\b(?:critical|stationary|turning|maxim\w+|minim\w+|extrem\w+|vertex)\b")
INVERSE = re.compile(r"(?i)\binverse\b|\b[A-Za-z]\s*(?:\^\s*\{?\s*[-−]\s*1\s*\}?|⁻¹)\s*\(")
WHEN = re.compile(r"(?i)\b(?:when|if|at|for|where)\s+\$?[a-z]\s*=")
PROVE = re.compile(r"(?i)\b(prove|show|verify|beweise|zeige)\b")
SEVERAL = re.compile(
    r"(?i)\b(tangent|normal to|minim\w+|maxim\w+|extrem\w+|stationary|turning|critical|inflection|area|volume|vertex|"
    r"intersect\w*|optimi\w+|slope at|gradient at|domain|range|inverse|average|rate of change|sketch|graph|concav\w+|"
    r"asymptotes?|equation of|distance|perimeter|sum of|series|sequence|progression|mean|median|probability|"
    r"deviation|vectors?|matrix|matrices|determinant|eigen\w+)\b"
)
"""Words of problems with several parts, where a line need not have the value or the solutions of what is given."""
TOLD_WORDS = 5
"""A problem with this many words besides those of tasks is told in words."""
MEASURED = re.compile(
    r"\d\s*(?:[kcm]?m(?:/s)?|[km]?g|[kM]?[NJWV]|Pa|Hz|s|h|min|hours?|minutes?|seconds?|°\s*[CF]|ohms?|Ω|[mk]?[Ll]|litres?|liters?)"
    r"(?:\^?[23]|²|³)?(?=[\s,.;?/]|$)"
)
NOUNS = frozenset(("car", "how", "man", "her", "his", "she", "who", "bus", "box", "age", "day", "boy", "did", "does"))
TASK_WORDS = re.compile(
    r"(?i)\b(solve|find|simplify|expand|factor\w*|evaluate|calculate|compute|work|out|differentiate|integrate|multiply|rewrite|"
    r"reduce|determine|show|that|prove|the|a|an|all|real|complex|equations?|inequality|inequalities|systems?|of|values?|limit|"
    r"derivative|antiderivative|integral|indefinite|definite|expression|function|fully|completely|following|simultaneous\w*|"
    r"roots?|solutions?|to|with|respect|for|and|by|using|completing|square|in|its|simplest|form|as|single|fraction|exact|"
    r"numbers?|over|positive|interval|if|is|where|give|your|answer|write|make|subject|formula|please|it|on|from|at)\b"
)
HIGHER = re.compile(
    r"∫|\\(?:int|lim|sum|frac\s*\{\s*d|begin|sqrt|binom|langle|vec|ln|log|sin|cos|tan|times|cdot)\b|[√^×]|\b(?:lim|ln|log|sqrt|"
    r"sin|cos|tan|sec|csc|cot|det|binom|gcd|lcm|mod)\b|\)\s*·\s*\(|\blim_|\d\s*i\b"
)
"""Signs of mathematics that sums in words don't have."""
NEUTRAL = re.compile(
    r"(?i)\b(what|add|subtract|multiply|divide|ratio|order|operations?|without|calculator|standard|percent(?:age)?|mixed|"
    r"lowest|terms|scientific|notation|convert|reduce|numbers?|whole|nearest|round(?:ed)?|places?|check|show|steps?|sum|"
    r"product|difference|quotient|decimals?|rationali[sz]e|denominators?|numerators?|express|simplest|partial|"
    r"decomposition)\b"
)
"""Words beside numbers that are worked on as they stand."""


METHODS = re.compile(
    r"(?i)\b("
    r"condense|combine|collect|gather|rearrange|transform|eliminat\w+|substitut\w+|method|rows?|reduc\w+|matrix|"
    r"augmented|gauss\w*|de moivre'?s?|cramer'?s?|euler'?s?|newton'?s?|pascal'?s?|echelon|theorem|"
    r"rationali[sz]\w*|group\w*|complet\w+|second|third|fourth|first|one|"
    r"two|three|sided|given|definition|principles?|deriv\w+|differentiat\w+|integrat\w+|parts?|fractions?|"
    r"l'?h[oô]pital'?s?|rules?|laws?|synthetic|long|division|polynomials?|quadratic|cubic|linear|rational|radical|"
    r"exponential|logarithm\w*|trigonometric|factor\w*|formula|square[ds]?|cubes?|identity|identities|identically|"
    r"chain|power|properties|like|both|each|sides?|brackets|parenthes[ei]s|binomial|general|exactly|possible|"
    r"following|system|unknowns?|variables?|letters?|values?|when|let|such|such that|then|true|false|right|correct|"
    r"this|these|those|here|degrees?|radians?|intervals?|range|between|left|hand|limits?|infinity|approaches|tends|"
    r"polar|rectangular|trig|vectors?|cross|dot|conjugate|absolute|inequalit\w+|graphically|algebraically|"
    r"implicitly|implicit|simplif\w+|calculat\w+|comput\w+|evaluat\w+|find\w*|determin\w+|solv\w+|work\w*|hence|"
    r"otherwise|place|set|list|give|state|answers?|decimal|figures?|significant|terms?|half|log|logs|bases?|property|cramer'?s?|exercises?|natural|"
    r"constant|indefinite|please|positive|negative|nonnegative|nonzero|whole|integers?|reals?|complex|only|any|"
    r"every|some|order|signs?|are|can|into|use|using|twice|ways|choose|decompose|gleichung|die|der|das|den|von|"
    r"nach|und|oder|berechne|bestimme|vereinfache|résous|résoudre|equation|équation|calcule[rz]?|simplifie[rz]?|"
    r"resuelve|resolver|ecuación|la|el|le|les|et|ou|zeros?|roots?"
    r")\b"
)
"""Words that say how or where a task is to be done, and not that something else is asked for."""


_OTHER_NOTATION = re.compile(
    r"\bpH\b|\[[A-Z][a-z]?\d*[-+]\]|\bP\s*\(\s*[A-Z]'?\s*(?:\)|\||or\b|and\b|∪|∩|\\c[ua]p)"
    r"|\d\s*,\s*(?:\.\.\.|…|\\[lc]?dots)"
)
"""Signs of chemistry and of probabilities, in which the letters are no numbers, and sequences that go on."""


def words_left(problem: str, *, neutral: bool = False) -> int:
    """How many words a problem has besides those of tasks; `neutral` ones are then not counted either."""
    rest = TASK_WORDS.sub(" ", re.sub(r"\\(?:begin|end)\s*\{\w+\*?\}", " ", problem))
    found = [
        w
        for w in re.findall(r"(?<!\\)\b[A-Za-z]{3,}\b", NEUTRAL.sub(" ", rest) if neutral else rest)
        if len(w) > 3 or cutting.is_word(w) or w.lower() in NOUNS
    ]
    return len([w for w in found if w not in cutting.SYMBOLIC])


def is_told(problem: str) -> bool:
    """Whether a problem is told in words."""
    if not re.search(r"[\d=^]", problem):
        return words_left(problem) >= TOLD_WORDS
    return words_left(METHODS.sub(" ", problem), neutral=True) > 0 or bool(_OTHER_NOTATION.search(problem))


def order(problem: str) -> int:
    """Which derivative is asked for."""
    if re.search(r"(?i)third derivative|[fy]\s*['′]{3}", problem):
        return 3
    return 2 if re.search(r"(?i)second derivative|[fy]\s*(?:['′]{2}|″)|d\^?2\s*[fy]?\s*/", problem) else 1


def unknown(problem: str) -> str | None:
    """The letter that is asked for."""
    slope = LEIBNIZ.search(problem)
    if slope:
        return slope[2] or slope[4]
    found = [
        m[1] for m in UNKNOWN.finditer(problem) if m[1] not in ("a", "A", "I") or re.search(r"for\s+[aAI]\s*$", m[0])
    ]
    return found[-1] if found else None
