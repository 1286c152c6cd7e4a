"""How invented figures fall: skewed, seasonal, with gaps, as the real ones do."""

from datetime import timedelta
from decimal import Decimal

CENT = Decimal("0.01")
# Work of a center by month, 1 = an ordinary month: slow around Christmas and Easter.
SEASON = (0.75, 1.0, 1.0, 0.7, 1.0, 1.0, 0.9, 0.9, 1.0, 1.0, 0.9, 0.5)


def pick(random, table):
    """A key of `table`, {key: weight}."""
    return random.choices(list(table), table.values())[0]


def maybe(random, share, value, other=None):
    """`value` with the chance `share` (0 to 1), else `other`."""
    return value if random.random() < share else other


def lognormal(random, median, spread):
    """A Decimal to the cent; half of the draws lie below `median`, with a long tail above."""
    return Decimal(median * random.lognormvariate(0, spread)).quantize(CENT)


def workday(random, earliest, latest):
    """A Monday to Friday in the season's rhythm, near `earliest`, never after `latest`."""
    day = min(earliest, latest)
    if day < latest and random.random() > SEASON[day.month - 1]:
        day = min(day + timedelta(days=random.randint(20, 40)), latest)
    weekend = day.weekday() - 4
    if weekend <= 0:
        return day
    monday = day + timedelta(days=3 - weekend)
    return monday if monday <= latest else day - timedelta(days=weekend)


def visits(random, number, first, latest):
    """Up to `number` working days in order: close together at first, later further apart."""
    days, day = [workday(random, first, latest)], first
    for number_so_far in range(1, number):
        day += timedelta(days=1 + int(random.expovariate(1 / (12 + 3 * min(number_so_far, 12)))))
        if day > latest:
            break  # still to come
        days.append(max(workday(random, day, latest), days[0]))
    return sorted(days)
