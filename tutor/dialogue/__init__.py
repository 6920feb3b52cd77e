"""The engine: gather evidence, decide the move, let the model phrase it, verify, show.

    from tutor.config import load_config
    from tutor.wiring import build
    tutor = build(load_config())
    session = await tutor.open_session(exercise="linear-equations/two-steps")
    async for event in session.respond("4x = 28"): ...

The rules are in constitution.md, the policy's table in policy.py, the phrasings in templates/phrases.toml.
"""

from tutor.dialogue.engine import Tutor
from tutor.dialogue.session import Session, Standing

__all__ = ["Session", "Standing", "Tutor"]
