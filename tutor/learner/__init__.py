"""The learner model: mastery, reviews, the choice of what comes next, and long-term memory, all the learner's to
see and change.

Import from the modules: `record.LearnerRecord`, `memory.MemoryStore`, `choose.choose_next`, `extract.find_memories`.
"""
