"""Things made on request: a story problem, a memory aid, an analogy. All are parametrised and sure to be right; none is guessed."""

# ruff: noqa: E501
# Patterns and phrases are kept on one line.
from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from tutor.dialogue.sentences import terms

if TYPE_CHECKING:
    from tutor.dialogue.briefing import Briefing

_ABOUT = re.compile(
    r"\b(?:about|with|on|using|featuring|involving|for)\s+(?:a |an |the |some |my )?([a-z][a-z ]{2,30}?)(?:\s*(?:please|pls|to |that|which|for me|so that|because|and|,)|[?.!]|$)",
    re.IGNORECASE,
)
_OURS = frozenset(
    {
        "this",
        "it",
        "that",
        "the lesson",
        "me",
        "maths",
        "math",
        "algebra",
        "equations",
        "this lesson",
        "exercise",
        "the exercise",
    }
)


def make(briefing: Briefing) -> str:
    """What was asked for, or an empty string if it can't be made so that it is sure to be right."""
    wish = briefing.reading.argument or briefing.reading.question
    low = wish.lower()
    if re.search(r"\b(?:mnemonics?|memory aids?|rhymes?|(?:way|trick|help) to (?:remember|memori[sz]e))\b", low):
        return memory_aid(briefing, low)
    if re.search(r"\b(?:analog(?:y|ies)|metaphors?|comparison|like i'?m)\b", low):
        return analogy(briefing)
    if re.search(r"\b(?:plan)\b", low):
        return plan(briefing)
    if re.search(r"\b(?:stor(?:y|ies)|problems?|exercises?|riddles?)\b", low) and not re.search(
        r"\b(?:poem|song|joke)\b", low
    ):
        return story(briefing, wish)
    return ""


def story(briefing: Briefing, wish: str) -> str:
    """A story problem with its numbers chosen so that the result is whole; its result is not told."""
    found = _ABOUT.search(wish)
    theme = found.group(1).strip().lower() if found else ""
    if theme in _OURS or not theme:
        theme = next((w for w in re.findall(r"[a-z]+", wish.lower()) if w in THEMES), "")
    thing, place = THEMES.get(theme.split()[0] if theme else "", (theme, "")) if theme else ("marbles", "")
    avoid = set(re.findall(r"\d+", " ".join(briefing.secrets.answers)))
    chance = random.Random(f"{wish}|{briefing.exercise.id if briefing.exercise else ''}")
    for _ in range(50):
        each, count, fixed = chance.randint(3, 9), chance.randint(4, 12), chance.randint(5, 30)
        total = each * count + fixed
        if not {str(count), str(total), str(each), str(fixed)} & avoid and count not in {each, fixed}:
            break
    setting = f" {place}" if place else ""
    return (
        f"Here is one{' about ' + theme if theme else ''}: Mira{setting} pays {fixed} € once to join in, and then {each} € for each of the {thing}. "
        f"Altogether she pays {total} €. How many {thing} is that? "
        "Write it as an equation first; I made it up just now, so it doesn't count in your record."
    )


THEMES = {
    "football": ("football tickets", "at the football club"), "soccer": ("soccer tickets", "at the soccer club"), "basketball": ("basketball games", "at the sports hall"),
    "dinosaurs": ("dinosaur figures", "at the museum shop"), "space": ("rides in the space simulator", "at the planetarium"), "music": ("songs", "at the karaoke bar"),
    "pizza": ("pizzas", "at a party"), "cats": ("cat toys", "at the pet shop"), "dogs": ("dog biscuits", "at the pet shop"), "cooking": ("cooking lessons", "at the cooking school"),
    "games": ("games", "at the arcade"), "minecraft": ("skins", "on a game server"), "horses": ("riding lessons", "at the stable"), "cars": ("laps", "at the kart track"),
    "swimming": ("swimming lessons", "at the pool"), "books": ("books", "at the fair"), "movies": ("films", "at the cinema"), "chess": ("chess lessons", "at the club"),
}  # fmt: skip

AIDS = {
    frozenset(
        {"order", "operat", "bracket", "power", "preced"}
    ): "Brackets, powers, then times and divide, then plus and minus: “BPTM”, as in “Big Ponies Trot on Mondays”. Operations of the same rank go from left to right.",
    frozenset(
        {"invers", "undo", "equat", "balanc", "both", "side"}
    ): "Shoes and socks: what was put on last comes off first. So undo the last operation first, and on both sides.",
    frozenset(
        {"sign", "negat", "minu"}
    ): "Same signs, plus; different signs, minus: that holds for multiplying and dividing, not for adding.",
    frozenset(
        {"distribut", "bracket", "expand", "multipl"}
    ): "The postman visits every house: the factor in front of a bracket goes to every term inside.",
    frozenset(
        {"fraction", "denominat", "numerat", "divid"}
    ): "Keep, change, flip: keep the first fraction, change divide to times, flip the second one.",
    frozenset(
        {"trigonometr", "sin", "cos", "tan", "triangl"}
    ): "SOH CAH TOA: sine is opposite over hypotenuse, cosine adjacent over hypotenuse, tangent opposite over adjacent.",
    frozenset(
        {"power", "derivat", "differenti", "slop"}
    ): "“Down in front, one less above”: the exponent comes down as a factor, and the exponent above becomes one less.",
    frozenset(
        {"chain", "inner", "composit"}
    ): "Like unwrapping a parcel: the outer paper first, and never forget to multiply by what was inside.",
    frozenset(
        {"product", "factor"}
    ): "“First prime second plus second prime first”: each factor is differentiated once, the other one stays.",
    frozenset(
        {"motion", "acceler", "veloc", "speed", "displac"}
    ): "Velocity is how fast place changes, acceleration how fast velocity changes: each one is the slope of the one before.",
}


def memory_aid(briefing: Briefing, wish: str) -> str:
    """The memory aid that fits the wish, or else the skill in hand."""
    for source in (wish, _skill(briefing)):
        words = set(terms(source))
        best = max(AIDS, key=lambda marks: sum(any(word.startswith(mark) for word in words) for mark in marks))
        if any(word.startswith(mark) for word in words for mark in best):
            return AIDS[best]
    return ""


def analogy(briefing: Briefing) -> str:
    """A comparison for the skill in hand."""
    for source in (briefing.reading.argument, _skill(briefing)):
        words = set(terms(source))
        for marks, text in ANALOGIES.items():
            if any(word.startswith(mark) for word in words for mark in marks):
                return text
    return ""


ANALOGIES = {
    (
        "invers",
        "equat",
        "balanc",
        "undo",
        "linear",
        "unknown",
    ): "Think of an old pair of scales that is level: whatever you do to one pan you do to the other, and it stays level. The unknown is a closed bag on one of the pans.",
    (
        "distribut",
        "bracket",
    ): "Think of bags with the same things in each: three bags hold three times everything that is in one, not only three times the first thing.",
    ("fraction",): "Think of a chocolate bar: pieces can only be counted together once they are cut to the same size.",
    (
        "deriv",
        "slope",
        "tangent",
        "power",
    ): "Think of the speedometer of a car: it shows how fast the distance changes at this very moment, not on the whole trip.",
    ("chain",): "Think of gears: when one wheel turns the next, the speeds multiply.",
    (
        "motion",
        "acceler",
        "veloc",
    ): "Think of filling a bath: position is the water in it, velocity the flow from the tap, acceleration how quickly you open the tap.",
    ("negat", "sign"): "Think of a lift: plus goes up, minus goes down, and taking away a way down is a way up.",
    (
        "like",
        "term",
        "gather",
    ): "Think of a basket of apples and pears: apples are counted with apples, pears with pears.",
}


def plan(briefing: Briefing) -> str:
    """A way through the lesson in hand."""
    lesson = briefing.lesson
    if lesson is None:
        return ""
    skills = ", then ".join(kc.title.lower() for kc in lesson.kcs[:6])
    return f"For “{lesson.title}” I suggest: {skills}. About twenty minutes a day, with /next each time: it brings what is due before what is new."


def _skill(briefing: Briefing) -> str:
    exercise, lesson = briefing.exercise, briefing.lesson
    titles = [kc.title for kc in lesson.kcs if exercise is not None and kc.id in exercise.kcs] if lesson else []
    return " ".join((*titles, *(exercise.kcs if exercise else ()), lesson.title if lesson else ""))
