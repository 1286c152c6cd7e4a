"""The invented network: centers, funders, people with roles, and rates for recent years."""

import itertools
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password

from centers.models import (
    Center,
    Contract,
    Country,
    ExchangeRate,
    Funder,
    Membership,
    Operator,
    User,
)
from centers.roles import Role
from clients.demo import words

PASSWORD = "cafe-con-pan-2024"  # noqa: S105 - of invented accounts only
CARRIED_FORWARD = "Demonstration rate: {year} average carried forward"
WEIGHTS = {"SV": 34, "GT": 22, "HN": 15, "CR": 11, "DO": 11, "BZ": 7}  # share of sessions, %
FUNDERS = (("MIN", "Ministerio de Economía"), ("BID", "Fondo Progreso"), ("EMB", "Cooperación"))


@dataclass
class Place:
    """A center with the people who work there."""

    center: Center
    director: User
    advisors: list
    funders: list
    language: str = field(init=False)

    def __post_init__(self):
        self.language = "en" if self.center.country.language == "en" else "es"


# What centers are called there.
OWN_WORDS = {"SV": {"es": {"center": "CDMYPE", "centers": "CDMYPE"}}}


def make_places(random, *, centers, advisors, today, weights=WEIGHTS):
    """Centers by the countries' weights, at least one each, with `advisors` people each."""
    places, whole = [], sum(weights.values())
    for code, weight in weights.items():
        country = Country.objects.get(pk=code)
        Country.objects.filter(pk=code).update(active=True, words=OWN_WORDS.get(code, {}))
        funders = _funders(country)
        operator, _made = Operator.objects.get_or_create(
            country=country, name=f"Universidad Demostración {code}", kind="university"
        )
        for number in range(1, max(1, round(centers * weight / whole)) + 1):
            center = _center(country, number)
            Contract.objects.create(
                operator=operator, center=center, starts_on=date(today.year - 4, 1, 1)
            )
            places.append(_staffed(random, center, advisors, funders))
        carry_rates_forward(country.currency, today.year)
    return places


def _center(country, number):
    towns = words.TOWNS.get(country.code, words.TOWNS["SV"])
    town, round_of = towns[(number - 1) % len(towns)], (number - 1) // len(towns)
    language = "en" if country.language == "en" else "es"
    name = words.CENTER_NAMES[language].format(town=town) + (f" {round_of + 1}" * bool(round_of))
    codes = (f"{country.code}-{digits:02}" for digits in itertools.count(number))
    code = next(code for code in codes if not Center.objects.filter(code=code).exists())
    return Center.objects.create(country=country, code=code, name=name, municipality=town)


def _funders(country):
    return [
        Funder.objects.get_or_create(
            code=f"{country.code}-{code}", defaults={"name": name, "country": country}
        )[0]
        for code, name in FUNDERS
    ]


def _staffed(random, center, advisors, funders):
    language = "en" if center.country.language == "en" else "es"

    def person(role, number):
        women = random.random() < 0.55
        name = random.choice((words.WOMEN if women else words.MEN)[language].split())
        user = User.objects.create(
            email=f"{role}{number}.{center.code.lower()}@example.org",
            name=f"{name} {random.choice(words.SURNAMES[language].split())}",
            language=language,
            password=make_password(None),
        )
        Membership.objects.create(user=user, role=role, center=center)
        return user

    team = [person(Role.ADVISOR, number) for number in range(1, advisors + 1)]
    return Place(center, person(Role.DIRECTOR, 1), team, funders)


def carry_rates_forward(currency, year):
    """Gives `currency` yearly rates up to `year` where the shipped table ends before."""
    yearly = ExchangeRate.objects.filter(currency=currency, month=None).order_by("year")
    last = yearly.last()
    if last:
        ExchangeRate.objects.bulk_create(
            ExchangeRate(
                currency=currency,
                year=missing,
                per_usd=last.per_usd,
                source=CARRIED_FORWARD.format(year=last.year),
            )
            for missing in range(last.year + 1, year + 1)
        )


def make_logins(places):
    """Accounts to try, one for each role, with one password; returns [(role, e-mail, user)]."""
    first = places[0]
    country = first.center.country
    english = next(place for place in places if place.language == "en")
    accounts = [
        ("advisor", Role.ADVISOR, {"center": first.center}, "Marisol Fúnez"),
        ("director", Role.DIRECTOR, {"center": first.center}, "Julio Membreño"),
        ("coordinator", Role.COORDINATOR, {"country": country}, "Patricia Solís"),
        ("editor", Role.EDITOR, {"country": country}, "Noé Villatoro"),
        ("funder", Role.FUNDER, {"country": country, "funder": first.funders[1]}, "Ruth Aguilar"),
        ("admin", Role.ADMINISTRATOR, {}, "Ana Betancourt"),
        ("advisor.bz", Role.ADVISOR, {"center": english.center}, "Kayla Flowers"),
    ]
    password = make_password(PASSWORD)
    logins = []
    for name, role, where, person in accounts:
        language = "en" if name.endswith(".bz") else "es"
        email = f"{name}@example.org"
        user, _made = User.objects.update_or_create(
            email=email, defaults={"name": person, "language": language, "password": password}
        )
        Membership.objects.get_or_create(user=user, role=role, **where)
        logins.append((role, email, user))
    first.advisors.insert(0, logins[0][2])
    english.advisors.insert(0, logins[-1][2])
    first.director = logins[1][2]
    return logins
