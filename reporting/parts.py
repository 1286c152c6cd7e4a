"""Parts of a whole in per cent, as readers take them: at their word."""

from decimal import ROUND_HALF_UP, Decimal

from centers import formats


def part_shown(ratio):
    """0.625 as '63 %'; with a decimal where whole per cent would say none or all.

    0.996 is not '100 %' and 0.004 not '0 %'.
    """
    exact = Decimal(str(ratio)) * 100
    if not 0 < exact < 100 or 0 < exact.quantize(1, ROUND_HALF_UP) < 100:
        return formats.percent(ratio)
    return formats.percent(min(max(exact, Decimal("0.1")), Decimal("99.9")) / 100, 1)
