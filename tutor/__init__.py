"""stepwise-tutor: a personal tutor that checks every step. Also an IPython extension (`%load_ext tutor`)."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

try:
    __version__ = version("stepwise-tutor")
except PackageNotFoundError:
    __version__ = "0"


def load_ipython_extension(shell: InteractiveShell) -> None:
    """`%load_ext tutor` is `%load_ext kernel_ext`."""
    from kernel_ext import load_ipython_extension as load

    load(shell)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """`%unload_ext tutor` is `%unload_ext kernel_ext`."""
    from kernel_ext import unload_ipython_extension as unload

    unload(shell)
