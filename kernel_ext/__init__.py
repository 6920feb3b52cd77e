"""The tutor in a notebook: `%load_ext kernel_ext` gives `%%tutor`, `%%tutor check` and `%tutor hint|next|…`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["load_ipython_extension", "unload_ipython_extension"]


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Register the magic; called by `%load_ext`. Nothing of the tutor is loaded before it is used."""
    from kernel_ext.magics import register

    register(shell)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Take the magic away and close the session; called by `%unload_ext`. What was shown stays stored."""
    from kernel_ext.magics import unregister

    unregister(shell)
