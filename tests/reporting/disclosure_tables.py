"""Random tables of countries, centres and sexes for the disclosure tests."""

import random
from decimal import Decimal

from reporting.disclosure import Cell, Kind, Table, key

SEXES = ("woman", "man", "not_stated")
PERIOD = "2026-01-01/2027-01-01"


def contributions(seed, places, sexes=SEXES, sizes=(0, 1, 2, 3, 4, 6, 9, 15)):
    """{(place, sex): [one whole number per client]}"""
    rnd = random.Random(seed)
    return {
        (place, sex): [
            rnd.randint(1, 12)
            for _ in range(rnd.choice(sizes if sex != "not_stated" else (0, 0, 0, 1, 2)))
        ]
        for place in range(places)
        for sex in sexes
    }


def cell_of(amounts, kind, measure="M", period=PERIOD, **dims):
    place = key(measure, period, **dims)
    if kind is Kind.CLIENTS:
        return Cell(place, len(amounts))
    if kind is Kind.MONEY:
        amounts = [Decimal(amount) * 125 / 100 for amount in amounts]
    zero = Decimal(0) if kind is Kind.MONEY else 0
    top = [*sorted(amounts, reverse=True), zero, zero]
    return Cell(place, sum(amounts, zero), kind, len(amounts), top[0], top[1])


def cross_table(found, kind=Kind.CLIENTS, dim="country", **options):
    """Places by sexes with both margins and the grand total."""

    def cell(chosen, **dims):
        amounts = [a for place, values in found.items() if chosen(place) for a in values]
        return cell_of(amounts, kind, **dims, **options)

    places = sorted({place for place, _sex in found})
    sexes = list(dict.fromkeys(sex for _place, sex in found))
    cells = [cell(lambda at: True)]
    cells += [cell(lambda at, s=s: at[1] == s, sex=s) for s in sexes]
    for p in places:
        cells.append(cell(lambda at, p=p: at[0] == p, **{dim: f"{p:02}"}))
        cells += [cell(lambda at, p=p, s=s: at == (p, s), **{dim: f"{p:02}"}, sex=s) for s in sexes]
    return Table("cross", cells)
