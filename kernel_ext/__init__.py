"""Jupyter extension."""
