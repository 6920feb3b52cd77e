"""What is shown as text: made harmless, then laid out for a terminal."""
