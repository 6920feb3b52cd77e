"""Units of measure: what each name stands for, in SI base units; dimensions; quantities as trees.

Factors are exact (CODATA 2018 / SI 2019 definitions; US customary units by the international yard and pound, NIST SP
811).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tutor.checker import nodes
from tutor.checker.exact import fraction_of, number_or_none
from tutor.checker.nodes import Node, Op, Sym, Unit

Dimension = tuple[tuple[str, Fraction], ...]


ANGLE: Dimension = (("rad", Fraction(1)),)


class Mismatch(Exception):
    """Quantities of different dimensions are added, or a unit stands where only a number can."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A unit: `factor` base units of a `dimension`; `offset` base units at its zero (temperatures)."""

    factor: Node
    dimension: Dimension
    offset: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in base units (a tree without units), and its dimension."""

    value: Node
    dimension: Dimension


def _dimension(text: str) -> Dimension:
    powers: dict[str, Fraction] = {}
    for part in text.split():
        name, _, exponent = part.partition("^")
        powers[name] = powers.get(name, Fraction(0)) + Fraction(exponent or 1)
    return tuple(sorted((n, p) for n, p in powers.items() if p))


_PREFIXES = {"Q": 30, "R": 27, "Y": 24, "Z": 21, "E": 18, "P": 15, "T": 12, "G": 9, "M": 6, "k": 3, "h": 2,
    "da": 1, "d": -1, "c": -2, "m": -3,
             "µ": -6, "u": -6, "n": -9, "p": -12, "f": -15, "a": -18, "z": -21, "y": -24}  # fmt: skip
_LONG_PREFIXES = {
    "tera": 12,
    "giga": 9,
    "mega": 6,
    "kilo": 3,
    "hecto": 2,
    "deci": -1,
    "centi": -2,
    "milli": -3,
    "micro": -6,
    "nano": -9,
    "pico": -12,
}
_PREFIXED = """
m=1 m|meter metre mètre metro=1 m|g=1/1000 kg|gram gramme gramo=1/1000 kg|s=1 s|second sec=1 s|A=1 A
|ampere amp=1 A|K=1 K|kelvin=1 K
|mol=1 mol|mole=1 mol
|cd=1 cd|Hz=1 s^-1|hertz=1 s^-1|N=1 kg m s^-2|newton=1 kg m s^-2|Pa=1 kg m^-1 s^-2|pascal=1 kg m^-1 s^-2
|J=1 kg m^2 s^-2|joule=1 kg m^2 s^-2
|W=1 kg m^2 s^-3|watt=1 kg m^2 s^-3|C=1 A s|coulomb=1 A s|V=1 kg m^2 s^-3 A^-1|volt=1 kg m^2 s^-3 A^-1
|F=1 kg^-1 m^-2 s^4 A^2|farad=1 kg^-1 m^-2 s^4 A^2
|Ω ohm=1 kg m^2 s^-3 A^-2|S siemens=1 kg^-1 m^-2 s^3 A^2|Wb weber=1 kg m^2 s^-2 A^-1|T=1 kg s^-2 A^-1
|tesla=1 kg s^-2 A^-1|H=1 kg m^2 s^-2 A^-2|henry=1 kg m^2 s^-2 A^-2
|lm=1 cd|lx=1 cd m^-2|Bq=1 s^-1|Gy=1 m^2 s^-2|Sv=1 m^2 s^-2|kat=1 mol s^-1|L l=1/1000 m^3|liter litre litro=1/1000 m^3
|bar=100000 kg m^-1 s^-2
|eV=801088317/5000000000000000000000000000 kg m^2 s^-2|cal=523/125 kg m^2 s^-2|calorie=523/125 kg m^2 s^-2
|Wh=3600 kg m^2 s^-2|M=1000 mol m^-3
|B byte=8 bit|b bit=1 bit|rad=1 rad|sr=1 rad^2|atm=101325 kg m^-1 s^-2|pc parsec=30856775814913673 m
|Ci=37000000000 s^-1|G gauss=1/10000 kg s^-2 A^-1
|dyn dyne=1/100000 kg m s^-2|erg=1/10000000 kg m^2 s^-2
|Da u amu=16605390666/10000000000000000000000000000000000000 kg
|D debye=333564/100000000000000000000000000000000000 A s m|Torr torr=20265/152 kg m^-1 s^-2
"""
_PLAIN = """
min=60 s|minute=60 s|h hr hrs hour=3600 s|d day=86400 s|week wk=604800 s|month=2629746 s|yr year Year=31557600
s|decade=315576000 s|century=3155760000 s
|in inch inches=127/5000 m|ft foot feet=381/1250 m|yd yard=1143/1250 m|mi mile=201168/125 m|nmi=1852 m|Å
angstrom=1/10000000000 m|ly lightyear=9460730472580800 m
|AU au=149597870700 m|oz ounce=45359237/1600000000 kg|lb lbs lbm pound=45359237/100000000 kg
|lbf=8896443230521/2000000000000 kg m s^-2|ton=45359237/50000 kg|slug=14593903/1000000 kg
|t tonne=1000 kg|st stone=317514659/50000000 kg|gal gallon=473176473/125000000000 m^3
|qt quart=473176473/500000000000 m^3|pt pint=473176473/1000000000000 m^3
|cup=473176473/2000000000000 m^3|floz=473176473/16000000000000 m^3|tbsp tablespoon=473176473/32000000000000 m^3|tsp
teaspoon=473176473/96000000000000 m^3
|acre=316160658/78125 m^2|ha hectare=10000 m^2|mph=1397/3125 m s^-1|kph kmh=5/18 m s^-1|kn knot=463/900 m s^-1
|psi=8896443230521/1290320000 kg m^-1 s^-2
|mmHg=20265/152 kg m^-1 s^-2|inHg=338638864/100000 kg m^-1 s^-2
|hp horsepower=745699872/1000000 kg m^2 s^-3|BTU Btu=105505585262/100000000 kg m^2 s^-2|kcal Cal=4184 kg m^2 s^-2
|kWh=3600000 kg m^2 s^-2|unit=1 unit|dozen=12 |pair=2 |cc=1/1000000 m^3|rpm RPM=1/60 turn s^-1
|rev revolution turn=1 turn
|fps=381/1250 m s^-1|ppm=1/1000000 |gee=980665/100000 m s^-2
|dB decibel=1 dB|pH=1 pH|percent pct percentage=1/100 |bp=1/10000 |KJ=1000 kg m^2 s^-2|Kg KG=1 kg|Km KM=1000 m
|ML=1/1000000 m^3|sec secs=1 s|Sec=1 s|Min=60 s|mins=60 s|gm gms=1/1000 kg|Nm=1 kg m^2 s^-2|kNm=1000 kg m^2 s^-2
|Ns=1 kg m s^-1|Ah=3600 A s|mAh=18/5 A s|mcg=1/1000000000 kg|kgs=1 kg
|$ dollar USD usd=1 dollar|¢ cent=1/100 dollar|€ euro EUR=1 euro|£ GBP quid=1 pound_sterling|¥ yen JPY=1 yen|penny
pennies=1/100 dollar|quarter=1/4 dollar|dime=1/10 dollar|nickel=1/20 dollar
|decimeter=1/10 m|Joules=1 kg m^2 s^-2|CM=1/100 m|MM=1/1000 m|Ohm=1 kg m^2 s^-3 A^-2|Volts=1 kg m^2 s^-3 A^-1
|Watts=1 kg m^2 s^-3
|Newton Newtons=1 kg m s^-2|Joule=1 kg m^2 s^-2|Watt=1 kg m^2 s^-3|Volt=1 kg m^2 s^-3 A^-1|Kelvin=1 K|Ampere=1 A
|Pascal=1 kg m^-1 s^-2|Tesla=1 kg s^-2 A^-1|Hertz=1 s^-1|Coulomb=1 A s|Meter=1 m|Meters meters metres=1 m
|Stunde Stunden heure hora=3600 s|Minute Minuten minuto=60 s|Sekunde Sekunden seconde segundo=1 s
|Tag Tage jour día=86400 s
|Jahr Jahre=31557600 s|Gramm=1/1000 kg|Kilogramm=1 kg|Tonne Tonnen=1000 kg
|degC=1 K|cp centipoise=1/1000 kg m^-1 s^-1|St=1/10000 m^2 s^-1|P poise=1/10 kg m^-1 s^-1
"""
_DEGREE = Op("/", (nodes.PI, nodes.num(180)))
_AFFINE = {"°C": (Fraction(1), Fraction(27315, 100)), "℃": (Fraction(1), Fraction(27315, 100)),
    "degC": (Fraction(1), Fraction(27315, 100)),
           "celsius": (Fraction(1), Fraction(27315, 100)), "Celsius": (Fraction(1), Fraction(27315, 100)),
           "°F": (Fraction(5, 9), Fraction(45967, 180)),
           "℉": (Fraction(5, 9), Fraction(45967, 180)), "fahrenheit": (Fraction(5, 9), Fraction(45967, 180)),
           "Fahrenheit": (Fraction(5, 9), Fraction(45967, 180)),
           "degF": (Fraction(5, 9), Fraction(45967, 180))}  # fmt: skip
MONEY = frozenset(("$", "€", "£", "¥", "¢", "dollar", "cent", "euro", "yen", "penny", "pennies", "USD", "EUR", "GBP"))
_RARE = frozenset(("Q", "R", "Y", "Z", "E", "P", "h", "da", "d", "c", "a", "z", "y", "f"))
_USUAL = {"h": ("Pa", "L", "l", "m", "g"), "d": ("m", "L", "l", "g", "B"), "c": ("m", "L", "l", "g", "P"),
    "f": ("m", "s", "F", "C", "g", "J", "mol"),
          "P": ("Pa", "J", "W", "B", "Hz"), "E": ("eV", "J", "W", "B"), "a": ("J", "mol"), "da": ("m",
          "N")}  # fmt: skip
_BASES = frozenset(
    ("m", "kg", "s", "A", "K", "mol", "cd", "rad", "bit", "dollar", "euro", "pound_sterling", "yen", "turn", "dB", "pH")
)


def _read_table(text: str) -> dict[str, Scale]:
    table: dict[str, Scale] = {}
    for entry in text.replace("\n", " ").split("|"):
        names, _, meaning = entry.partition("=")
        factor, _, dimension = meaning.strip().partition(" ")
        for name in names.split():
            table[name] = Scale(nodes.num(Fraction(factor)), _dimension(dimension))
    return table


_TABLE: dict[str, Scale] = {}
_WITH_PREFIX: dict[str, Scale] = {}


def _load() -> None:
    _WITH_PREFIX.update(_read_table(_PREFIXED))
    _TABLE.update(_WITH_PREFIX)
    _TABLE.update(_read_table(_PLAIN))
    for name, (factor, offset) in _AFFINE.items():
        _TABLE[name] = Scale(nodes.num(factor), _dimension("K"), offset)
    for name in ("°", "deg", "degree", "º"):
        _TABLE[name] = Scale(_DEGREE, _dimension("rad"))
    _TABLE["arcmin"] = Scale(Op("/", (nodes.PI, nodes.num(10800))), _dimension("rad"))
    _TABLE["arcsec"] = Scale(Op("/", (nodes.PI, nodes.num(648000))), _dimension("rad"))
    _TABLE["°R"] = Scale(nodes.num(Fraction(5, 9)), _dimension("K"))
    _TABLE["°K"] = Scale(nodes.ONE, _dimension("K"))
    for name in ("radian",):
        _TABLE[name] = Scale(nodes.ONE, _dimension("rad"))


def scale(name: str) -> Scale | None:
    """The unit of this name, plural and SI prefix allowed; None if there is none."""
    if not _TABLE:
        _load()
    name = name.replace("μ", "µ")
    found = _TABLE.get(name)
    if found is not None:
        return found
    for table, least in ((_PREFIXES, 1), (_LONG_PREFIXES, 3)):
        for prefix, exponent in table.items():
            if least == 1 and name[len(prefix) :] not in _USUAL.get(prefix, ()) and prefix in _RARE:
                continue
            base = _WITH_PREFIX.get(name[len(prefix) :]) if name.startswith(prefix) else None
            if base is not None and len(name) - len(prefix) >= least and isinstance(base.factor, nodes.Num):
                found = Scale(nodes.num(base.factor.value * Fraction(10) ** exponent), base.dimension)
                _TABLE[name] = found
                return found
    if len(name) > 3 and name[-1] == "s" and (single := scale(name[:-1])) is not None:
        return single
    lower = name.lower()
    if len(name) > 3 and lower != name:
        return scale(lower)
    return None


_SECOND = frozenset(("s", "m", "h", "A", "K", "V", "C", "kg", "Hz"))
_FIRST = frozenset(("J", "N", "V", "A", "W", "C", "T", "Pa", "kg", "g", "lb", "ft"))


def parted(name: str) -> tuple[str, ...]:
    """The two units of a product written without a gap, such as `Js` and `kgm`; empty if it is none."""
    for k in range(1, len(name)):
        first, second = name[:k], name[k:]
        base = first if first in _FIRST else first[1:] if first[:1] in ("k", "m", "M", "µ") else ""
        if base in _FIRST and second in _SECOND:
            return first, second
    return ()


def known(name: str) -> bool:
    """Whether the word names a unit."""
    return scale(name) is not None


def quantity(node: Node, *, pound_force: bool = False) -> Quantity:
    """A tree with units as a value in base units. Raises Mismatch; unknown words are units of a dimension of their
    own.
    """
    if isinstance(node, Unit):
        unit = _FORCE if pound_force and node.name in ("lb", "lbs", "pound", "pounds") else scale(node.name)
        if unit is None:
            return Quantity(nodes.ONE, ((_opaque(node.name), Fraction(1)),))
        return Quantity(unit.factor, unit.dimension)
    if isinstance(node, Sym):
        raise Mismatch
    if not isinstance(node, Op):
        return Quantity(node, ())
    temperature = _temperature(node)
    if temperature is not None:
        return temperature
    parts = [quantity(a, pound_force=pound_force) for a in node.args]
    return _combined(node, parts)


_FORCE = Scale(nodes.num(Fraction(8896443230521, 2000000000000)), _dimension("kg m s^-2"))


def _opaque(name: str) -> str:
    word = name.lower()
    return "#" + (word[:-1] if len(word) > 3 and word.endswith("s") else word)


def _temperature(node: Op) -> Quantity | None:
    """`25 °C` is a point of the scale, not 25 steps of it."""
    if node.name == "neg" and isinstance(node.args[0], Op):
        inner = node.args[0]
        if inner.name == "*" and len(inner.args) == 2:
            return _temperature(Op("*", (nodes.neg(inner.args[0]), inner.args[1])))
    if node.name == "*" and len(node.args) == 2 and isinstance(node.args[1], Unit):
        unit = scale(node.args[1].name)
        if unit is not None and unit.offset and not _has_unit(node.args[0]):
            return Quantity(nodes.add(nodes.mul(node.args[0], unit.factor), nodes.num(unit.offset)), unit.dimension)
    return None


def _has_unit(node: Node) -> bool:
    return any(isinstance(n, Unit) for n in nodes.walk(node))


def _combined(node: Op, parts: list[Quantity]) -> Quantity:
    values = tuple(p.value for p in parts)
    rebuilt = Op(node.name, values, node.tag)
    if node.name in ("+", "pm") or node.name in nodes.RELATIONS:
        if len({p.dimension for p in parts}) != 1:
            raise Mismatch
        return Quantity(rebuilt, parts[0].dimension)
    if node.name == "neg":
        return Quantity(rebuilt, parts[0].dimension)
    if node.name == "*":
        return Quantity(rebuilt, multiplied(*(p.dimension for p in parts)))
    if node.name == "/":
        return Quantity(rebuilt, multiplied(parts[0].dimension, raised(parts[1].dimension, Fraction(-1))))
    if node.name in ("^", "sqrt", "root") and (node.name == "sqrt" or len(parts) > 1):
        exponent = Fraction(1, 2) if node.name == "sqrt" else None
        if exponent is None:
            exact = number_or_none(parts[1].value)
            exponent = None if exact is None else fraction_of(exact) if node.name == "^" else 1 / fraction_of(exact)
        if any(p.dimension for p in parts[1:]) or (exponent is None and parts[0].dimension):
            raise Mismatch
        return Quantity(rebuilt, raised(parts[0].dimension, exponent or Fraction(1)))
    if node.name == "percent" and not parts[0].dimension:
        return Quantity(Op("/", (values[0], nodes.num(1000 if node.tag == "‰" else 100))), ())
    if all(p.dimension in ((), ANGLE) for p in parts):
        return Quantity(rebuilt, ())
    raise Mismatch


def multiplied(*dimensions: Dimension) -> Dimension:
    """The dimension of a product."""
    total: dict[str, Fraction] = {}
    for dimension in dimensions:
        for name, power in dimension:
            total[name] = total.get(name, Fraction(0)) + power
    return tuple(sorted((n, p) for n, p in total.items() if p))


def raised(dimension: Dimension, exponent: Fraction) -> Dimension:
    """The dimension of a power."""
    return tuple(sorted((n, p * exponent) for n, p in dimension if p * exponent))


def is_physical(dimension: Dimension) -> bool:
    """Whether a measured dimension occurs, as opposed to money and counted things."""
    return any(name in _BASES and name not in ("dollar", "euro", "yen", "pound_sterling") for name, _ in dimension)
