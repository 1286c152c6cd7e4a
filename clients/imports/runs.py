"""What happens to an import: uploaded, checked, repaired, confirmed, cancelled."""

import hashlib
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from centers.actor import acting
from clients.imports.by_hand import KIND
from clients.imports.cells.text import clean, fold
from clients.imports.later import last_entry
from clients.imports.memory import recall, recall_kind, remember
from clients.imports.plan import Wishes, make_plan
from clients.imports.reading import MAX_BYTES, UnreadableFile, read_workbook
from clients.imports.store import store_plan
from clients.imports.summary import summarise
from clients.models import ImportRun

State = ImportRun.State


def start_run(*, center, by, upload):
    """Keeps an uploaded file (refused by size before it is read) and has it checked."""
    if upload.size > MAX_BYTES:
        raise UnreadableFile(_("The file is larger than 25 MB. Split it, one year a file."))
    data = upload.read()
    run = ImportRun(
        center=center,
        country_id=center.country_id,
        created_by=by,
        file_name=PurePath(upload.name.replace("\\", "/")).name[-160:],
        sha256=hashlib.sha256(data).hexdigest(),
    )
    run.file.save("upload", ContentFile(data), save=False)
    run.save()
    return run


def plan_run(run, *, progress=False):
    with run.file.open("rb") as file:
        workbook = read_workbook(file, run.file_name)
    total = sum(len(sheet.rows) for sheet in workbook.sheets)
    ImportRun.objects.filter(pk=run.pk).update(rows_total=total)
    done = {}

    def tell(report):
        done[report.name] = report.rows
        ImportRun.objects.filter(pk=run.pk).update(rows_done=sum(done.values()))

    return make_plan(
        workbook,
        center=run.center,
        user=run.created_by,
        wishes=wishes_of(run),
        progress=tell if progress else None,
        look_for_likely=True,
    )


def wishes_of(run):
    return Wishes(
        columns=run.columns,
        fixes={(kind, name, cell): new for kind, name, cell, new in run.fixes},
        same={tuple(key.rsplit("|", 1)): choice for key, choice in run.same.items()},
        recall=lambda table: recall(run.country_id, table),
        recall_kind=lambda headings: recall_kind(run.country_id, headings),
    )


def check_run(run, progress=False):
    """Plans the file anew with what the user has decided and keeps the outcome with the run."""
    try:
        plan = plan_run(run, progress=progress)
    except UnreadableFile as error:
        return _end(run, State.FAILED, str(error))
    run.result = summarise(plan)
    if not plan.sheets:
        nothing = _("No sheet has the headings of clients, sessions or results.")
        return _end(run, State.FAILED, nothing)
    return _end(run, State.READY, "")


def _end(run, state, message):
    run.state, run.message = state, message[:400]
    run.save(update_fields=["state", "message", "result"])
    return run


@transaction.atomic
def fix_cells(*, run, groups, replacement=None):
    """Notes what the cells of problem groups are to be read as, for all equal rows.

    `replacement` None takes each cell's suggestion; "" leaves the cells empty.
    """
    chosen = {tuple(fix[:3]): fix[3] for fix in run.fixes}
    for group in groups:
        cells = group["suggestions"] if replacement is None else _cells_of(group, replacement)
        for cell, new in cells.items():
            origin = next(
                (key for key, value in chosen.items()
                 if key[:2] == (group["kind"], group["field"]) and _folded(value) == cell),
                (group["kind"], group["field"], cell),
            )  # fmt: skip
            chosen[origin] = new
    run.fixes = [[*key, new] for key, new in chosen.items()]
    run.save(update_fields=["fixes"])


def _folded(text):
    return fold(clean(text))


def _cells_of(group, replacement):
    if group["month_first"]:
        return dict.fromkeys(group["suggestions"], replacement)
    return {_folded(group["value"]): replacement}


def choose_columns(*, run, sheet, columns):
    """The user's columns of a sheet ({field: index or None}), remembered for files of its shape."""
    said = run.columns.get(sheet["sheet"], {}).get(KIND)
    kept = {KIND: sheet["kind"]} if said or sheet.get("by_hand") else {}
    run.columns = {**run.columns, sheet["sheet"]: columns | kept}
    run.save(update_fields=["columns"])
    remember(run.country_id, sheet, columns)


def choose_same(*, run, sheet, row, choice):
    run.same = {**run.same, f"{sheet}|{row}": choice}
    run.save(update_fields=["same"])


def store_run(run, by, progress=False):
    """Plans once more and writes everything in one transaction; on a clash nothing is written."""
    try:
        plan = plan_run(run, progress=progress)
        with transaction.atomic(), acting(by.pk if by else None):
            _store(run, plan)
    except (UnreadableFile, IntegrityError) as error:
        run.refresh_from_db()
        told = _("Somebody changed the same records meanwhile. Nothing was stored; confirm again.")
        _end(run, State.READY, str(error) if isinstance(error, UnreadableFile) else told)
    return run


def _store(run, plan):
    traces = store_plan(plan) | {"last_entry": last_entry()}
    run.state, run.message, run.stored_at = State.STORED, "", timezone.now()
    run.result, run.stored_rows = summarise(plan), traces
    run.save()


@transaction.atomic
def store_and_record(plan, *, file_name):
    """Stores a plan made outside the pages and keeps a run, so that it can be undone as well."""
    center = plan.center
    run = ImportRun(
        center=center,
        country_id=center.country_id,
        created_by=plan.user,
        file_name=file_name[-160:],
    )
    _store(run, plan)
    return run


def cancel_run(*, run):
    """Forgets the file; nothing of it was stored."""
    waiting = ImportRun.objects.filter(pk=run.pk, state__in=[State.READY, State.FAILED])
    if waiting.update(state=State.CANCELLED, result={}, fixes=[], same={}):
        run.file.delete(save=False)
        ImportRun.objects.filter(pk=run.pk).update(file="")


def forget_old_files():
    """Deletes files and details of imports that can no longer be undone; returns how many."""
    runs = list(ImportRun.objects.outdated())
    for run in runs:
        run.file.delete(save=False)
        ImportRun.objects.filter(pk=run.pk).update(file="", result={}, fixes=[], same={})
    return len(runs)
