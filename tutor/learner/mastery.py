"""P(known) of a knowledge component by Bayesian knowledge tracing, with help and given-away answers counted as what
they are.

The equations are Corbett & Anderson's (Knowledge tracing: modeling the acquisition of procedural knowledge, User
Modeling and User-Adapted Interaction 4, 1995), who also set the mastery criterion of 0.95. The default parameters
are our own choice, inside the bounds that keep the model from turning round (guess up to 0.3, slip up to 0.1:
Baker, Corbett & Aleven 2008). Three unaided right answers in a row take a newcomer past the gate.

Help (own choice): each rung of help saves a would-be failure with probability `aid`, whether it came of a slip or
of not knowing. With h rungs, P(wrong | known) = slip (1 - aid)^h and P(wrong | not known) = (1 - guess) (1 -
aid)^h. So a right answer says less and less with each rung, and a wrong one says the same as it does unaided: the
factor cancels.

Outcomes (own choice): "shown" and "gave_up" count as wrong, for a request for the answer is a failure to give it,
followed by the learning that a worked solution allows; "skipped" says nothing either way.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.learner.values import Outcome

GATE = 0.95
"""P(known) from which a component counts as mastered (Corbett & Anderson 1995)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BktParams:
    """The parameters of one knowledge component.

    Raises ValueError, naming every bad one, unless prior, learn and aid are in [0, 1], slip and guess in [0, 0.5).
    """

    prior: float = 0.25
    """P(known) before the first attempt."""
    learn: float = 0.15
    """P(an unknown component becomes known) at each opportunity."""
    slip: float = 0.1
    """P(wrong | known)."""
    guess: float = 0.2
    """P(right | not known)."""
    aid: float = 0.4
    """P(one rung of help turns a failure into a success)."""

    def __post_init__(self) -> None:
        bad = [
            f"{name} = {value} is outside {bounds}"
            for name, value, good, bounds in (
                ("prior", self.prior, 0 <= self.prior <= 1, "[0, 1]"),
                ("learn", self.learn, 0 <= self.learn <= 1, "[0, 1]"),
                ("slip", self.slip, 0 <= self.slip < 0.5, "[0, 0.5)"),
                ("guess", self.guess, 0 <= self.guess < 0.5, "[0, 0.5)"),
                ("aid", self.aid, 0 <= self.aid <= 1, "[0, 1]"),
            )
            if not good
        ]
        if bad:
            raise ValueError("; ".join(bad))


DEFAULTS = BktParams()


def posterior(prior: float, correct: bool, params: BktParams = DEFAULTS, *, rungs: int = 0) -> float:
    """P(known) given one answer, before any learning from it.

    prior in [0, 1]; rungs of help >= 0. A right answer never lowers it and a wrong one never raises it.
    Raises ValueError if prior is outside [0, 1] (an estimate from the store is corrupt) or rungs is negative.
    """
    if not 0 <= prior <= 1:
        raise ValueError(f"P(known) = {prior} is outside [0, 1]")
    if rungs < 0:
        raise ValueError(f"rungs = {rungs} is negative")
    left = (1 - params.aid) ** rungs
    if correct:
        if_known, if_not = 1 - params.slip * left, 1 - (1 - params.guess) * left
    else:
        if_known, if_not = params.slip, 1 - params.guess
    total = prior * if_known + (1 - prior) * if_not
    return prior if total == 0 else min(1.0, prior * if_known / total)


def learn(p_known: float, params: BktParams = DEFAULTS) -> float:
    """P(known) after one opportunity to learn."""
    return p_known + (1 - p_known) * params.learn


def update(prior: float, correct: bool, params: BktParams = DEFAULTS, *, rungs: int = 0) -> float:
    """P(known) after one answer and the learning that comes with it: the value to store.

    Source: Corbett & Anderson 1995. Raises ValueError as `posterior` does.
    """
    return learn(posterior(prior, correct, params, rungs=rungs), params)


def observe(
    prior: float, outcome: Outcome, params: BktParams = DEFAULTS, *, rungs: int = 0, repeated: bool = False
) -> float:
    """P(known) after an attempt of any outcome.

    `repeated` is for a second failure in one sitting: it is the same gap seen again, so it is no new evidence, and
    only a solution that was shown teaches. Raises ValueError as `posterior` does, and for an unknown outcome.
    """
    match outcome:
        case "right":
            return update(prior, True, params, rungs=rungs)
        case "wrong":
            return prior if repeated else update(prior, False, params)
        case "shown" | "gave_up":
            return learn(prior, params) if repeated else update(prior, False, params)
        case "skipped":
            return prior
    raise ValueError(f"unknown outcome {outcome!r}")


def p_right(p_known: float, params: BktParams = DEFAULTS) -> float:
    """P(the next unaided answer is right)."""
    return p_known * (1 - params.slip) + (1 - p_known) * params.guess
