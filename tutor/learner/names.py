"""Names in a learner's words: what follows "my name is" or "my sister", told from what only looks like a name."""

from __future__ import annotations

import re

_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "madame", "herr", "frau", "señor", "señora"}
)
_PARTICLES = frozenset(
    {
        "van",
        "de",
        "von",
        "der",
        "den",
        "di",
        "da",
        "del",
        "della",
        "la",
        "le",
        "bin",
        "ibn",
        "al",
        "el",
        "ten",
        "dos",
        "du",
    }
)
_TOKEN = re.compile(r"(?P<word>[^\W\d_](?:[^\W_]|['-](?=[^\W_]))*\.?)(?P<after>[,.!?;:]*)(?:\s+|$)")
_CONNECTOR = re.compile(
    r"(?:$|(?:and|but|or|so|by\s+the\s+way|btw|from|in\s+case|nice|pleased|who|which|here|speaking|not)\b"
    r"|[,;(–—-])",
    re.IGNORECASE,
)
MOST_TOKENS = 4

NOT_NAMES = frozenset(
    word
    for line in (
        "a an the this that these those not no yes ok okay very really quite so too just still also only even here",
        "there stuck lost confused tired bored done finished ready sure unsure certain sorry happy sad glad fine",
        "good great well bad late early new old back home wrong right correct incorrect able unable afraid scared",
        "nervous worried angry hungry busy free blocked curious interested excited frustrated lazy slow fast smart",
        "stupid dumb crazy mad okay alright awesome average alone away ahead behind almost always never often",
        "usually probably maybe perhaps completely totally absolutely fairly rather pretty kind sort like trying",
        "going looking doing getting having learning studying working thinking wondering in on at from to of for",
        "with by about into under over up down out off as if when what where why how who which my your his her its",
        "our their me you him them us it i he she we they mine yours and or but because since though although than",
        "then now today tomorrow tonight later soon again already yet unusual secret private long short hard",
        "difficult weird strange common rare spelled spelt pronounced written important anyone someone nobody",
        "everyone everybody something nothing anything whatever when whenever back crazy names stupid is are was",
        "were be been being am do does did has have had can could will would shall should may might must said says",
        "thinks thought told gave got gets helped helps taught teaches wants needs likes loves hates knows came",
        "went lives works anymore true false equal zero one two three done unclear clear convinced aware kidding",
        "currently recently both all each who that joking serious master king queen boss daddy teacher god lord genius",
    )
    for word in line.split()
)
"""Words that follow "I'm", "call me" or "my name is" and are no names."""
ALSO_WORDS = frozenset(
    word
    for line in (
        "exhausted overwhelmed puzzled stumped baffled annoyed impressed amazed dead",
        "dying sick hopeless useless rusty dyslexic",
        "human male female gay straight trans christian muslim jewish hindu catholic buddhist sikh atheist black",
        "white asian german french english spanish italian american british irish scottish welsh dutch polish",
        "russian chinese japanese korean indian pakistani turkish greek portuguese brazilian mexican canadian",
        "australian swedish norwegian danish finnish ukrainian vietnamese thai indonesian nigerian kenyan egyptian",
        "israeli iranian iraqi syrian afghan swiss austrian belgian monday tuesday wednesday thursday friday",
        "saturday sunday january february march april june july august september october november december algebra",
        "calculus geometry trigonometry physics chemistry maths math mathematics biology",
    )
    for word in line.split()
)
"""Words that may be names, but are none after "I'm"."""


def take_name(words: str, *, need_capital: bool, told: bool = False) -> tuple[str, str] | None:
    """The name that words begin with, and the rest; None if they begin with no name.

    Without need_capital a name in small letters counts too, if nothing but a new thought follows it. It is given
    capitals. told: the words before leave no doubt that a name follows, so April and Christian are names too.
    """
    capital = _take(words, capitals=True, told=told)
    if capital is not None:
        return capital
    if need_capital:
        return None
    small = _take(words, capitals=False, told=told)
    if small is None or not _CONNECTOR.match(small[1]):
        return None
    return " ".join(part[:1].upper() + part[1:] for part in small[0].split()), small[1]


def is_name_word(word: str, *, told: bool) -> bool:
    """Whether a word could be a name at all."""
    plain = word.casefold().rstrip(".")
    if not told and len(plain) > 5 and plain.endswith("ing"):
        return False
    return (len(plain) > 1 or word.isupper()) and plain not in NOT_NAMES and (told or plain not in ALSO_WORDS)


def _take(words: str, *, capitals: bool, told: bool) -> tuple[str, str] | None:
    taken: list[str] = []
    position = 0
    real = False
    while len(taken) < MOST_TOKENS:
        match = _TOKEN.match(words, position)
        if match is None or (not capitals and taken and _CONNECTOR.match(words, position)):
            break
        word = match["word"]
        owned = word.endswith("'s")
        bare = (word[:-2] if owned else word).rstrip(".")
        plain = bare.casefold()
        title = plain in _TITLES and not real
        particle = plain in _PARTICLES and (real or capitals)
        fits = (not bare[0].islower()) if capitals else True
        if not (title or particle or (fits and is_name_word(bare, told=told))) or (capitals and _shouted(bare)):
            break
        real = real or not (title or particle)
        taken.append(bare if not title else word.rstrip(".") if plain != "dr" else "Dr")
        position = match.end("word") - (2 if owned else 0) if owned else match.end()
        if owned or match["after"] or (not capitals and len(taken) == 3):
            break
    while taken and taken[-1].casefold() in _PARTICLES:
        taken.pop()
    if not real or not taken:
        return None
    return " ".join(taken), words[position:].strip()


def _shouted(word: str) -> bool:
    return len(word) > 3 and word.isupper()
