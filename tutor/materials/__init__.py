"""Course materials: readers, chunks, a hybrid index of vectors and keywords, and passages that can be cited.

`CourseStore` in `store` is the way in. Knows nothing of models, lessons, learners or front ends.
"""

from tutor.materials.batch import hit_json, run_batch
from tutor.materials.embed import Embedder, open_embedder
from tutor.materials.store import CourseStore
from tutor.materials.values import DocumentInfo, Hit, IngestReport, Passage, Progress, SearchResult, TextDocument

__all__ = [
    "CourseStore",
    "DocumentInfo",
    "Embedder",
    "Hit",
    "IngestReport",
    "Passage",
    "Progress",
    "SearchResult",
    "TextDocument",
    "hit_json",
    "open_embedder",
    "run_batch",
]
