"""Reports: list, new with preview, one edition with its files."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers.access import requires
from centers.roles import Permission
from clients.exports.figures import figures_file, is_asked
from reporting import editions, withdrawals
from reporting.dashboard.links import explained_measures
from reporting.forms import ReportForm, SendForm
from reporting.models import Edition, Report, ReportLink
from reporting.opendata.files import kinds_for
from reporting.periods import fiscal_year_of
from reporting.report import document
from reporting.report.stories import stories_to_tell
from reporting.sheets import EDITION_COLUMNS


@require_safe
@requires(Permission.REPORT_CREATE, Permission.OVERVIEW_VIEW)
def report_list(request):
    found = Edition.objects.readable(request.user).for_list()
    if is_asked(request):
        return figures_file(request, name="editions", columns=EDITION_COLUMNS, rows=found)
    page = Paginator(found, per_page=50).get_page(request.GET.get("page"))
    may_create = request.user.holds(Permission.REPORT_CREATE)
    return render(request, "reporting/report_list.html", {"page": page, "may_create": may_create})


@requires(Permission.REPORT_CREATE)
def report_new(request):
    """The form; with ?preview=1 the pages under it; POST freezes the figures and builds."""
    replaces = _replaced(request)
    preview = "preview" in request.GET
    form = ReportForm(
        request.POST if request.method == "POST" else request.GET if preview else None,
        user=request.user,
        replaces=replaces,
        initial=_start_with(request, replaces),
    )
    context = {"form": form, "replaces": replaces}
    if form.is_bound and form.is_valid():
        if request.method == "POST":
            return redirect(_create(request, form))
        given = form.frozen_with()
        context["preview"] = _preview(request, form)
        context["explained"] = explained_measures(given["countries"], given["period"])
    return render(request, "reporting/report_new.html", context)


@require_safe
@requires(Permission.REPORT_CREATE, Permission.OVERVIEW_VIEW)
def report_detail(request, edition_uuid):
    edition = get_object_or_404(
        Edition.objects.readable(request.user).for_list(), uuid=edition_uuid
    )
    name = "reporting/report_detail.html"
    if request.headers.get("HX-Request"):
        name += "#files"
    return render(request, name, detail_context(request, edition))


@require_safe
@requires(Permission.REPORT_CREATE, Permission.OVERVIEW_VIEW)
def report_file(request, edition_uuid, report_uuid):
    edition = get_object_or_404(Edition.objects.readable(request.user), uuid=edition_uuid)
    report = get_object_or_404(edition.reports, uuid=report_uuid)
    if (newer := withdrawals.honour_withdrawals(edition)) != edition:
        messages.warning(request, _("A story was withdrawn: this edition replaces the one asked."))
        return redirect(newer)
    if report.state != Report.State.READY:
        raise Http404
    return pdf_response(report)


@require_POST
@requires(Permission.REPORT_CREATE)
def report_build(request, edition_uuid):
    """Builds a further template or language of an edition, or a failed one again."""
    edition = own_edition(request, edition_uuid)
    failed = edition.reports.filter(state=Report.State.FAILED)
    for report in failed:
        editions.build_again(report)
    template, language = request.POST.get("template"), request.POST.get("language")
    known = template in Report.Template.values and language in dict(Report.language.field.choices)
    if known:
        editions.order_reports(edition=edition, template=template, languages=[language])
    elif not failed:
        messages.error(request, _("Choose a template and a language from the lists."))
    return redirect(edition)


@require_POST
@requires(Permission.REPORT_CREATE)
def report_publish(request, edition_uuid):
    """Publishes an edition on the country's impact page, or takes it off."""
    edition = own_edition(request, edition_uuid)
    try:
        if edition.published_at:
            editions.withdraw_publication(edition=edition)
            messages.success(request, _("Taken off the public page."))
        else:
            editions.publish(edition=edition)
            messages.success(request, _("Published on the public page."))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect(edition)


def pdf_response(report):
    """The file under a name that says place, period and language and nothing about people."""
    edition = report.edition
    place = "-".join(one["code"] for one in edition.data["countries"])
    name = f"impact-{place}-{edition.start}-{report.template}-{report.language}.pdf"
    return FileResponse(report.file.open("rb"), as_attachment=True, filename=name)


def own_edition(request, edition_uuid):
    return get_object_or_404(Edition.objects.for_user(request.user), uuid=edition_uuid)


def _replaced(request):
    asked = request.POST.get("replaces") or request.GET.get("replaces")
    return own_edition(request, asked) if asked else None


def _start_with(request, replaces):
    """The form's first values: those in the address, else the last complete fiscal year."""
    if replaces:
        codes = [one["code"] for one in replaces.data["countries"]]
        return {
            "countries": codes,
            "start": replaces.start,
            "end": replaces.end - timedelta(days=1),
            "audience": replaces.audience,
            "template": Report.Template.FULL,
            "languages": [get_language()],
            "funder": replaces.funder.code if replaces.funder else "",
        }
    country = request.user.home_country
    values = {
        "countries": [request.GET.get("country") or (country.code if country else "")],
        "template": Report.Template.FULL,
        "languages": [get_language()],
        "audience": Edition.Audience.FUNDER,
    }
    if country:
        year = fiscal_year_of(country, timezone.localdate()).year_before()
        values |= {"start": year.start, "end": year.last_day}
    return values | {key: request.GET[key] for key in ("start", "end") if key in request.GET}


def _preview(request, form):
    given = form.frozen_with()
    data, _true = editions.figures_for(request.user, **given)
    data["stories"] = _stories(form, given)
    chosen = form.cleaned_data
    return document.parts_of(data, template=chosen["template"], language=chosen["languages"][0])


def _stories(form, given):
    """Stories are chosen by saying so; they are those of the countries, told in the period."""
    if not form.cleaned_data["stories"]:
        return []
    return stories_to_tell(given["countries"], given["period"])


def _create(request, form):
    given = form.frozen_with()
    data, true = editions.figures_for(request.user, **given)
    edition = editions.freeze(
        by=request.user,
        data=data,
        true=true,
        countries=given["countries"],
        period=given["period"],
        audience=given["audience"],
        funder=given["funder"],
        stories=_stories(form, given),
        replaces=form.replaces,
        because=form.cleaned_data.get("because", ""),
    )
    chosen = form.cleaned_data
    editions.order_reports(
        edition=edition, template=chosen["template"], languages=chosen["languages"]
    )
    return edition


def detail_context(request, edition):
    """What the page of an edition shows to its readers and to those who may change it."""
    may_edit = Edition.objects.for_user(request.user).filter(pk=edition.pk).exists()
    reports = list(edition.reports.all())
    return {
        "edition": edition,
        "reports": reports,
        "working": not all(report.is_done for report in reports),
        "may_edit": may_edit,
        "send_form": SendForm(edition=edition) if may_edit else None,
        "templates": Report.Template.choices,
        "links": _links(edition) if may_edit else [],
        "data_files": kinds_for(edition),
    }


def _links(edition):
    links = ReportLink.objects.filter(report__edition=edition).select_related("report")
    return links.annotate(opened=Count("openings"), last_opened=Max("openings__opened_at"))
