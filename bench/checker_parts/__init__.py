"""The measures that `bench/checker.py` prints, one module for each kind."""
