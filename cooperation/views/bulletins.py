"""The bulletin for its readers: archive, an issue in each language, its PDF."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from centers.access import public
from cooperation import bulletin_pages
from cooperation.actions.bulletins import count_reading
from cooperation.models import Bulletin, Reading
from cooperation.printing import to_pdf
from cooperation.texts import order_for
from cooperation.views.pages import in_language

WEEK = 7 * 24 * 3600  # seconds
ROBOTS = ("bot", "crawl", "spider", "slurp", "preview", "monitor", "curl", "wget", "python")


@require_safe
@public
def bulletin_list(request):
    issues = Bulletin.objects.published().select_related("country")
    context = {"issues": issues, "language": order_for(get_language())[0]}
    return render(request, "cooperation/bulletin_list.html", context)


@require_safe
@public
def bulletin_detail(request, slug):
    """The issue's stable address leads to the reader's language."""
    issue = get_object_or_404(Bulletin.objects.published(), slug=slug)
    return redirect("cooperation:bulletin-text", issue.slug, order_for(get_language())[0])


@require_safe
@public
@in_language
def bulletin_text(request, slug, language):
    issue = get_object_or_404(Bulletin.objects.published(), slug=slug)
    from_mail = request.GET.get("from") == "mail"
    _count(request, issue, language, Reading.Channel.MAIL if from_mail else Reading.Channel.WEB)
    context = bulletin_pages.context_of(issue, language)
    return render(request, "cooperation/bulletin_text.html", context)


@require_safe
@public
@in_language
def bulletin_pdf(request, slug, language):
    issue = get_object_or_404(Bulletin.objects.published(), slug=slug)
    _count(request, issue, language, Reading.Channel.PDF)
    context = bulletin_pages.context_of(issue, language)
    pdf = to_pdf(
        "cooperation/bulletin_pdf.html",
        context,
        language=language,
        country=issue.country,
        kept=WEEK,
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{issue.slug}-{language}.pdf"'
    return response


def _count(request, issue, language, channel):
    """Counts people's openings only: no robots, and not the editors' own visits."""
    agent = request.headers.get("User-Agent", "").lower()
    person = agent and not any(word in agent for word in ROBOTS)
    if person and request.method == "GET" and not request.user.is_authenticated:
        count_reading(issue, language, channel)
