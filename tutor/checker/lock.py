"""FLINT's working precision is global to the process: checks take this lock, so that threads don't change it under
each other.
"""

from __future__ import annotations

import threading

LOCK = threading.RLock()
