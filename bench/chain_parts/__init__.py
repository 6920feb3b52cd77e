"""Seeded chains of algebra and calculus: right ones, and ones with one buggy rule at a known line."""
