"""What the directory shows: open centers by country, and how far each network is."""

from django.db.models import Q
from django.utils import timezone

from centers.folding import fold
from centers.models import Center, Contract, Country, Membership, Operator, current
from centers.roles import Permission
from clients.countries import country_name
from cooperation.models import Accreditation, Certificate, CountryProfile
from cooperation.texts import pick

PUBLISH = Permission.CONTENT_PUBLISH


def open_centers():
    """Centers at work today in countries that take part."""
    today = timezone.localdate()
    return Center.objects.open_on(today).filter(country__active=True).select_related("country")


def _standing(centers):
    """{center id: its Accreditation of today, the newest}."""
    rows = Accreditation.objects.filter(center__in=centers).order_by("valid_from", "pk")
    return {row.center_id: row for row in rows if row.is_current}


def networks(text="", country=""):
    """[{country, profile, about, centers: [(center, accreditation)]}] that match the words."""
    words = fold(text).split()
    centers = open_centers()
    if country:
        centers = centers.filter(country=country)
    centers = [one for one in centers if all(word in _searched(one) for word in words)]
    standing = _standing([one.pk for one in centers])
    profiles = {row.country_id: row for row in CountryProfile.objects.all()}
    found = {}
    for center in sorted(centers, key=lambda one: (one.country.name, one.name)):
        profile = profiles.get(center.country_id)
        network = found.setdefault(
            center.country_id,
            {
                "country": center.country,
                "profile": profile,
                "about": pick(profile.about) if profile else "",
                "centers": [],
            },
        )
        network["centers"].append((center, standing.get(center.pk)))
    return list(found.values())


def _searched(center):
    country = country_name(center.country_id)
    return fold(f"{center.name} {center.municipality} {center.address} {country}")


def center_context(center):
    contract = _running(center.contracts.select_related("operator")).first()
    return {
        "center": center,
        "accreditation": _standing([center.pk]).get(center.pk),
        "operator": contract.operator if contract else None,
        "certified": _certified(center),
        "satellites": open_centers().filter(parent=center),
    }


def _certified(center):
    """How many people of the center hold a certificate that is valid today."""
    today = timezone.localdate()
    valid = Certificate.objects.filter(issued_on__lte=today)
    valid = valid.filter(Q(expires_on=None) | Q(expires_on__gt=today))
    people = Membership.objects.filter(current(), center=center, user__is_active=True)
    return people.filter(user__in=valid.values("user")).values("user").distinct().count()


def _running(contracts):
    today = timezone.localdate()
    started = contracts.filter(starts_on__lte=today)
    return started.filter(ends_on=None) | started.filter(ends_on__gt=today)


def manage_context(user):
    """Countries, operators, contracts, accreditations and certificates in the user's scope."""
    countries = Country.objects.where(user, PUBLISH).filter(active=True)
    centers = Center.objects.where(user, PUBLISH).filter(country__active=True)
    standing = _standing(centers.values("pk"))
    people = Certificate.objects.filter(
        user__memberships__center__in=centers.values("pk")
    ) | Certificate.objects.filter(user__memberships__country__in=countries.values("pk"))
    profiles = {row.country_id: row for row in CountryProfile.objects.all()}
    return {
        "countries": [(country, profiles.get(country.pk)) for country in countries],
        "centers": [(one, standing.get(one.pk)) for one in centers.select_related("country")],
        "operators": Operator.objects.filter(country__in=countries),
        "contracts": Contract.objects.filter(center__in=centers).select_related(
            "operator", "center"
        ),
        "certificates": people.distinct().select_related("user"),
        "today": timezone.localdate(),
    }
