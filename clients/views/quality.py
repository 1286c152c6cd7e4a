"""Data quality: rules with their counts, and the list of what each asks to be mended."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers.access import requires
from centers.models import Center
from centers.roles import Permission
from clients import actions, quality
from clients.exports.boards import QUALITY_COLUMNS
from clients.exports.figures import figures_file, is_asked
from clients.forms.quality import CenterChoice
from clients.models import Outcome, QualityCount, SessionFlag

VIEW = Permission.QUALITY_VIEW
FIRST_COUNT_AT_MOST = 40  # centers: more wait for the night or the button


@require_safe
@requires(VIEW)
def quality_page(request):
    """Counts as last kept, with their time; the first visit counts by itself."""
    form = CenterChoice(request.GET, user=request.user)
    centers = form.chosen()
    counts = list(QualityCount.objects.for_user(request.user, VIEW).filter(center__in=centers))
    if not counts and 0 < centers.count() <= FIRST_COUNT_AT_MOST:
        counts = quality.recount(centers)
    if is_asked(request):
        return figures_file(request, name="quality", columns=QUALITY_COLUMNS, rows=_lines(counts))
    names = dict(centers.values_list("pk", "name"))
    board = [
        {"center": names[center], "id": center, "score": score}
        for center, score in quality.scores(counts).items()
    ]
    context = {
        "form": form,
        "rules": _rules(counts),
        "score": quality.score(counts),
        "board": sorted(board, key=lambda row: (row["score"] or 0, row["center"])),
        "counted_at": min((one.counted_at for one in counts), default=None),
        "without_rate": actions.without_rate(
            Outcome.objects.for_user(request.user, VIEW).filter(center__in=centers)
        ).count(),
        "flagged": SessionFlag.objects.for_user(request.user).open().count(),
        "may_load_rates": request.user.holds(Permission.RATE_EDIT),
    }
    return render(request, "clients/quality.html", context)


def _lines(counts):
    """The counts one by one, each with its center and its rule's sentence."""
    centers = Center.objects.in_bulk([one.center_id for one in counts])
    for one in counts:
        one.center, one.sentence = centers[one.center_id], quality.RULES[one.rule].sentence
        yield one


def _rules(counts):
    """Every rule with its sums over the centers shown."""
    lines = []
    for code, rule in quality.RULES.items():
        own = [one for one in counts if one.rule == code]
        broken = sum(one.broken for one in own)
        lines.append({"rule": rule, "broken": broken, "checked": sum(one.checked for one in own)})
    return lines


@require_POST
@requires(VIEW)
def quality_recount(request):
    """Counts again now, after mending."""
    form = CenterChoice(request.POST, user=request.user)
    quality.recount(form.chosen())
    messages.success(request, _("Counted again."))
    return redirect("clients:quality")


@require_safe
@requires(VIEW)
def quality_rule(request, rule):
    """The rows that break one rule now, oldest first, each with where it is mended."""
    if rule not in quality.RULES:
        raise Http404
    found = quality.RULES[rule]
    form = CenterChoice(request.GET, user=request.user)
    rows = form.broken(found)
    if rows.model is not Center:
        rows = rows.select_related("center", *_client_of(rows.model))
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    lines = [_line(found, row) for row in page]
    context = {"form": form, "rule": found, "page": page, "lines": lines}
    return render(request, "clients/quality_rule.html", context)


def _client_of(model):
    return ["client"] if any(field.name == "client" for field in model._meta.fields) else []


def _line(rule, row):
    day = getattr(row, rule.day)
    day = day.date() if hasattr(day, "date") else day
    return {
        "row": row,
        "center": getattr(row, "center", row),
        "client": getattr(row, "client", None),
        "fix": rule.fix(row),
        "age": (timezone.localdate() - day).days if day else None,
    }
