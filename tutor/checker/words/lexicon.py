"""What words of a word problem mean as numbers and units: closed lists, exact values."""

from __future__ import annotations

from fractions import Fraction
from typing import Final


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


_ONES: Final = {
    word: value
    for value, word in enumerate(
        (
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        )
    )
}
_TENS: Final = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}

CARDINALS: Final[dict[str, int]] = {
    **_ONES,
    **_TENS,
    **{f"{ten}-{one}": tens + ones for ten, tens in _TENS.items() for one, ones in _ONES.items() if 0 < ones < 10},
}
"""Number words below a hundred, hyphenated ones included."""

SCALES: Final[dict[str, int]] = {
    "dozen": 12,
    "dozens": 12,
    "hundred": 100,
    "hundreds": 100,
    "thousand": 1000,
    "thousands": 1000,
    "million": 10**6,
    "billion": 10**9,
}
"""Words that multiply the number before them."""

_PARTS: Final[dict[str, int]] = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "fourth": 4,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twelfth": 12,
    "twentieth": 20,
}
PARTS: Final[dict[str, int]] = {**_PARTS, **{word + "s": value for word, value in _PARTS.items() if word[-1] != "s"}}
"""Names of parts of one -> the denominator ("two thirds")."""

MULTIPLES: Final[dict[str, int]] = {
    "once": 1,
    "twice": 2,
    "thrice": 3,
    "double": 2,
    "doubled": 2,
    "doubles": 2,
    "doubling": 2,
    "triple": 3,
    "tripled": 3,
    "triples": 3,
    "quadruple": 4,
    "quadrupled": 4,
}
"""Words that name a factor by themselves."""

OPERATOR_WORDS: Final[dict[str, str]] = {
    "plus": "+",
    "minus": "-",
    "times": "*",
    "multiplied": "*",
    "divided": "/",
    "added": "+",
}
"""Spelled operators; "by" and "to" after them belong to them."""

EQUALS_WORDS: Final = frozenset({"is", "are", "equals", "equal", "was", "were", "makes", "gives", "totals", "becomes"})
"""Words that, right after a computation, introduce its result."""

ABOUT: Final = word_set(
    "about approximately approx roughly around nearly almost round rounded rounding rounds nearest ~ ≈"
)
"""Words that announce a rounded value."""

CLOCK: Final = "o'clock"
"""The unit of a time of day, which counts in hours."""

_LENGTH: Final = {"inch": 1, "foot": 12, "yard": 36, "mile": 63360}
_METRIC: Final = {"millimeter": 1, "centimeter": 10, "meter": 1000, "kilometer": 10**6}
_TIME: Final = {"second": 1, "minute": 60, "hour": 3600, CLOCK: 3600, "day": 86400, "week": 604800}
_MONTHS: Final = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_MONEY: Final = {"cent": 1, "penny": 1, "nickel": 5, "dime": 10, "quarter": 25, "dollar": 100}
_WEIGHT: Final = {"ounce": 1, "pound": 16, "ton": 32000}
_MASS: Final = {"milligram": 1, "gram": 1000, "kilogram": 10**6, "tonne": 10**9}
_VOLUME: Final = {"cup": 1, "pint": 2, "quart": 4, "gallon": 16}
_LITRES: Final = {"milliliter": 1, "cm^3": 1, "liter": 1000, "dm^3": 1000, "m^3": 10**6}
_AREA: Final = {"mm^2": 1, "cm^2": 100, "dm^2": 10**4, "m^2": 10**6, "km^2": 10**12}
_SPEED: Final = {"km/h": 5, "m/s": 18, "km/s": 18000}
_DENSITY: Final = {"kg/m^3": 1, "g/cm^3": 1000}
_FORCE: Final = {"newton": 1, "kilonewton": 1000}
_ENERGY: Final = {"joule": 1, "kilojoule": 1000, "kilowatt-hour": 3600000}
_POWER: Final = {"watt": 1, "kilowatt": 1000}
_CURRENT: Final = {"milliampere": 1, "ampere": 1000}
_COUNT: Final = {"piece": 1, "pair": 2, "dozen": 12}

UNITS: Final[dict[str, tuple[str, int]]] = {
    unit: (family, factor)
    for family, table in (
        ("length", _LENGTH),
        ("metric", _METRIC),
        ("time", _TIME),
        ("calendar", _MONTHS),
        ("money", _MONEY),
        ("weight", _WEIGHT),
        ("mass", _MASS),
        ("volume", _VOLUME),
        ("litres", _LITRES),
        ("area", _AREA),
        ("speed", _SPEED),
        ("density", _DENSITY),
        ("force", _FORCE),
        ("energy", _ENERGY),
        ("power", _POWER),
        ("current", _CURRENT),
        ("count", _COUNT),
    )
    for unit, factor in table.items()
}
"""Unit -> (family, size in the family's smallest unit). Only families whose conversions are exact."""

UNIT_NAMES: Final[dict[str, str]] = {
    **{unit: unit for unit in UNITS},
    **{unit + "s": unit for unit in UNITS},
    "inches": "inch",
    "feet": "foot",
    "ft": "foot",
    "yd": "yard",
    "mi": "mile",
    "cm": "centimeter",
    "mm": "millimeter",
    "m": "meter",
    "km": "kilometer",
    **{f"{prefix}met{end}": f"{prefix}meter" for prefix in ("", "milli", "centi", "kilo") for end in ("re", "res")},
    **{f"{prefix}lit{end}": f"{prefix}liter" for prefix in ("", "milli") for end in ("re", "res")},
    "tonnes": "tonne",
    "sec": "second",
    "secs": "second",
    "min": "minute",
    "mins": "minute",
    "hr": "hour",
    "hrs": "hour",
    "h": "hour",
    "wk": "week",
    "yr": "year",
    "yrs": "year",
    "centuries": "century",
    "pennies": "penny",
    "$": "dollar",
    "¢": "cent",
    "oz": "ounce",
    "lb": "pound",
    "lbs": "pound",
    "mg": "milligram",
    "g": "gram",
    "kg": "kilogram",
    "kgs": "kilogram",
    "ml": "milliliter",
    "l": "liter",
    "L": "liter",
    "mL": "milliliter",
    "kilograms": "kilogram",
    "kn": "kilonewton",
    "kj": "kilojoule",
    "kwh": "kilowatt-hour",
    "kw": "kilowatt",
    "ma": "milliampere",
}
"""Spellings -> the unit of `UNITS`."""

LETTER_UNITS: Final[dict[str, str]] = {
    "s": "second",
    "t": "tonne",
    "h": "hour",
    "m": "meter",
    "g": "gram",
    "l": "liter",
    "L": "liter",
    "N": "newton",
    "J": "joule",
    "W": "watt",
    "A": "ampere",
    "V": "volt",
    "K": "kelvin",
    "C": "degree",
    "F": "degree",
}
"""Single letters that may be a unit after a number."""

COMPOUND: Final = frozenset(("m/s^2", "cm^3", "dm^3", "m^3", *_AREA, *_SPEED, *_DENSITY))
"""Units made of several."""

FACTORS: Final = frozenset(
    (
        *map(Fraction, (3, 4, 5, 7, 10, 12, 16, 24, 25, 30, 36, 52, 60, 100, 365, 1000, 3600, 10**4, 10**6, 3600000)),
        Fraction(18, 5),
    )
)
"""Ratios by which two ways of writing one quantity may differ (dozens, hours and minutes, cents, percent)."""

CONSTANTS: Final = frozenset(
    map(Fraction, (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 24, 30, 31, 36, 50, 52, 60, 100, 360, 365, 1000))
)
"""Numbers that need no source: counts anyone knows, days, hours, percent, unit factors."""

CONVERSIONS: Final = frozenset(map(Fraction, (7, 12, 16, 24, 60, 100, 365, 1000, 3600)))
"""Factors between units, which need no step of their own."""

CLOSING: Final = word_set("therefore thus hence finally answer altogether overall")
"""Words with which a last line closes a solution."""

CHECKING: Final = ("check", "verif", "confirm", "proof", "prove", "indeed", "double-check")
"""Beginnings of words with which a line checks a result that is there."""

SUMMING: Final = word_set("so total all combined")
"""Words with which a line sums up, in the middle of a solution or at its end."""

RESULTING: Final = word_set("or is are was were = equals equal so gives which means has have")
"""Words that, shortly before a number at the end of a line, make it the line's result."""

MONEY: Final = word_set("much money cost costs price dolla pay pays paid earn earns spend spent charg save")
"""Beginnings of words of a question whose answer is an amount of money."""

FILLERS: Final = word_set(
    "a an the of to in on at for from with by as per and or so then if this that these those is are was were"
    " be been has have had do does did he she it they we you i his her their its our your him them who which"
    " what how many much each will would can could should must may more less than all total number also since"
    " because therefore thus hence let need needs not no there when after before while only"
)
"""Words that say nothing about which quantity is meant."""

QUANTIFIERS: Final = word_set("more less fewer extra additional other total remaining whole full different new")
"""Words that may stand between a number and its noun."""

NAMING: Final = word_set("let let's say call assume suppose represent represents equal equals denote denotes variable")
"""Words with which an unknown is named."""

REWRITING: Final = (
    "simplif",
    "subtract",
    "add",
    "divid",
    "multipl",
    "solv",
    "combin",
    "expand",
    "distribut",
    "isolat",
    "rearrang",
    "sides",
    "gives",
    "get",
    "so",
    "therefore",
    "thus",
    "hence",
    "equation",
)
"""Beginnings of words that announce an equation obtained from the one before it."""
