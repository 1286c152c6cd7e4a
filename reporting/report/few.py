"""How few people are too few to be told of."""

TO_PUBLISH = 10  # fewer people than this are not told of, whoever reads


def is_few(one, other):
    """Whether a count, its part or the difference of both is of a handful of people."""
    whole, part = max(one, other), min(one, other)
    return any(0 < n < TO_PUBLISH for n in (whole, part, whole - part))
