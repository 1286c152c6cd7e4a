"""Round numbers for the axis."""

from decimal import Decimal
from math import ceil, floor, log10


def ticks(top, wanted=4):
    """Round steps from 0 to at least `top`: `ticks(2300)` is 0, 1000, 2000, 3000."""
    if top <= 0:
        return [Decimal(0), Decimal(1)]
    raw = float(top) / wanted
    magnitude = 10 ** floor(log10(raw))
    step = next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude >= raw)
    step = max(Decimal(str(step)).normalize(), Decimal(1))
    count = ceil(Decimal(top) / step)
    return [step * index for index in range(count + 1)]


def percent_range(values):
    """Tens that hold all shares, at least 20 apart: (40, 80)."""
    low = floor(min(values, default=0) / 10) * 10
    high = ceil(max(values, default=100) / 10) * 10
    return max(low - 10, 0), min(max(high + 10, low + 20), 100)
