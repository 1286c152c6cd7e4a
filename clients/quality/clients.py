"""Rules about clients, their owners and their situations."""

from datetime import timedelta
from decimal import Decimal

from django.db.models import DecimalField, Exists, F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models import (
    Client,
    ClientContact,
    Consent,
    DifferentPair,
    Known,
    OwnershipThreshold,
    Session,
    Sex,
    Situation,
)
from clients.quality.base import Owner, Rule, fix_client, fix_situation
from clients.rules import DEFAULT_THRESHOLDS, LONG_TERM_MINUTES
from clients.sanity import FEW_JOBS, JUMP, MEN, WOMEN

YEAR = timedelta(days=365)


def _clients():
    return Client.objects.alive()


def _served():
    sessions = Session.objects.reportable().filter(client=OuterRef("pk"))
    return _clients().filter(Exists(sessions))


def _without_consent(clients):
    given = Consent.objects.filter(
        client=OuterRef("pk"), kind=Consent.Kind.SERVICE, withdrawn_on=None
    )
    return clients.filter(~Exists(given))


def _in_business():
    return _clients().filter(stage=Client.Stage.IN_BUSINESS)


def _declared_ownership():
    return _clients().filter(declared_women_share__isnull=False)


def _shares_differ(clients):
    """Declared as women-owned and the shares of today's owners say no, or the reverse.

    From which share a firm is women-owned is dated data of its country.
    """
    today = timezone.localdate()
    owners = ClientContact.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=today),
        Q(ends_on=None) | Q(ends_on__gt=today),
        client=OuterRef("pk"),
        role=ClientContact.Role.OWNER,
        share__isnull=False,
    )
    sums = owners.order_by().values("client")
    share = DecimalField(max_digits=7, decimal_places=2)
    women = sums.annotate(
        total=Sum("share", filter=Q(contact__sex=Sex.WOMAN), default=Decimal(0))
    ).values("total")
    unknown = owners.filter(contact__sex=Sex.NOT_STATED, share__gt=0)
    clients = clients.filter(Exists(owners), ~Exists(unknown))
    clients = clients.annotate(
        computed=Subquery(women, output_field=share),
        least=Coalesce(
            Subquery(_thresholds(today, country=OuterRef("country"))),
            Subquery(_thresholds(today, country=None)),
            DEFAULT_THRESHOLDS.owned,
            output_field=share,
        ),
    )
    least = F("least")
    return clients.filter(
        Q(declared_women_share__gte=least, computed__lt=least)
        | Q(declared_women_share__lt=least, computed__gte=least)
    )


def _thresholds(day, **whose):
    """The share that makes a firm women-owned on `day`: one value, or none."""
    rows = OwnershipThreshold.objects.filter(valid_from__lte=day, **whose)
    return rows.order_by("-valid_from").values("owned")[:1]


def _doubles(clients):
    """Another client of the country has the same phone or document, and nobody said they differ."""
    others = _clients().filter(country=OuterRef("country")).exclude(pk=OuterRef("pk"))
    mine = OuterRef(OuterRef("pk"))
    decided = DifferentPair.objects.filter(
        Q(first=mine, second=OuterRef("pk")) | Q(second=mine, first=OuterRef("pk"))
    )
    others = others.exclude(Exists(decided))
    same_phone = others.filter(phone_key=OuterRef("phone_key"))
    same_document = others.filter(document_key=OuterRef("document_key"))
    return clients.filter(
        ~Q(phone_key="") & Exists(same_phone) | ~Q(document_key="") & Exists(same_document)
    )


def _long_term():
    since = timezone.localdate() - YEAR
    sessions = Session.objects.reportable().filter(client=OuterRef("pk"), held_on__gt=since)
    minutes = (
        sessions.order_by()
        .values("client")
        .annotate(total=Sum(F("contact_minutes") + F("prep_minutes")))
        .values("total")
    )
    clients = _clients().annotate(year_minutes=Subquery(minutes, output_field=IntegerField()))
    return clients.filter(year_minutes__gte=LONG_TERM_MINUTES)


def _without_situation(clients):
    since = timezone.localdate() - YEAR
    recent = Situation.objects.alive().filter(client=OuterRef("pk"), as_of__gt=since)
    return clients.filter(~Exists(recent))


def _unknown_sex(clients):
    return clients.filter(Q(contact_sex=Sex.NOT_STATED) | Q(women_owned=Known.UNKNOWN))


def _situations():
    return Situation.objects.alive().filter(client__deleted_at=None, client__merged_into=None)


def _jumping(situations):
    """Beside the situation before: over ten times more or less, or two figures swapped."""
    before = Situation.objects.alive().filter(
        client=OuterRef("client"), as_of__lt=OuterRef("as_of")
    )
    before = before.order_by("-as_of", "-pk")
    women, men = (
        sum((Coalesce(F(name), 0) for name in names[1:]), Coalesce(F(names[0]), 0))
        for names in (WOMEN, MEN)
    )
    earlier = {
        "then_currency": "currency",
        "then_national": "sales_national",
        "then_export": "sales_export",
    }
    rows = situations.annotate(
        **{name: Subquery(before.values(field)[:1]) for name, field in earlier.items()},
        women=women,
        men=men,
        then_women=Subquery(before.annotate(n=women).values("n")[:1]),
        then_men=Subquery(before.annotate(n=men).values("n")[:1]),
    )
    money = Q(then_currency=F("currency")) & (
        _jumps("sales_national", "then_national")
        | _jumps("sales_export", "then_export")
        | Q(sales_national=F("then_export"), sales_export=F("then_national"))
        & ~Q(sales_national=F("sales_export"))
    )
    swapped = Q(women=F("then_men"), men=F("then_women")) & ~Q(women=F("men"))
    rows = rows.annotate(now_jobs=F("women") + F("men"), then_jobs=F("then_women") + F("then_men"))
    grown = _jumps("now_jobs", "then_jobs") & (Q(now_jobs__gt=FEW_JOBS) | Q(then_jobs__gt=FEW_JOBS))
    return rows.filter(money | swapped | grown)


def _jumps(now, then):
    more = Q(**{f"{now}__gt": F(then) * JUMP})
    less = Q(**{f"{then}__gt": F(now) * JUMP})
    return Q(**{f"{now}__gt": 0, f"{then}__gt": 0}) & (more | less)


RULES = [
    Rule(
        "Q02",
        _("Client with reportable sessions and no consent or agreement"),
        Owner.ADVISOR,
        _served,
        _without_consent,
        "registered_on",
        fix_client,
        _("Ask for the consent and note its text, date and way."),
    ),
    Rule(
        "Q03",
        _("Client in business without a start date"),
        Owner.ADVISOR,
        _in_business,
        lambda rows: rows.filter(started_on=None),
        "registered_on",
        fix_client,
        _("Write since when the business works."),
    ),
    Rule(
        "Q08",
        _("Declared women's share and the owners' shares contradict each other"),
        Owner.ADVISOR,
        _declared_ownership,
        _shares_differ,
        "registered_on",
        fix_client,
        _("Correct the owners' shares or the declared share."),
    ),
    Rule(
        "Q10",
        _("Same document or phone in two clients"),
        Owner.DIRECTOR,
        _clients,
        _doubles,
        "registered_on",
        fix_client,
        _("Merge them, or say that they differ."),
    ),
    Rule(
        "Q12",
        _("Long-term client without a situation in the last 12 months"),
        Owner.ADVISOR,
        _long_term,
        _without_situation,
        "registered_on",
        fix_client,
        _("Ask for sales and jobs, and record the situation."),
    ),
    Rule(
        "Q14",
        _("Sex of the contact or owners' shares not recorded"),
        Owner.ADVISOR,
        _clients,
        _unknown_sex,
        "registered_on",
        fix_client,
        _("Write the sex of the contact and who owns which share."),
    ),
    Rule(
        "Q15",
        _("A jump over tenfold, a swap or a thousand-fold unit between two situations"),
        Owner.ADVISOR,
        _situations,
        _jumping,
        "as_of",
        fix_situation,
        _("Check the figures with the client and correct the situation."),
    ),
]
