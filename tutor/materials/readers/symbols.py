"""Mathematical characters as LaTeX, for MathML and Office formulas."""

from __future__ import annotations

_GREEK = (
    "α alpha β beta γ gamma δ delta ε varepsilon ϵ epsilon ζ zeta η eta θ theta ϑ vartheta ι iota κ kappa λ lambda "
    "μ mu µ mu ν nu ξ xi π pi ϖ varpi ρ rho ϱ varrho σ sigma ς varsigma τ tau υ upsilon φ phi ϕ phi χ chi ψ psi "
    "ω omega Γ Gamma Δ Delta ∆ Delta Θ Theta Ɵ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega Ω Omega"
)
_OPERATORS = (
    "× times · cdot ⋅ cdot ∙ cdot ÷ div ± pm ∓ mp ∗ ast ⋆ star ∘ circ ⊕ oplus ⊗ otimes ⊙ odot ∪ cup ∩ cap ∖ setminus "
    "≤ le ⩽ le ≥ ge ⩾ ge ≠ ne ≈ approx ≅ cong ≡ equiv ∼ sim ≃ simeq ∝ propto ≪ ll ≫ gg ≺ prec ≻ succ ⊥ perp ∥ parallel "
    "ǁ parallel ∦ nparallel ∈ in ∉ notin ∋ ni ⊂ subset ⊆ subseteq ⊃ supset ⊇ supseteq ∅ emptyset ∀ forall ∃ exists "
    "¬ neg ∧ wedge ∨ vee → to ⟶ longrightarrow ← leftarrow ↔ leftrightarrow ⇒ Rightarrow ⟹ Rightarrow ⇐ Leftarrow "
    "⇔ Leftrightarrow ⟺ Leftrightarrow ↦ mapsto ↑ uparrow ↓ downarrow ⇌ rightleftharpoons ∞ infty ∂ partial ∇ nabla "
    "∑ sum ∏ prod ∫ int ∬ iint ∭ iiint ∮ oint √ sqrt ℏ hbar ħ hbar ℓ ell ℜ Re ℑ Im ℵ aleph "
    "… ldots ⋯ cdots ⋮ vdots ⋱ ddots "
    "° circ ∠ angle ⟨ langle 〈 langle ⟩ rangle 〉 rangle ⌊ lfloor ⌋ rfloor ⌈ lceil ⌉ rceil ‖ Vert ∣ mid "
    "† dagger ⊢ vdash "
    "⊨ models ∴ therefore ∵ because ◦ circ □ square △ triangle ★ star"
)
_BLACKBOARD = "ℝ R ℂ C ℕ N ℤ Z ℚ Q ℙ P"


def _pairs(text: str) -> dict[str, str]:
    parts = text.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


SYMBOLS: dict[str, str] = {
    **{char: f"\\{name}" for char, name in _pairs(f"{_GREEK} {_OPERATORS}").items()},
    **{char: f"\\mathbb{{{letter}}}" for char, letter in _pairs(_BLACKBOARD).items()},
    "−": "-",
    "–": "-",
    "—": "-",
    "′": "'",
    "″": "''",
    "’": "'",
    "°": "^{\\circ}",
    "{": "\\{",
    "}": "\\}",
    "%": "\\%",
    "#": "\\#",
    "&": "\\&",
    "$": "\\$",
    "_": "\\_",
    "\\": "\\backslash",
    "│": "|",
    "\u2061": "",
    "\u2062": "",
    "\u2063": "",
    "\u2064": "",
    "\u200b": "",
    "\u00a0": " ",
    "\u2009": " ",
}
"""One character -> LaTeX."""

ACCENTS: dict[str, str] = {
    "→": "vec",
    "⇀": "vec",
    "⃗": "vec",
    "^": "hat",
    "ˆ": "hat",
    "̂": "hat",
    "¯": "bar",
    "-": "bar",
    "−": "bar",
    "–": "bar",
    "̄": "bar",
    "‾": "overline",
    "_": "overline",
    "―": "overline",
    "̅": "overline",
    "~": "tilde",
    "˜": "tilde",
    "̃": "tilde",
    "∼": "tilde",
    ".": "dot",
    "˙": "dot",
    "̇": "dot",
    "¨": "ddot",
    "̈": "ddot",
    "..": "ddot",
    "ˇ": "check",
    "˘": "breve",
    "⏞": "overbrace",
    "︷": "overbrace",
}
"""What stands over a letter -> the command that puts it there."""

UNDER: dict[str, str] = {"_": "underline", "¯": "underline", "̲": "underline", "⏟": "underbrace", "︸": "underbrace"}

_FUNCTIONS = """sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth exp log ln lg lim max min sup inf det
dim ker gcd arg deg hom liminf limsup Pr"""
FUNCTIONS = frozenset(_FUNCTIONS.split())
WORDS = frozenset(("max", "min", "sup", "inf", "dim", "deg", "arg", "det", "ker", "gcd", "hom", "Pr"))
"""Functions that, set as text, are more often part of a name: v with the index "max"."""
LIMITS = frozenset(
    {"\\sum", "\\prod", "\\int", "\\iint", "\\iiint", "\\oint", "\\lim", "\\max", "\\min", "\\sup", "\\inf"}
)
"""Whose scripts above and below are written as superscripts and subscripts."""


def latex_of(text: str) -> str:
    """Each character of a formula's text as LaTeX, with a space where two would run together."""
    out = ""
    for char in text:
        out = join(out, SYMBOLS.get(char, char))
    return out


def join(left: str, right: str) -> str:
    """Two pieces of LaTeX, kept apart where a command's name would swallow a letter."""
    if right[:1].isalpha() and _ends_in_command(left):
        return f"{left} {right}"
    return left + right


def _ends_in_command(text: str) -> bool:
    at = len(text)
    while at and text[at - 1].isalpha() and text[at - 1].isascii():
        at -= 1
    return 0 < at < len(text) and text[at - 1] == "\\"
