"""Which buggy rules were seen in a learner's work, and whether they are gone.

A misconception is gone (own rule) once three exercises on components it was seen on were answered right since it
last explained a wrong line. One more sighting brings it back.
"""

from __future__ import annotations

import sqlite3

from tutor.learner.schema import moment
from tutor.learner.values import SeenMisconception

RIGHTS_UNTIL_GONE = 3
RECURRING = 3
"""Sightings from which it is a recurring difficulty."""

_SEEN = """
SELECT misconception AS id, COUNT(*) AS times, MAX(id) AS last, MAX(at) AS last_seen,
  (SELECT b.misconception_name FROM attempts b WHERE b.learner = a.learner AND b.misconception = a.misconception
   ORDER BY b.id DESC LIMIT 1) AS name
FROM attempts a WHERE learner = ? AND misconception IS NOT NULL GROUP BY misconception ORDER BY last DESC
"""
_KCS = """
SELECT DISTINCT k.kc FROM attempts a JOIN attempt_kcs k ON k.attempt = a.id
WHERE a.learner = ? AND a.misconception = ? ORDER BY k.kc
"""
_RIGHTS = """
SELECT COUNT(DISTINCT a.exercise) AS n FROM attempts a JOIN attempt_kcs k ON k.attempt = a.id
WHERE a.learner = ? AND a.id > ? AND a.outcome = 'right' AND k.kc IN
  (SELECT j.kc FROM attempts b JOIN attempt_kcs j ON j.attempt = b.id WHERE b.learner = ? AND b.misconception = ?)
"""


def seen_misconceptions(connection: sqlite3.Connection, learner: str) -> tuple[SeenMisconception, ...]:
    """All of them, the one seen last first."""
    found = []
    for row in connection.execute(_SEEN, (learner,)).fetchall():
        since = int(connection.execute(_RIGHTS, (learner, row["last"], learner, row["id"])).fetchone()["n"])
        kcs = tuple(each["kc"] for each in connection.execute(_KCS, (learner, row["id"])))
        found.append(
            SeenMisconception(
                id=row["id"],
                name=row["name"] or row["id"],
                times=row["times"],
                last_seen=moment(row["last_seen"]),
                gone=since >= RIGHTS_UNTIL_GONE,
                kcs=kcs,
                rights_since=since,
            )
        )
    return tuple(found)
