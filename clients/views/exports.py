"""Lists as files: asked with a reason, small ones at once, large ones in the background."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centers.access import requires
from centers.roles import Permission
from clients import tasks
from clients.exports import runs
from clients.exports.figures import file_answer
from clients.exports.tables import TABLES
from clients.forms.exports import ExportForm, choices_for, may_export
from clients.models import Export

EXPORT = Permission.CLIENT_EXPORT
AT_ONCE = 5_000  # rows up to which the answer is the file itself


@require_safe
@requires(EXPORT)
def export_list(request):
    mine = Export.objects.for_user(request.user).select_related("country")
    page = Paginator(mine, per_page=20).get_page(request.GET.get("page"))
    context = {"page": page, "choices": choices_for(request.user)}
    return render(request, "clients/export_list.html", context)


@requires(EXPORT)
def export_add(request, what):
    if not may_export(request.user, what):
        raise Http404(_("There is no such export."))
    query = request.GET.urlencode()
    form = ExportForm(request.POST or None, what=what, user=request.user, query=query)
    if form.is_valid():
        try:
            return _answer(form.request())
        except runs.TooMany as refusal:
            form.add_error(None, str(refusal))
    count = TABLES[what].count(request.user, query) if what in TABLES else None
    context = {"form": form, "label": Export.What(what).label, "count": count, "what": what}
    return render(request, "clients/export_add.html", context)


def _answer(export):
    if export.what not in TABLES or export.rows > AT_ONCE:
        tasks.make_export.enqueue(export.pk)
        return redirect(export)
    columns, rows = runs.table_rows(export)
    runs.finish(export, export.rows)
    return file_answer(name=export.what, kind=export.kind, columns=columns, rows=rows)


@require_safe
@requires(EXPORT)
def export_detail(request, uuid):
    export = get_object_or_404(Export.objects.for_user(request.user), uuid=uuid)
    return render(request, "clients/export_detail.html", {"export": export})


@require_safe
@requires(EXPORT)
def export_file(request, uuid):
    export = get_object_or_404(Export.objects.for_user(request.user), uuid=uuid)
    if not export.file:
        messages.info(request, _("There is no file of this export now."))
        return redirect(export)
    name = f"{export.what}.{export.kind}"
    return FileResponse(export.file.open("rb"), as_attachment=True, filename=name)
