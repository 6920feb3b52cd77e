"""Checks answers and lines of work: text, Unicode or LaTeX maths in, verdicts out.

A pure library: no model, no disk, no network.
"""
