"""The words and signs of the notation: what each spelling means to the lexer."""

from __future__ import annotations

import unicodedata

from tutor.checker.vocabulary import words

FUNCTION_WORDS = {
    **{name: name for name in words(
        "sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch asinh acosh atanh acoth "
        "asech acsch exp cis ln log sqrt cbrt abs sgn floor ceil conj arg gcd lcm max min gamma erf root mod"
    )},
    **{"arc" + name: "a" + name for name in words("sin cos tan cot sec csc sinh cosh tanh coth sech csch")},
    **{"ar" + name: "a" + name for name in words("sinh cosh tanh coth sech csch")},
    "tg": "tan", "ctg": "cot", "cotg": "cot", "cosec": "csc", "arctg": "atan", "sign": "sgn", "ceiling": "ceil",
    "Re": "re", "Im": "im", "lg": "lg", "sen": "sin", "Gamma": "gamma", "Log": "log", "Ln": "ln", "Sin": "sin",
    "Cos": "cos",
    "Tan": "tan", "SIN": "sin", "COS": "cos", "TAN": "tan", "LN": "ln", "LOG": "log", "Sqrt": "sqrt",
    "SQRT": "sqrt", "det": "det", "Abs": "abs", "conjugate": "conj", "Max": "max", "Min": "min",
}  # fmt: skip
"""A written function name -> the operation."""

STRUCTURE_WORDS = {
    "diff": "diff", "int": "int", "integrate": "int", "Integral": "int", "integral": "int", "sum": "sum", "Sum": "sum",
    "product": "product", "prod": "product", "lim": "lim", "limit": "lim", "binomial": "binomial", "binom": "binomial",
    "choose": "choose", "logbase": "logbase", "nthroot": "nthroot", "surd": "nthroot", "factorial": "factorial",
    "matrix": "matrix", "Matrix": "matrix", "nCr": "binomial", "Derivative": "diff", "derivative": "diff",
}  # fmt: skip

GREEK = {
    "alpha": "alpha", "beta": "beta", "delta": "delta", "epsilon": "epsilon", "varepsilon": "epsilon",
    "zeta": "zeta", "eta": "eta",
    "theta": "theta", "vartheta": "theta", "iota": "iota", "kappa": "kappa", "lambda": "lambda", "mu": "mu",
    "nu": "nu", "xi": "xi",
    "rho": "rho", "varrho": "rho", "sigma": "sigma", "tau": "tau", "phi": "phi", "varphi": "phi", "chi": "chi",
    "psi": "psi",
    "omega": "omega", "Delta": "Delta", "Theta": "Theta", "Lambda": "Lambda", "Xi": "Xi", "Sigma": "Sigma",
    "Phi": "Phi",
    "Psi": "Psi", "Omega": "Omega", "ell": "l", "hbar": "hbar", "Pi": "Pi", "Upsilon": "Upsilon",
    "upsilon": "upsilon", "nabla": "nabla",
}  # fmt: skip

GREEK_LETTERS = dict(
    zip(
        "αβγδεϵζηθϑικλμµνξρσςτφϕχψωΔΘΛΞΣΦΨΩΓ",
        words(
            "alpha beta gamma_ delta epsilon epsilon zeta eta theta theta iota kappa lambda mu mu nu xi rho "
            "sigma sigma tau phi "
            "phi chi psi omega Delta Theta Lambda Xi Sigma Phi Psi Omega Gamma_"
        ),
        strict=True,
    )
) | {"∇": "nabla"}

KEYWORDS = {
    "and": "and", "or": "or", "not": "not", "so": "steps", "therefore": "steps", "hence": "steps", "thus": "steps",
    "true": "true", "True": "true", "false": "false", "False": "false", "in": "in", "TRUE": "true",
    "FALSE": "false", "AND": "and", "OR": "or",
    "und": "and", "oder": "or", "et": "and", "ou": "or", "y": "and", "o": "or", "also": "steps", "donc": "steps",
    "vel": "or",
    "wahr": "true", "falsch": "false", "vrai": "true", "faux": "false", "verdadero": "true", "falso": "false",
    "entonces": "steps",
}  # fmt: skip
ENGLISH_KEYWORDS = frozenset(words("and or not so therefore hence thus true True false False in AND OR TRUE FALSE"))
LANGUAGE_KEYWORDS = {
    "en": ENGLISH_KEYWORDS,
    "de": ENGLISH_KEYWORDS | {"und", "oder", "also", "wahr", "falsch"},
    "fr": ENGLISH_KEYWORDS | {"et", "ou", "donc", "vrai", "faux"},
    "es": ENGLISH_KEYWORDS | {"y", "o", "entonces", "verdadero", "falso"},
}

PHRASES = {
    "no solution": "none", "no solutions": "none", "no real solution": "none", "no real solutions": "none",
    "none": "none",
    "undefined": "undefined", "does not exist": "undefined", "dne": "undefined", "no real roots": "none",
    "no roots": "none",
    "keine lösung": "none", "pas de solution": "none", "aucune solution": "none", "sin solución": "none",
    "empty set": "none",
    "the empty set": "none", "no solution exists": "none", "impossible": "none", "not possible": "none",
    "inconsistent": "none",
    "all real numbers": "all", "all reals": "all", "all real": "all", "infinitely many solutions": "all",
    "every real number": "all",
    "alle reellen zahlen": "all", "tous les réels": "all", "all numbers": "all", "always true": "all",
    "infinite solutions": "all",
    "yes": "true", "no": "false", "true": "true", "false": "false", "t": "t", "f": "f", "any real number": "all",
    "never true": "none", "all values": "all", "any number": "all", "all solutions": "all", "true for all x": "all",
}  # fmt: skip
"""Whole answers that are phrases (lower case, no final stop)."""

SIGNS = {
    "−": "-", "–": "-", "—": "-", "‒": "-", "﹣": "-", "·": "*", "×": "*", "⋅": "*", "∙": "*", "•": "*", "∗": "*",
    "⨯": "*", "✕": "*",
    "÷": "/", "∕": "/", "⁄": "/", "≤": "<=", "⩽": "<=", "≦": "<=", "≥": ">=", "⩾": ">=", "≧": ">=", "≠": "!=",
    "≈": "~", "≃": "~",
    "≅": "~", "∼": "~", "±": "±", "∓": "∓", "°": "°", "º": "°", "˚": "°", "′": "'", "’": "'", "‘": "'", "″": "''",
    "”": "''", "⇒": "steps",
    "⟹": "steps", "→": "->", "⟶": "->", "⇔": "steps", "⟺": "steps", "↔": "steps", "∴": "steps", "∪": "cup",
    "∩": "cap", "∈": "in", "∖": "minus",
    "∞": "oo", "∅": "empty", "ℝ": "reals", "∧": "and", "∨": "or", "¬": "not", "∣": "|", "｜": "|", "│": "|",
    "‖": "||", "∥": "||", "√": "√",
    "∛": "∛", "∜": "∜", "π": "pi", "∫": "int", "∑": "sum", "∏": "product", "∂": "∂", "…": "...", "⋯": "...",
    "²": "sup", "⟨": "⟨", "⟩": "⟩",
    "〈": "⟨", "〉": "⟩", "⌊": "⌊", "⌋": "⌋", "⌈": "⌈", "⌉": "⌉", "€": "€", "£": "£", "¥": "¥", "%": "%", "‰": "‰",
    "∆": "Delta", "≡": "=", "：": ":",
    "ℎ": "h", "ⅇ": "e", "ⅈ": "i", "↓": "↓", "↘": "↓", "↑": "↑", "↗": "↑", "∝": "propto", "∘": "°", "∉": "notin",
}  # fmt: skip

LATEX_SIGNS = {
    "cdot": "*", "cdotp": "*", "bigcup": "cup", "bigcap": "cap", "bigvee": "or", "bigwedge": "and", "times": "*",
    "ast": "*", "div": "/", "pm": "±", "mp": "∓", "le": "<=", "leq": "<=",
    "leqslant": "<=", "ge": ">=",
    "geq": ">=", "geqslant": ">=", "lt": "<", "gt": ">", "ne": "!=", "neq": "!=", "approx": "~", "sim": "~",
    "simeq": "~", "cong": "~",
    "Rightarrow": "steps", "implies": "steps", "Longrightarrow": "steps", "Leftrightarrow": "steps", "iff": "steps",
    "therefore": "steps",
    "Longleftrightarrow": "steps", "to": "->", "rightarrow": "->", "longrightarrow": "->", "cup": "cup",
    "cap": "cap", "in": "in", "notin": "notin",
    "setminus": "minus", "backslash": "minus", "infty": "oo", "emptyset": "empty", "varnothing": "empty",
    "land": "and", "wedge": "and",
    "lor": "or", "vee": "or", "lnot": "not", "neg": "not", "mid": "|", "vert": "|", "lvert": "|", "rvert": "|",
    "|": "||", "Vert": "||",
    "lVert": "||", "rVert": "||", "pi": "pi", "int": "int", "sum": "sum", "prod": "product", "lim": "lim",
    "partial": "∂", "langle": "⟨", "rangle": "⟩",
    "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lbrace": "\\{", "rbrace": "\\}", "{": "\\{",
    "}": "\\}", "%": "%", "degree": "°",
    "circ": "°", "prime": "'", "ldots": "...", "cdots": "...", "dots": "...", "colon": ":", "&": "&", "#": "#",
    "$": "$", "_": "_", "lbrack": "[",
    "rbrack": "]", "pounds": "£", "euro": "€", "equiv": "=", "iint": "int", "leftrightarrow": "steps",
    "propto": "propto", "textdegree": "°", "cent": "¢",
    "dollar": "$", "percent": "%", "lparen": "(", "rparen": ")", "newline": "\\\\", "\\": "\\\\", "cr": "\\\\",
    "triangle": "Delta", "perp": "⊥", "parallel": "⫽", "downarrow": "↓", "searrow": "↓", "uparrow": "↑", "nearrow": "↑",
}  # fmt: skip

LATEX_SKIPPED = frozenset(
    words(
        "left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr displaystyle textstyle limits "
        "nolimits quad qquad "
        "thinspace , ; ! : > hfill hline nonumber notag bigm middle Bigm scriptstyle mathstrut strut phantom "
        "enspace allowbreak noindent medspace thickspace negthinspace negmedspace negthickspace smallskip "
        "medskip bigskip "
        "angle measuredangle rm bf it sf tt mathopen mathclose mathbin mathrel ensuremath space"
    )
) | {" ", "\n", "\t"}

LATEX_ROMAN = frozenset(
    words(
        "mathrm text textrm operatorname mbox textbf textit mathit hbox textnormal mathop textsf texttt mathsf "
        "mathtt si SI unit qty num emph textup mathnormal"
    )
)
LATEX_STYLE = frozenset(
    words("mathbf mathbb mathcal boldsymbol bm vec hat bar tilde underline boxed fbox mathfrak overrightarrow cancel")
)
LATEX_STRUCTURE = frozenset(
    words("frac dfrac tfrac cfrac sfrac sqrt binom dbinom tbinom begin end overline over choose")
)

SUPERSCRIPTS = {unicodedata.lookup(name): plain for name, plain in (
    ("SUPERSCRIPT ZERO", "0"), ("SUPERSCRIPT ONE", "1"), ("SUPERSCRIPT TWO", "2"), ("SUPERSCRIPT THREE", "3"),
    ("SUPERSCRIPT FOUR", "4"), ("SUPERSCRIPT FIVE", "5"), ("SUPERSCRIPT SIX", "6"), ("SUPERSCRIPT SEVEN", "7"),
    ("SUPERSCRIPT EIGHT", "8"), ("SUPERSCRIPT NINE", "9"), ("SUPERSCRIPT PLUS SIGN", "+"), ("SUPERSCRIPT MINUS", "-"),
    ("SUPERSCRIPT LEFT PARENTHESIS", "("), ("SUPERSCRIPT RIGHT PARENTHESIS", ")"),
    ("SUPERSCRIPT LATIN SMALL LETTER N", "n"),
    ("SUPERSCRIPT LATIN SMALL LETTER I", "i"), ("MODIFIER LETTER SMALL K", "k"),
    ("MODIFIER LETTER SMALL M", "m"), ("MODIFIER LETTER SMALL T", "t"), ("MODIFIER LETTER SMALL A", "a"),
    ("MODIFIER LETTER SMALL B", "b"),
    ("MODIFIER LETTER SMALL X", "x"), ("MODIFIER LETTER SMALL Y", "y"),
)}  # fmt: skip
SUBSCRIPTS = {chr(0x2080 + digit): str(digit) for digit in range(10)} | {
    "ₐ": "a",
    "ₑ": "e",
    "ₒ": "o",
    "ₓ": "x",
    "ₙ": "n",
    "ₖ": "k",
    "ₘ": "m",
    "ᵢ": "i",
}
ACCENTS = {"\u0304": "bar", "\u0305": "bar", "\u0302": "hat", "\u0303": "tilde", "\u20d7": ""}
"""Marks over the letter before them."""
VULGAR = {char: unicodedata.normalize("NFKC", char).replace("⁄", "/") for char in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"}


_LOOK_ALIKE = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕКМНОРСТХаеорсх", "ABEZHIKMNOPTYXABEKMHOPCTXaeopcx", strict=True))
"""Greek and Cyrillic letters that look like Latin ones."""


def plain(char: str) -> str:
    """One character for one: full-width and styled letters and digits become plain, others stay."""
    if char in _LOOK_ALIKE:
        return _LOOK_ALIKE[char]
    if (
        char < "\x7f"
        or char in SUPERSCRIPTS
        or char in SUBSCRIPTS
        or char in VULGAR
        or char in SIGNS
        or char in GREEK_LETTERS
    ):
        return char
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char
