"""Freezing figures into editions, building their files, replacing and publishing them."""

import hashlib
import json
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from centers.models import Center, Country
from reporting.disclosure import funder_rules, public_rules
from reporting.models import Edition, Report
from reporting.protection import Readers, protect_snapshot
from reporting.report import document, snapshot
from reporting.report.changed import changed_figures
from reporting.report.planned import targets_of

RULES = {Edition.Audience.FUNDER: funder_rules, Edition.Audience.PUBLIC: public_rules}
# What protect_snapshot reads.
PROTECTED_BY = ("start", "end", "countries", "funder", "lines", "followup", "trainings")
COUNTED = ("lines", "followup", "trainings")


def canonical(data):
    """The one way `data` is written before it is hashed."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint(data):
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()


def is_open(countries, period):
    """Whether a center's period is not closed yet: figures may still change."""
    centers = Center.objects.filter(country__in=countries).open_on(period.last_day)
    closed = centers.filter(locked_through__gte=period.last_day)
    return period.end > timezone.localdate() or centers.count() != closed.count()


def figures_for(by, period, *, countries, audience, funder=None, words=None, budget=None):
    """(protected, true) figures of an edition before it is stored; a preview shows the first.

    `words`: the author's own, {"headline": {language: text}, "women": {language: text}}.
    """
    now = timezone.now().astimezone(_clock(countries))
    true = snapshot.collect(by, period, countries=countries, funder=funder, now=now)
    data = protect_snapshot(true, *_readers(true, audience))
    data["targets"] = targets_of(by, countries, period, funder)
    data["words"] = words or {}
    data["budget_usd"] = str(budget) if budget else ""
    data["audience"] = audience
    data["least_clients"] = RULES[audience]().least_contributors
    return data, true


def _clock(countries):
    """The time zone of the countries, UTC where they have several."""
    zones = set(Country.objects.filter(pk__in=countries).values_list("time_zone", flat=True))
    return ZoneInfo(zones.pop() if len(zones) == 1 else "UTC")


def _readers(true, audience):
    """Who will read an edition, and what they hold. Funders read what the public reads, too.

    An edition of a funder's programs is read by that funder alone; one of all of them by every
    funder, each beside the editions of the own programs.
    """
    everybody, before = Edition.Audience.PUBLIC, _made_before(true)
    public = before.filter(audience=everybody)
    if audience == everybody:
        yield Readers(RULES[everybody](), _pairs(public))
    for code in _funders_reading(true, audience, before):
        held = before.filter(Q(funder=None) | Q(funder__code=code) | Q(audience=everybody))
        yield Readers(RULES[Edition.Audience.FUNDER](), _pairs(held))


def _funders_reading(true, audience, before):
    """Codes of the funders who may lay the edition beside one of their own; [None] for none."""
    own = {true["funder"]["code"]} if true["funder"] else set()
    if own and audience == Edition.Audience.FUNDER:
        return own
    return sorted({*own, *before.values_list("funder__code", flat=True)} - {None}) or [None]


def _made_before(true):
    """Earlier editions with a day and a country of this one, oldest first.

    With them those that have a country in common with one of several countries: the figures of
    all of it together give away what is left beside them.
    """
    then = Edition.objects.filter(start__lt=true["end"], end__gt=true["start"]).exclude(private={})
    places = [one["code"] for one in true["countries"]]
    linked = Country.objects.filter(editions__in=then.filter(countries__in=places))
    places = {*places, *linked.values_list("pk", flat=True)}
    return then.filter(countries__in=places).distinct().order_by("made_at", "pk")


def _pairs(held):
    """(true figures, as handed out) of editions; those with equal figures and marks count once."""
    newest = {(one.start, one.end, one.funder_id, _figures(one)): one for one in held}
    return tuple((one.private, one.data) for one in newest.values())


def _figures(edition):
    """What tells two editions' figures apart: equal ones need not be protected twice."""
    return fingerprint(
        [[kept.get(key) for key in COUNTED] for kept in (edition.private, edition.data)]
    )


@transaction.atomic
def freeze(
    *,
    by,
    data,
    true,
    countries,
    stories=(),
    funder=None,
    period,
    audience,
    replaces=None,
    because="",
):
    """Stores an edition of `data`; the one it replaces says so from now on.

    `by`: the author, None for the system. Raises ValueError where `replaces` is replaced already.
    """
    if replaces:
        replaces = Edition.objects.select_for_update().get(pk=replaces.pk)
        if replaces.replaced_by_id:
            raise ValueError(_("Edition %(code)s is replaced already.") % {"code": replaces.code})
        changes = changed_figures(replaces.data, data)
        replaced = {"code": replaces.code, "reason": because, "changes": changes}
        data = data | {"replaces": replaced}
    edition = Edition.objects.create(
        funder=funder,
        start=period.start,
        end=period.end,
        audience=audience,
        data=data,
        private={key: true[key] for key in PROTECTED_BY},
        sha256=fingerprint(data),
        stories=list(stories),
        draft=is_open(countries, period),
        author=by if getattr(by, "pk", None) else None,
    )
    edition.countries.set(Country.objects.filter(pk__in=countries))
    if replaces:
        replaces.replaced_by, replaces.replaced_because = edition, because
        replaces.published_at = None
        replaces.save(update_fields=["replaced_by", "replaced_because", "published_at"])
    return edition


@transaction.atomic
def order_reports(*, edition, template, languages):
    """Queues a PDF of each language; those that exist already stay as they are."""
    from reporting.tasks import build_report

    ordered = []
    for language in languages:
        report, made = Report.objects.get_or_create(
            edition=edition, template=template, language=language
        )
        if made:
            transaction.on_commit(lambda pk=report.pk: build_report.enqueue(pk))
        ordered.append(report)
    return ordered


def build(report):
    """Makes the PDF and stores it whole: a build that is stopped leaves nothing half written.

    May be begun again at any time; a finished report is left as it is.
    """
    if report.state == Report.State.READY:
        return report
    mark(report, state=Report.State.BUILDING, progress=10, started_at=timezone.now())
    try:
        content = pdf_of(report.edition, report.template, report.language)
    except Exception:
        mark(
            report,
            state=Report.State.FAILED,
            fault="render",
            finished_at=timezone.now(),
            tries=report.tries + 1,
        )
        raise
    mark(report, progress=90)
    name = f"{report.uuid}.pdf"
    with transaction.atomic():
        # What a build that was killed while writing may have left: nobody was ever given it.
        report.file.storage.delete(report.file.field.generate_filename(report, name))
        report.file.save(name, ContentFile(content), save=False)
        report.sha256, report.size = hashlib.sha256(content).hexdigest(), len(content)
        report.state, report.progress = Report.State.READY, 100
        report.finished_at, report.tries = timezone.now(), report.tries + 1
        report.save()
    return report


def pdf_of(edition, template, language):
    return document.render(
        edition.data | {"stories": edition.stories},
        template=template,
        language=language,
        code=edition.code,
        draft=edition.draft,
    )


def build_again(report):
    """Queues a report whose build failed."""
    from reporting.tasks import build_report

    mark(report, state=Report.State.WAITING, progress=0, fault="")
    build_report.enqueue(report.pk)


@transaction.atomic
def publish(*, edition):
    """Makes an edition the one that the public impact page of its country shows."""
    if edition.draft or edition.audience != Edition.Audience.PUBLIC or edition.replaced_by_id:
        raise ValueError(
            _("Only an edition for the public, of a closed period and not replaced, is published.")
        )
    edition.published_at = timezone.now()
    edition.save(update_fields=["published_at"])
    return edition


@transaction.atomic
def withdraw_publication(*, edition):
    edition.published_at = None
    edition.save(update_fields=["published_at"])
    return edition


def mark(report, **fields):
    """Stores these fields of a report and nothing else."""
    for name, value in fields.items():
        setattr(report, name, value)
    report.save(update_fields=list(fields))
