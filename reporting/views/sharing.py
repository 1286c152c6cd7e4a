"""What people without an account see: the check page, a sent link, the public impact page."""

import time

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers import formats
from centers.access import public, requires
from centers.models import Country
from centers.roles import Permission
from centers.throttle import address_of, over_limit
from reporting import sharing, withdrawals
from reporting.forms import SendForm
from reporting.models import Edition, ReportLink
from reporting.report import document
from reporting.views.reports import detail_context, own_edition, pdf_response

CHECKS, MINUTES = 30, 10  # codes that one address may ask for, in so many minutes
ANSWER_SECONDS = 0.15  # a known and an unknown code take the same time
PUBLIC_SECONDS = 300


@require_safe
@public
def check(request, code=""):
    """Whether a code belongs to a report of ours, and which; nothing about its figures."""
    began = time.monotonic()
    code = (code or request.GET.get("code", "")).strip().upper().replace("-", "")
    if code and over_limit("check", address_of(request), CHECKS, MINUTES * 60):
        return render(request, "reporting/check.html", {"limited": True}, status=429)
    edition = Edition.objects.for_list().filter(code=code).first() if code else None
    context = {"code": code, "edition": edition, "asked": bool(code)}
    if edition:
        context["reports"] = [one for one in edition.reports.all() if one.sha256]
    status = 404 if code and not edition else 200
    response = render(request, "reporting/check.html", context, status=status)
    add_never_cache_headers(response)
    time.sleep(max(0, ANSWER_SECONDS - (time.monotonic() - began)))
    return response


@require_safe
@public
def shared_report(request, token):
    """The page of a sent link; ?file=1 hands out the PDF. Each opening is noted."""
    try:
        link = sharing.link_of(token)
    except sharing.LinkEnded:
        return render(request, "reporting/shared_ended.html", status=410)
    if "file" in request.GET:
        response = pdf_response(link.report)
    else:
        sharing.note_opening(link)
        response = render(request, "reporting/shared_report.html", {"link": link, "token": token})
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@public
def impact_page(request, country):
    """The impact of a country for everybody, from the published edition; nothing live."""
    place = get_object_or_404(Country, pk=country.upper())
    edition = Edition.objects.published().filter(countries=place).first()
    edition = withdrawals.honour_withdrawals(edition) if edition else None
    if edition is None or not edition.published_at:
        raise Http404(_("No figures of this country have been published yet."))
    asked = request.GET.get("lang")
    language = asked if asked in dict(settings.LANGUAGES) else get_language()
    with translation.override(language), formats.country(edition.data_country):
        context = {
            "edition": edition,
            "country": place.pk,
            "parts": document.parts_of(_told(edition), template="short", language=language),
            "reports": [one for one in edition.reports.all() if one.sha256],
        }
        response = render(request, "reporting/impact_page.html", context)
    patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
    return response


def _told(edition):
    return edition.data | {"stories": edition.stories}


@require_safe
@public
def impact_file(request, country, report_uuid):
    """A PDF of the published edition."""
    published = Edition.objects.published().filter(countries=country.upper())
    edition = published.first()
    if edition is None or withdrawals.honour_withdrawals(edition) != edition:
        raise Http404
    return pdf_response(get_object_or_404(edition.reports, uuid=report_uuid, state="ready"))


@require_POST
@requires(Permission.REPORT_CREATE)
def report_send(request, edition_uuid):
    edition = own_edition(request, edition_uuid)
    form = SendForm(request.POST, edition=edition)
    if form.is_valid():
        sharing.send_report(by=request.user, **form.cleaned_data)
        messages.success(request, _("Sent. The link works until it expires or you withdraw it."))
        return redirect(edition)
    context = detail_context(request, edition) | {"send_form": form}
    return render(request, "reporting/report_detail.html", context)


@require_POST
@requires(Permission.REPORT_CREATE)
def report_withdraw(request, link_uuid):
    """Ends a sent link at once."""
    mine = Edition.objects.for_user(request.user)
    link = get_object_or_404(ReportLink.objects.filter(report__edition__in=mine), uuid=link_uuid)
    sharing.withdraw_link(link=link)
    messages.success(request, _("The link no longer works."))
    return redirect(link.report.edition)
