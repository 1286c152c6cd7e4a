"""Bringing a workbook in: upload, columns, problems by cause, confirm, undo."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers.access import requires
from centers.roles import Permission
from clients import tasks
from clients.actions import PeriodClosed
from clients.forms.imports import ColumnsForm, KindForm, UploadForm
from clients.imports import later, runs, undo
from clients.imports.page import import_page
from clients.imports.reading import UnreadableFile
from clients.imports.recognising import match_headings
from clients.imports.returned import write_returned
from clients.imports.templates import empty_workbook
from clients.models import ImportRun

IMPORT = Permission.CLIENT_IMPORT
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _run(request, uuid):
    mine = ImportRun.objects.for_user(request.user, IMPORT)
    return get_object_or_404(mine.select_related("center__country", "created_by"), uuid=uuid)


def at_step(*states):
    """Gives the view its import, or leads back to its page when it is no longer at that step."""

    def decorate(view):
        @wraps(view)
        def gate(request, uuid):
            run = _run(request, uuid)
            if run.state in states:
                return view(request, run)
            messages.info(request, _("This import is no longer at that step."))
            return redirect(run)

        return gate

    return decorate


@requires(IMPORT)
def import_list(request):
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            run = form.start(by=request.user)
        except UnreadableFile as error:
            form.add_error("file", str(error))
        else:
            tasks.begin_check(run)
            return redirect(run)
    mine = ImportRun.objects.for_user(request.user, IMPORT).for_list()
    page = Paginator(mine, per_page=20).get_page(request.GET.get("page"))
    return render(request, "clients/import_list.html", {"form": form, "page": page})


@require_safe
@requires(IMPORT)
def import_template(request):
    return _download(empty_workbook(), "import.xlsx")


@require_safe
@requires(IMPORT)
def import_detail(request, uuid):
    run = _run(request, uuid)
    return render(request, "clients/import_detail.html", import_page(run))


@requires(IMPORT)
@at_step("ready")
def import_columns(request, run):
    posted = request.POST if request.method == "POST" else None
    forms = [ColumnsForm(posted, sheet=sheet) for sheet in run.result["sheets"]]
    valid = [form.is_valid() for form in forms]  # each one, so that each shows its errors
    if posted is not None and all(valid):
        for form in forms:
            runs.choose_columns(run=run, sheet=form.sheet, columns=form.columns)
        tasks.begin_check(run)
        return redirect(run)
    return render(request, "clients/import_columns.html", {"run": run, "forms": forms})


@requires(IMPORT)
@at_step("ready", "failed")
def import_sheet(request, run):
    """A sheet (`?sheet=`) whose headings are not known: what it holds, and in which columns."""
    known = {one["sheet"]: one["headings"] for one in run.result.get("by_hand", [])}
    name = request.GET.get("sheet", "")
    if name not in known:
        raise Http404(_("There is no such sheet to explain."))
    kind = KindForm(request.GET if "kind" in request.GET else None)
    context = {"run": run, "sheet": name, "kind_form": kind}
    if kind.is_valid():
        of_kind = kind.cleaned_data["kind"]
        sheet = {"sheet": name, "kind": of_kind, "headings": known[name], "by_hand": True}
        sheet["columns"] = match_headings(of_kind, known[name])
        form = ColumnsForm(request.POST if request.method == "POST" else None, sheet=sheet)
        if form.is_valid():
            runs.choose_columns(run=run, sheet=sheet, columns=form.columns)
            tasks.begin_check(run)
            return redirect(run)
        context["form"] = form
    return render(request, "clients/import_sheet.html", context)


@require_POST
@requires(IMPORT)
@at_step("ready")
def import_fix(request, run):
    """One fix for all the rows of a problem; without a key, every suggestion there is."""
    key = request.POST.get("key")
    groups = [g for g in run.result["groups"] if g["key"] == key or (not key and g["suggestions"])]
    replacement = {"empty": "", "write": request.POST.get("value", "")[:200].strip()}.get(
        request.POST.get("way")
    )
    if not groups or (request.POST.get("way") == "write" and not replacement):
        messages.error(request, _("Write what the cells should say, then apply."))
        return redirect(run)
    runs.fix_cells(run=run, groups=groups, replacement=replacement)
    tasks.begin_check(run)
    return redirect(f"{run.get_absolute_url()}#problems")


@require_POST
@requires(IMPORT)
@at_step("ready")
def import_same(request, run):
    """Whether a line's client is the stored one it looks like."""
    sheet, row = request.POST.get("sheet", ""), request.POST.get("row", "")
    entries = [e for e in run.result["likely"] if (e["sheet"], str(e["row"])) == (sheet, row)]
    if entries:
        choice = entries[0]["id"] if request.POST.get("choice") == "same" else "other"
        runs.choose_same(run=run, sheet=sheet, row=row, choice=choice)
        tasks.begin_check(run)
    return redirect(f"{run.get_absolute_url()}#same")


@require_POST
@requires(IMPORT)
@at_step("ready")
def import_confirm(request, run):
    tasks.begin_confirm(run, request.user)
    return redirect(run)


@require_POST
@requires(IMPORT)
@at_step("ready", "failed")
def import_cancel(request, run):
    runs.cancel_run(run=run)
    messages.success(request, _("Cancelled. Nothing was stored."))
    return redirect("clients:import-list")


@require_safe
@requires(IMPORT)
@at_step("ready", "stored")
def import_returned(request, run):
    """The returned lines with their errors, as a workbook to mend and send again."""
    if not run.file:
        messages.info(request, _("The file of this import is no longer kept."))
        return redirect(run)
    return _download(write_returned(runs.plan_run(run)), "returned.xlsx")


@requires(IMPORT)
@at_step("stored")
def import_undo(request, run):
    if request.method != "POST":
        used = later.in_use(run)
        context = {"run": run, "changed": later.changed_since(run), "in_use": used}
        return render(request, "clients/import_undo.html", context)
    try:
        undo.undo_run(run=run, by=request.user, keep_changed=request.POST.get("changed") != "undo")
    except (undo.CannotUndo, PeriodClosed) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Import undone."))
    return redirect(run)


def _download(data, name):
    response = HttpResponse(data, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
