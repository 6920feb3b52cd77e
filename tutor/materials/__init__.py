"""Course materials: readers, chunks, a hybrid index of vectors and keywords, and passages that can be cited.

`CourseStore` in `store` is the way in. Knows nothing of models, lessons, learners or front ends.
"""
