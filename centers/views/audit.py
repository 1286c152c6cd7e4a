"""The history of changes: for coordinators of their country, for administrators of all."""

import csv

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from centers.access import requires
from centers.audit.reading import told
from centers.forms.audit import AuditFilter
from centers.models import AuditEntry
from centers.roles import Permission

MANAGE = Permission.USER_MANAGE
HEADINGS = (
    "entry", "at", "actor", "who", "record", "number", "action", "center", "country", "changes",
)  # fmt: skip


class NoCount(Paginator):
    """A trail of millions of rows is paged by whether there is a further one."""

    @property
    def count(self):
        return self.object_list.order_by()[:10_000].count()


def _chosen(request):
    form = AuditFilter(request.GET or None, user=request.user)
    return form, form.apply(AuditEntry.objects.for_user(request.user, MANAGE))


@require_safe
@requires(MANAGE)
def audit_list(request):
    form, entries = _chosen(request)
    page = NoCount(entries, 50).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "rows": told(list(page))}
    return render(request, "centers/audit_list.html", context)


@require_safe
@requires(MANAGE)
def audit_export(request):
    """The same entries as a csv file, oldest first."""
    _form, entries = _chosen(request)
    lines = _lines(entries.order_by("pk"))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="history.csv"'
    return response


class _Echo:
    def write(self, line):
        return line


def _lines(entries):
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(HEADINGS)
    batch = []
    for entry in entries.iterator(chunk_size=1000):
        batch.append(entry)
        if len(batch) == 1000:
            yield "".join(writer.writerow(_row(one)) for one in told(batch))
            batch = []
    yield "".join(writer.writerow(_row(one)) for one in told(batch))


def _row(one):
    entry = one.entry
    return (
        entry.pk, entry.at.isoformat(), entry.actor or "", one.who, entry.record, entry.number,
        entry.action, entry.center or "", entry.country or "", entry.changes or "",
    )  # fmt: skip
