"""The words that problems ask with."""

from __future__ import annotations

import re

DERIVE = re.compile(
    r"(?i)\b(differentiate|derivative|derive|slope function|gradient function|ableiten|ableitung|leite)\b"
    r"|(?<![\w\\])d\s*[a-zA-Z]?\s*/\s*d\s*[a-z]\b|\\frac\{d\s*[a-zA-Z]?\}\{d\s*[a-z]\}|\b[fy]\s*['′]"
)
INTEGRATE = re.compile(
    r"(?i)\b(integrate|antiderivative|primitive|indefinite integral|integral of|stammfunktion|integriere)\b"
)
SOLVE = re.compile(
    r"(?i)\b(solve|solutions?|roots?|zeros?|make|the subject|rearrange|isolate|for what|for which|find all|find x|"
    r"löse)\b"
)
VALUE = re.compile(
    r"(?i)\b(simplify|expand|factor(?:ise|ize)?|evaluate|calculate|compute|work out|multiply out|rewrite|reduce|"
    r"find the (?:value|limit|sum|product)|limit|add|subtract|multiply|divide|convert|combine)\b"
)
UNKNOWN = re.compile(
    r"(?i)\b(?:for|find|make|in terms of|with respect to|w\.r\.t\.?|isolate|value of)\s+"
    r"\$?\\?([A-Za-z])\b(?!\s*[=(])\$?"
)
LEIBNIZ = re.compile(r"(?<![\w\\])d\s*([a-zA-Z]?)\s*/\s*d\s*([a-z])\b|\\frac\{d\s*([a-zA-Z]?)\}\{d\s*([a-z])\}")
DIFFERENTIAL = re.compile(r"\s*\bd[a-z]\s*[.?!]*\s*$")
CONDITION = re.compile(r"(?i)\b(for|where|with|in|on|given|when|if|and|domain|interval|such that|assuming)\W*$")
REARRANGE = re.compile(
    r"(?i)\bsolve (?:it |this |that |the (?:formula|equation) )?for \W{0,2}\w\b|\bmake \W{0,2}\w\W{0,2} the subject|"
    r"\brearrange\b"
)
MEASURES = re.compile(
    r"(?i)\b(?:radius|diameter|areas?|volumes?|circle|sphere|cylinder|cone|lengths?|width|sides?|heights?|mass|speed|density|"
    r"energy|resistance|pendulum|period)\b"
)
FUNCTIONS = frozenset("fghFGHuvyps")
STATIONARY = re.compile(r"(?i)\b(?:critical|stationary|turning|maxim\w+|minim\w+|extrem\w+|vertex)\b")
INVERSE = re.compile(r"\b[A-Za-z]\s*(?:\^\s*\{?\s*[-−]\s*1\s*\}?|⁻¹)\s*\(")
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
FEW_WORDS = 2
"""Likewise where several numbers have units."""
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
