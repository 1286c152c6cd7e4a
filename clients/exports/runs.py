"""Making an export: counted against the day's limit, logged, written, kept for a week."""

import tempfile
import zipfile
from datetime import timedelta

from django.core.files import File
from django.utils import timezone
from django.utils.translation import gettext as _

from centers.roles import Role
from clients.exports import panel
from clients.exports.country import OF_A_COUNTRY, rows_of
from clients.exports.tables import TABLES
from clients.exports.writers import csv_lines, documentation, write_xlsx
from clients.models import Export

KEPT = timedelta(days=7)
A_DAY = {Role.DIRECTOR: 15, Role.COORDINATOR: 40, Role.ADMINISTRATOR: 40}
# Tables of figures, about nobody in particular.
FIGURES_A_DAY = {
    Role.ADVISOR: 40,
    Role.EDITOR: 40,
    Role.FUNDER: 40,
    Role.DIRECTOR: 80,
    Role.COORDINATOR: 200,
    Role.ADMINISTRATOR: 200,
}
What, State = Export.What, Export.State


class TooMany(Exception):
    """The day's limit is reached; str() is the sentence for the reader."""


def limit_of(user, limits=A_DAY):
    """How many exports the person may make a day: the highest of their roles."""
    return max((limits.get(one.role, 0) for one in user.current_memberships), default=0)


def request_export(*, user, what, kind, reason, country=None, query="", language="es"):
    """Logs an export before anything of it is written. Raises TooMany."""
    _check_limit(user, limit_of(user))
    export = Export(user=user, what=what, kind=kind, reason=reason, country=country, query=query)
    export.language = language
    if what in TABLES:
        export.rows = TABLES[what].count(user, query)
    elif what == What.COUNTRY:
        tables = OF_A_COUNTRY.values()
        export.rows = sum(rows_of(table, user, country.pk).count() for table in tables)
    export.save()
    return export


def log_figures(*, user, address, kind):
    """Logs a table of figures, which holds nobody's data and asks for no reason. Raises TooMany."""
    _check_limit(user, limit_of(user, FIGURES_A_DAY), figures=True)
    return Export.objects.create(user=user, what=What.FIGURES, kind=kind, query=address)


def _check_limit(user, limit, *, figures=False):
    since = timezone.now() - timedelta(days=1)
    if Export.objects.of_today(user, since, figures=figures).count() >= limit:
        raise TooMany(
            _("You have reached the %(limit)s exports of a day. Ask a colleague or wait.")
            % {"limit": limit}
        )


def table_rows(export):
    """(columns, rows one after the other) of an export of one table."""
    table = TABLES[export.what]
    return table.columns, table.stream(export.user, export.query)


def finish(export, rows):
    export.state, export.rows, export.done_at = State.READY, rows, timezone.now()
    export.save(update_fields=["state", "rows", "done_at"])


def make_file(export):
    """Writes the file of an export in the background, with progress."""

    def tell(number):
        Export.objects.filter(pk=export.pk).update(rows_done=number)

    with tempfile.TemporaryFile() as target:
        if export.what == What.COUNTRY:
            rows = _write_country(export, target, tell)
        elif export.what == What.PANEL:
            rows = _write_panel(export, target)
        else:
            rows = _write_table(export, target, tell)
        target.seek(0)
        export.file.save("file", File(target), save=False)
    export.save(update_fields=["file"])
    finish(export, rows)


def _counted(rows, count, tell=None):
    for row in rows:
        count[0] += 1
        if tell and not count[0] % 1000:
            tell(count[0])
        yield row


def _write_table(export, target, tell):
    columns, rows = table_rows(export)
    count = [0]
    if export.kind == "xlsx":
        write_xlsx(target, columns, _counted(rows, count), tell)
    else:
        for line in csv_lines(columns, _counted(rows, count), tell):
            target.write(line.encode())
    return count[0]


def _write_country(export, target, tell):
    """All tables of a country as csv, and a file that documents every column."""
    count = [0]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in OF_A_COUNTRY.items():
            rows = rows_of(table, export.user, export.country_id).iterator(chunk_size=2000)
            with archive.open(f"{name}.csv", "w") as part:
                for line in csv_lines(table.columns, _counted(rows, count, tell)):
                    part.write(line.encode())
        documented = [(name, table.columns) for name, table in OF_A_COUNTRY.items()]
        archive.writestr("columns.csv", documentation(documented))
    return count[0]


def _write_panel(export, target):
    lines = panel.panel_rows(export.user, export.country)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("panel.csv", "w") as part:
            for line in csv_lines(panel.COLUMNS, lines):
                part.write(line.encode())
        archive.writestr("columns.csv", documentation([("panel", panel.COLUMNS)]))
    return len(lines)


def forget_old_files():
    """Deletes the files of exports older than a week; the log stays. Returns how many."""
    old = list(Export.objects.filter(created_at__lt=timezone.now() - KEPT).exclude(file=""))
    for export in old:
        export.file.delete(save=False)
        Export.objects.filter(pk=export.pk).update(file="", state=State.EXPIRED)
    return len(old)
