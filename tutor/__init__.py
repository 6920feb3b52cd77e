"""stepwise-tutor: a personal tutor that checks every step. Also an IPython extension (`%load_ext tutor`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def __getattr__(name: str) -> str:
    """`__version__`, looked up when asked for: importing importlib.metadata costs 50 ms."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("stepwise-tutor")
    except PackageNotFoundError:
        return "0"


def load_ipython_extension(shell: InteractiveShell) -> None:
    """`%load_ext tutor` is `%load_ext kernel_ext`."""
    from kernel_ext import load_ipython_extension as load

    load(shell)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """`%unload_ext tutor` is `%unload_ext kernel_ext`."""
    from kernel_ext import unload_ipython_extension as unload

    unload(shell)
