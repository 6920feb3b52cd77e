"""What LaTeX commands look like in a terminal. Each table is a text of pairs: a command, then its characters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache


def _table(text: str) -> Mapping[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BINARY = _table(
    r"""
    pm ±  mp ∓  times ×  div ÷  cdot ·  ast ∗  star ⋆  circ ∘  cap ∩  cup ∪  setminus ∖  wedge ∧  land ∧  vee ∨
    lor ∨  oplus ⊕  otimes ⊗
    """
)
RELATIONS = _table(
    r"""
    le ≤  leq ≤  leqslant ≤  ge ≥  geq ≥  geqslant ≥  ne ≠  neq ≠  approx ≈  equiv ≡  sim ∼  simeq ≃  cong ≅
    propto ∝  ll ≪  gg ≫  in ∈  notin ∉  subset ⊂  subseteq ⊆  supset ⊃  to →  rightarrow →  leftarrow ←
    Rightarrow ⇒  implies ⟹  Leftarrow ⇐  Leftrightarrow ⇔  iff ⟺  leftrightarrow ↔  mapsto ↦  mid |  parallel ∥
    perp ⊥  longrightarrow ⟶  hookrightarrow ↪  colon :
    """
)
ORDINARY = _table(
    r"""
    alpha α  beta β  gamma γ  delta δ  epsilon ε  varepsilon ε  zeta ζ  eta η  theta θ  vartheta ϑ  iota ι
    kappa κ  lambda λ  mu μ  nu ν  xi ξ  pi π  rho ρ  sigma σ  tau τ  upsilon υ  phi φ  varphi φ  chi χ  psi ψ
    omega ω  Gamma Γ  Delta Δ  Theta Θ  Lambda Λ  Xi Ξ  Pi Π  Sigma Σ  Phi Φ  Psi Ψ  Omega Ω  infty ∞  partial ∂
    nabla ∇  forall ∀  exists ∃  neg ¬  lnot ¬  emptyset ∅  varnothing ∅  dots …  ldots …  cdots ⋯  vdots ⋮
    ddots ⋱  prime ′  degree °  ell ℓ  hbar ℏ  angle ∠  triangle △  square □  checkmark ✓  Re ℜ  Im ℑ  aleph ℵ
    therefore ∴  because ∵  % %  $ $  # #  & &  _ _  { {  } }  | ‖  backslash \  euro €  pounds £  textdegree °
    lbrace {  rbrace }
    """
)
OPERATORS = _table(
    r"""
    sum ∑  prod ∏  coprod ∐  int ∫  iint ∬  iiint ∭  oint ∮  bigcup ⋃  bigcap ⋂
    """
)
DOUBLE = _table(
    r"""
    R ℝ  N ℕ  Z ℤ  Q ℚ  C ℂ  P ℙ  E 𝔼
    """
)
DELIMITERS = _table(
    r"""
    { {  } }  lbrace {  rbrace }  | ‖  vert |  lvert |  rvert |  Vert ‖  langle ⟨  rangle ⟩  lfloor ⌊  rfloor ⌋
    lceil ⌈  rceil ⌉
    """
)
FUNCTIONS = _words(
    """
    arccos arcsin arctan arg cos cosh cot csc deg det dim exp gcd hom ker lg ln log sec sin sinh tan tanh
    """
)
LIMITS = _words(
    """
    inf lim liminf limsup max min sup
    """
)
SIDE_LIMITS = _words(
    """
    iiint iint int oint
    """
)
WORDS = _words(
    """
    bm boldsymbol mathbf mathit mathrm mathsf mathtt mbox operatorname text textbf textit textnormal textrm
    """
)
IGNORED = _words(
    """
    Big Bigg Bigl Bigr big bigg biggl biggr bigl bigr centering displaystyle hline large left. limits nolimits
    nonumber normalsize notag right. scriptstyle small textstyle
    """
)
ACCENTS: Mapping[str, str] = {
    **dict.fromkeys(("hat", "widehat"), "\u0302"),
    **dict.fromkeys(("tilde", "widetilde"), "\u0303"),
    "vec": "\u20d7",
    "bar": "\u0304",
    "overline": "\u0305",
    "dot": "\u0307",
    "ddot": "\u0308",
    "underline": "\u0332",
    "cancel": "\u0336",
}
"""Combining characters."""
SPACES: Mapping[str, str] = {
    **dict.fromkeys((",", ":", ";", " ", "~", ">", "enspace", "thinspace"), " "),
    **dict.fromkeys(("!", "/"), ""),
    "quad": "  ",
    "qquad": "    ",
}

SUPERSCRIPTS = dict(
    zip(
        "0123456789+-−=()nabcdefghijklmoprstuvwxyz′*∗°,",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ′**°⸴",
        strict=True,
    )
)
SUBSCRIPTS = dict(zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))


@lru_cache(maxsize=256)
def rare(name: str) -> str | None:
    """The character of a command not in the tables, from pylatexenc's (70 ms when first used); else None."""
    from pylatexenc.latex2text import get_default_latex_context_db

    spec = get_default_latex_context_db().get_macro_spec(name)
    found = getattr(spec, "simplify_repl", None)
    return found if isinstance(found, str) and found and "%" not in found and len(found) <= 3 else None
