"""Background jobs of this floor. Each may begin again after its worker was killed."""

from contextlib import contextmanager

from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from centers.models import User
from clients.exports.runs import make_file
from clients.imports.runs import check_run, store_run
from clients.models import Export, ImportRun

AT_ONCE = 200_000  # bytes up to which the page waits; about 3,000 lines
State = ImportRun.State


def begin_check(run):
    """Checks a small import at once and a large one in the background; none that was confirmed."""
    before = [State.CHECKING, State.READY, State.FAILED]
    waiting = ImportRun.objects.filter(pk=run.pk, state__in=before)
    if not waiting.update(state=State.CHECKING, rows_done=0):
        return
    if run.file.size <= AT_ONCE:
        check_run(run)
    else:
        check_import.enqueue(run.pk, translation.get_language())


def begin_confirm(run, by):
    """Has a run stored, once: a second press finds it no longer waiting."""
    waiting = ImportRun.objects.filter(pk=run.pk, state=State.READY)
    if not waiting.update(state=State.STORING, rows_done=0):
        return
    if run.file.size <= AT_ONCE:
        store_run(run, by)
    else:
        store_import.enqueue(run.pk, by.pk, translation.get_language())


@task()
def check_import(run_pk, language):
    with translation.override(language), _told_of_failure(run_pk, State.FAILED):
        check_run(_run(run_pk), True)


@task()
def store_import(run_pk, user_pk, language):
    run = _run(run_pk)
    if run.state == State.STORING:
        with translation.override(language), _told_of_failure(run_pk, State.READY):
            store_run(run, User.objects.get(pk=user_pk), True)


@contextmanager
def _told_of_failure(run_pk, state):
    """A fault of the program does not leave an import waiting for ever: its page says so."""
    try:
        yield
    except Exception:
        told = _("The program failed at this file. Nothing was stored. Tell who looks after it.")
        ImportRun.objects.filter(pk=run_pk).update(state=state, message=told)
        raise


def _run(pk):
    return ImportRun.objects.select_related("center__country", "created_by").get(pk=pk)


@task()
def make_export(export_pk):
    export = Export.objects.select_related("user", "country").get(pk=export_pk)
    if export.state == Export.State.WORKING:
        with translation.override(export.language):
            try:
                make_file(export)
            except Exception:
                Export.objects.filter(pk=export_pk).update(state=Export.State.FAILED)
                raise
