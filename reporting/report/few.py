"""Counts of people beside the protected tables: shown with their part, or not at all."""

from reporting.charts import HIDDEN

TO_PUBLISH = 10  # fewer people than this are not told of, whoever reads


def protected_pair(pair):
    """A count and its part; both hidden where either, or what is left, is a handful of people."""
    return dict.fromkeys(pair, HIDDEN) if is_few(*pair.values()) else pair


def protected_part(part, whole):
    """The part of a whole that is shown: hidden with it, or where it or the rest is a handful."""
    return HIDDEN if whole == HIDDEN or is_few(part, whole) else part


def is_few(one, other):
    """Whether a count, its part or the difference of both is of a handful of people."""
    whole, part = max(one, other), min(one, other)
    return any(0 < n < TO_PUBLISH for n in (whole, part, whole - part))
