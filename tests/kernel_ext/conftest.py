"""A shell with the magic loaded on a scripted engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from magic_fakes import Engines

from kernel_ext.desk import Desk
from kernel_ext.magics import TutorMagic, register, unregister


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    """A fresh shell without history."""
    InteractiveShell.clear_instance()
    found = InteractiveShell.instance()
    found.history_manager.enabled = False
    yield found
    unregister(found)
    InteractiveShell.clear_instance()


@pytest.fixture
def load(shell: InteractiveShell, tmp_path: Path) -> Callable[..., tuple[TutorMagic, Engines]]:
    """Loads the magic on an engine that plays these turns."""

    def loaded(*turns: list[Any], **session: Any) -> tuple[TutorMagic, Engines]:
        engines = Engines(tmp_path, *turns, **session)
        return register(shell, desk=Desk(build=engines.build, settings=engines.settings)), engines

    return loaded
