"""Editions of several countries, funders and periods, frozen one after another, laid side by side.

The attacker knows all figures of all editions that one reader may hold. He takes every figure for
a sum over the finest groups of sessions (country, sex, who paid, quarter) and asks for each group
of one to four clients whether its sum can be but one number. No code is shared with the protection.
"""

import itertools
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import pytest
from django.db.models import Q
from scipy.optimize import linprog

from centers.system import SYSTEM
from reporting import editions, protection
from reporting.disclosure import Table
from reporting.models import Edition
from reporting.periods import Period, calendar_year
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = calendar_year(2024)
MARCH, MAY = date(2024, 3, 1), date(2024, 5, 1)
FIRST = Period(date(2024, 1, 1), date(2024, 4, 1))
SEXES = ("woman", "man")


@dataclass(frozen=True)
class Group:
    """The finest group of sessions."""

    country: str
    sex: str
    funder: str  # code, "" for nobody's
    quarter: int


def work(center, clients, *, sex, funder=None, day=MARCH):
    """So many clients of one session each, of an hour."""
    for _each in range(clients):
        client = make.make_client(center, contact_sex=sex)
        make.make_session(client, held_on=day, funder=funder)


def freeze(countries, *, funder=None, period=YEAR, audience="funder"):
    given = {"countries": countries, "funder": funder, "audience": audience}
    data, true = editions.figures_for(SYSTEM, period, **given)
    return editions.freeze(by=SYSTEM, data=data, true=true, period=period, **given)


class Attacker:
    """What a reader of these editions can say about sums of sessions over groups."""

    def __init__(self, groups, held):
        self.groups = groups
        rows = [row for edition in held for row in self._rows(edition)]
        self.matrix = np.array([row for row, _sum in rows])
        self.sums = np.array([total for _row, total in rows])

    def _rows(self, edition):
        places = {one["code"] for one in edition.data["countries"]}
        payer = edition.data["funder"]["code"] if edition.data["funder"] else None
        quarters = {1} if edition.end == FIRST.end else {1, 2}
        for line in edition.data["lines"]:
            if line["measure"] != "SES-01" or set(line["by"]) - {"sex"} or line["value"] == "[c]":
                continue
            sex = line["by"].get("sex")
            inside = [
                one.country in places
                and one.quarter in quarters
                and (payer is None or one.funder == payer)
                and (sex is None or one.sex == sex)
                for one in self.groups
            ]
            yield np.array(inside, float), float(line["value"])

    def knows(self, wanted):
        """Whether the sum over the wanted groups can be one number only."""
        ends = []
        for sign in (1, -1):
            costs = sign * np.array([one in wanted for one in self.groups], float)
            found = linprog(costs, A_eq=self.matrix, b_eq=self.sums, bounds=(0, None))
            if found.status != 0:
                return False
            ends.append(sign * found.fun)
        return abs(ends[1] - ends[0]) < 1e-6


def places_to_attack(countries, funders):
    """Every group that a figure, or the difference of two, may stand for."""
    payers = [None, *({code} for code in funders), *({"", *funders} - {code} for code in funders)]
    payers = [None if one is None else frozenset(one) for one in payers]
    sexes, quarters = (None, *SEXES), ({1, 2}, {1}, {2})
    return list(itertools.product(countries, sexes, payers, quarters))


def betrayed(truth, held, funders):
    """Groups of one to four clients whose sum a reader of the held editions knows."""
    groups = list(truth)
    attacker = Attacker(groups, held)
    found = []
    for country, sex, payers, quarters in places_to_attack({g.country for g in groups}, funders):
        wanted = {
            one
            for one in groups
            if one.country == country
            and one.quarter in quarters
            and (sex is None or one.sex == sex)
            and (payers is None or one.funder in payers)
        }
        clients = sum(truth[one] for one in wanted)
        if 0 < clients < 5 and attacker.knows(wanted):
            found.append((country, sex, payers, quarters, clients))
    return found


def a_network(dice):
    """Three countries, two funders each or nobody, some groups of very few. {Group: clients}"""
    truth, funders = {}, []
    for code in ("SV", "GT", "HN"):
        country = make.make_country(code)
        center = make.make_center(country)
        mine = [make.make_funder(country) for _ in range(2)] if code == "SV" else []
        funders += mine
        for sex, funder, quarter in itertools.product(SEXES, [None, *mine], (1, 2)):
            clients = dice.choice([0, 1, 2, 3, 5, 7, 9])
            day = MARCH if quarter == 1 else MAY
            work(center, clients, sex=sex, funder=funder, day=day)
            truth[Group(code, sex, funder.code if funder else "", quarter)] = clients
    return truth, funders


@pytest.mark.parametrize("seed", range(2))
def test_editions_in_any_order_betray_no_group_of_few_clients(seed):
    dice = random.Random(seed)
    truth, funders = a_network(dice)
    asked = [
        {"countries": ["SV"]},
        {"countries": ["GT"]},
        {"countries": ["SV", "GT"]},
        {"countries": ["SV", "GT", "HN"]},
        {"countries": ["SV"], "funder": funders[0]},
        {"countries": ["SV"], "funder": funders[1]},
        {"countries": ["SV"], "period": FIRST},
    ]
    dice.shuffle(asked)

    for one in asked:
        freeze(**one)

    codes = [one.code for one in funders]
    for code in codes:
        held = Edition.objects.filter(Q(funder=None) | Q(funder__code=code))
        assert betrayed(truth, held, codes) == []


def two_countries_of_which_one_has_two_men():
    small, large = (make.make_center(make.make_country(code)) for code in ("SV", "GT"))
    for center, women, men in ((small, 19, 2), (large, 19, 21)):
        work(center, women, sex="woman")
        work(center, men, sex="man")
    found = {("SV", "woman"): 19, ("SV", "man"): 2, ("GT", "woman"): 19, ("GT", "man"): 21}
    return {Group(code, sex, "", 1): clients for (code, sex), clients in found.items()}


@pytest.mark.parametrize("order", list(itertools.permutations([("SV",), ("GT",), ("SV", "GT")])))
def test_countries_together_do_not_give_one_of_them_away(order):
    truth = two_countries_of_which_one_has_two_men()

    for countries in order:
        freeze(list(countries))

    assert betrayed(truth, Edition.objects.all(), []) == []


def test_without_the_others_of_several_countries_one_would_be_given_away(monkeypatch):
    monkeypatch.setattr(protection, "countries_apart", lambda tables: Table("none", []))
    truth = two_countries_of_which_one_has_two_men()

    for countries in (["SV"], ["GT"], ["SV", "GT"]):
        freeze(countries)

    assert ("SV", "man", None, {1}, 2) in betrayed(truth, Edition.objects.all(), [])


@pytest.mark.parametrize("funder_first", [True, False])
def test_what_a_funder_did_not_pay_for_is_not_given_away_by_its_own_edition(funder_first):
    center = make.make_center()
    fund = make.make_funder(center.country)
    for clients, sex, funder in ((19, "woman", fund), (17, "man", fund), (6, "woman", None)):
        work(center, clients, sex=sex, funder=funder)
    work(center, 2, sex="man")
    truth = {
        Group("SV", "woman", fund.code, 1): 19,
        Group("SV", "man", fund.code, 1): 17,
        Group("SV", "woman", "", 1): 6,
        Group("SV", "man", "", 1): 2,
    }

    for funder in (fund, None) if funder_first else (None, fund):
        freeze(["SV"], funder=funder)

    assert betrayed(truth, Edition.objects.all(), [fund.code]) == []


def followups(center, due, answered):
    for number in range(due):
        client = make.make_client(center, contact_sex="woman")
        said = {"answered_at": datetime(2024, 12, 1, tzinfo=UTC)} if number < answered else {}
        make.make_followup(client, due_on=MARCH, **said)


@pytest.mark.parametrize("order", list(itertools.permutations([("SV",), ("GT",), ("SV", "GT")])))
def test_answers_of_a_country_are_not_given_away_by_those_of_two(order):
    small, large = (make.make_center(make.make_country(code)) for code in ("SV", "GT"))
    followups(small, 3, 3)
    followups(large, 40, 25)

    made = {countries: freeze(list(countries)) for countries in order}

    due = {countries: edition.data["followup"]["due"] for countries, edition in made.items()}
    assert due["SV",] == "[c]"
    assert "[c]" in (due["GT",], due["SV", "GT"])


def test_people_who_came_in_a_quarter_are_not_given_away_by_the_year():
    center = make.make_center()
    for day, people in ((MARCH, 30), (MAY, 2)):
        came = [make.make_contact(country=center.country) for _ in range(people)]
        make.make_training(center, held_on=day, present=came)
    followups(center, 30, 15)
    make.make_followup(make.make_client(center), due_on=MAY)

    first, year = freeze(["SV"], period=FIRST), freeze(["SV"])

    assert first.data["trainings"]["participants"] == first.data["followup"]["due"] == 30
    assert year.data["followup"]["due"] == "[c]"
    assert year.data["trainings"] == {"events": 2, "participants": 32, "women": 32}
