"""How fast the figures are, beside four other ways to the same numbers: python -m bench.impact."""
