"""Screens over the main one, one a module."""
