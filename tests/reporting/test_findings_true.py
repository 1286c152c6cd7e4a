"""Thousands of invented figures: each sentence is read again and held against what it was made of.

The reading below knows the English words and shares nothing with the rules that chose them.
"""

import random
import re
from decimal import Decimal

import pytest
from django.utils import translation

from centers import formats
from reporting.charts import HIDDEN
from reporting.figures import Figures
from reporting.parts import part_shown
from reporting.report import findings
from tests.reporting.frozen_data import line

LANGUAGES = ("es", "en", "pt-br", "fr")
COUNTS = (0, 1, 2, 3, 5, 7, 10, 49, 50, 51, 99, 100, 199, 200, 201, 1000, 6930)
PLACES = ("North", "South", "East", "West")
YEARS = (2021, 2022, 2023, 2024)


def shares_of(dice, count, *, none=True):
    """Shares in per cent, near the half, none and all more often than chance would have it."""
    edges = ("0", "0.3", "44.99", "45", "49.5", "49.99", "50", "50.01", "55", "99.6", "100")
    kinds = [*map(Decimal, edges), HIDDEN, *([None] if none else [])]
    return [dice.choice(kinds) for _ in range(count)]


def known(values):
    return [one for one in values if one not in (None, HIDDEN)]


def numbers(sentence):
    """The numbers of a sentence in any language, periods and years apart."""
    return re.findall(r"\d+(?:[.,\s]\d+)*", sentence.replace("2024", ""))


def read_share(words):
    """(least, greatest) share that an honest writer may have meant by '63%' or '99.6%'."""
    value = Decimal(words.rstrip("%"))
    reach = Decimal("0.5") if "." not in words else Decimal("0.1")
    return max(value - reach, Decimal(0)), min(value + reach, Decimal(100))


def allows(words, share):
    least, greatest = read_share(words)
    all_or_none = {"0%": share == 0, "100%": share == 100}
    return least <= share <= greatest and all_or_none.get(words, True)


@pytest.mark.parametrize("seed", range(4))
def test_no_headline_says_what_the_figures_do_not(seed):
    dice = random.Random(seed)
    with translation.override("en"):
        for _each in range(400):
            jobs, women, capital, clients, formalised = (
                dice.choice([*COUNTS, HIDDEN]) for _ in range(5)
            )
            women = min(women, jobs) if HIDDEN not in (women, jobs) else HIDDEN
            lines = [
                line("CLI-01", clients), line("JOB-01", jobs), line("JOB-01.women", women),
                line("CAP-01", capital), line("FOR-01", formalised),
            ]  # fmt: skip

            said = findings.headline(Figures.of(lines), "2024")

            assert headline_holds(said, jobs, women, capital, clients, formalised), said


def headline_holds(said, jobs, women, capital, clients, formalised):
    count = Decimal(found[0].replace(",", "")) if (found := numbers(said)) else None
    results = (jobs, capital, formalised)
    if "verified job" in said:
        right = count == jobs and (" jobs" in said) == (jobs != 1)
        if "more than half" in said:
            return right and Decimal(women) / jobs > Decimal("0.5")
        if "of them women's" in said:
            return right and allows(found[1] + "%", Decimal(women) * 100 / jobs)
        return right
    if "verified capital" in said:
        return capital not in (0, HIDDEN) and jobs in (0, HIDDEN)
    if "No client was advised" in said:
        return clients == 0 and not any(results)
    if "Verified results of" in said:
        return clients == 0 and any(results)
    if "confidential" in said:
        return clients == HIDDEN
    right = count == clients and (" clients were" in said) == (clients != 1)
    return right and ("verified yet" in said) == (not any(results))


@pytest.mark.parametrize("seed", range(4))
def test_no_title_of_jobs_over_years_says_what_the_figures_do_not(seed):
    dice = random.Random(seed)
    with translation.override("en"):
        for _each in range(400):
            totals = [dice.choice([*map(Decimal, COUNTS), HIDDEN]) for _year in YEARS]
            parts = shares_of(dice, len(YEARS))
            shares = [
                HIDDEN if total == HIDDEN else part if total else None
                for total, part in zip(totals, parts, strict=True)
            ]
            whole = dice.random() < 0.8

            said = findings.jobs_over_years(YEARS, totals, shares, whole=whole)

            assert years_hold(said, totals, shares, whole), (said, totals)


def years_hold(said, totals, shares, whole):
    year = re.search(r"in (20\d\d)", said)
    if year is None:
        return "majority" not in said
    first, last = totals[YEARS.index(int(year[1]))], totals[-1]
    if not whole or last == HIDDEN or first in (0, HIDDEN):
        return False
    if "majority" in said and not (known(shares[:1]) and shares[0] <= 50 < shares[-1]):
        return False
    if "times as many" in said:
        times = Decimal(re.search(r"are ([\d.,]+) times", said)[1].replace(",", ""))
        return times >= 2 and abs(last / first - times) <= Decimal("0.05")
    if said.startswith("More"):
        return last > first
    return last < first if said.startswith("Fewer") else "About as many" in said


@pytest.mark.parametrize("seed", range(4))
def test_no_title_about_women_says_what_the_shares_do_not(seed):
    dice = random.Random(seed)
    with translation.override("en"):
        for _each in range(400):
            shares = shares_of(dice, dice.randint(1, 4))
            named = dict(zip(PLACES, shares, strict=False))
            clients, capital = shares_of(dice, 2)
            seen = known(shares)

            results = findings.women_in_results(named)
            centers = findings.women_by_center([one for one in shares if one is not None])
            against = findings.women_against_capital(clients, capital)

            if "lag most" in results:
                assert min(seen) == named[results.rsplit(": ", 1)[1]] < 45
            if "every result" in results:
                assert min(seen) >= 45 and len(seen) > 1
            assert "in each" in results or HIDDEN not in shares
            if "every center" in centers:
                assert HIDDEN not in shares and min(seen) > 50
            elif found := numbers(centers):
                assert list(map(int, found)) == [sum(one > 50 for one in seen), len(seen)]
                assert ("can be shown" in centers) == (HIDDEN in shares)
            told = re.findall(r"[\d.]+%", against)
            for words, share in zip(told, (clients, capital), strict=False):
                assert allows(words, share), (against, clients, capital)
            if " but " in against:
                assert capital < clients
            if "about as much" in against:
                assert abs(capital - clients) <= 5


@pytest.mark.parametrize("seed", range(4))
def test_no_sentence_about_targets_groups_or_sales_says_what_the_figures_do_not(seed):
    dice = random.Random(seed)
    with translation.override("en"):
        for _each in range(400):
            reached = [dice.choice([0, Decimal("99.96"), 100, 107, HIDDEN, None]) for _ in "abc"]
            groups = {name: dice.choice([*COUNTS, HIDDEN]) for name in PLACES}
            total = sum(known(groups.values())) or dice.choice(COUNTS)
            median = dice.choice([HIDDEN, None, "-4.2", "-0.1", "0.0", "0.1", "12.5"])

            targets = findings.targets_reached(reached)
            largest = findings.largest_group(groups, Decimal(total))
            sales = findings.changes_after({"median": median})

            if found := numbers(targets):
                assert len(known(reached)) == 3
                assert list(map(int, found)) == [sum(one >= 100 for one in reached), 3]
            if largest:
                name = re.search(r": (\w+) \(", largest)[1]
                others = [count for other, count in groups.items() if other != name]
                assert HIDDEN not in others and groups[name] > max(others)
                assert allows(
                    re.search(r"[\d.]+%", largest)[0], Decimal(groups[name] * 100) / total
                )
            if "raised" in sales or "lost" in sales:
                assert ("raised" in sales) == (Decimal(median) > 0)
                assert Decimal(numbers(sales)[0]) == abs(Decimal(median))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_headline_has_the_same_numbers_in_every_language(language):
    dice = random.Random(7)
    for _each in range(200):
        jobs, clients, capital = (dice.choice([*COUNTS, HIDDEN]) for _ in range(3))
        women = dice.choice(COUNTS) if jobs == HIDDEN else min(dice.choice(COUNTS), jobs)
        figures = Figures.of(
            [line("CLI-01", clients), line("JOB-01", jobs), line("JOB-01.women", women),
             line("CAP-01", capital)]
        )  # fmt: skip
        said = {}
        for code in ("en", language):
            with translation.override(code), formats.country("SV"):
                said[code] = findings.headline(figures, "2024")

        plain = [re.sub(r"\D", "", one) for one in numbers(said["en"])]
        assert [re.sub(r"\D", "", one) for one in numbers(said[language])] == plain, said
        assert language == "en" or said[language] != said["en"]


def test_a_part_is_said_to_be_none_or_all_only_where_it_is():
    with translation.override("en"):
        said = [part_shown(Decimal(one) / 1000) for one in (0, "0.1", 4, 5, 994, 996, 1000, 1070)]

    assert said == ["0%", "0.1%", "0.4%", "1%", "99%", "99.6%", "100%", "107%"]
