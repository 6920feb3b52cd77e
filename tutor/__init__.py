"""A tutor that checks every step."""
