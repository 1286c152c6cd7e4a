"""Tables of figures as files, straight from their page (`?as=xlsx`, `?as=csv`), logged, limited."""

import tempfile
from functools import wraps

from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import render

from clients.exports import runs
from clients.exports.writers import CSV_TYPE, XLSX_TYPE, csv_lines, write_xlsx

KINDS = ("xlsx", "csv")


def is_asked(request):
    return request.GET.get("as") in KINDS


def figures_file(request, *, name, columns, rows):
    """The answer to a page asked for as a file: its table `rows`, each read by `columns`.

    Where the day's limit is reached, a page says so.
    """
    kind, rows = request.GET["as"], list(rows)
    if refusal := log_or_refuse(request, kind, len(rows)):
        return refusal
    return file_answer(name=name, kind=kind, columns=columns, rows=rows)


def logs_figures(view):
    """For a page that answers with a table of figures by itself: its attachments are logged.

    The answer's `rows` says how many rows the table has.
    """

    @wraps(view)
    def logged(request, *args, **kwargs):
        answer = view(request, *args, **kwargs)
        attached = answer.get("Content-Disposition", "").startswith("attachment")
        if not attached:
            return answer
        kind = request.GET.get("as") if is_asked(request) else "csv"
        return log_or_refuse(request, kind, getattr(answer, "rows", 0)) or answer

    return logged


def log_or_refuse(request, kind, rows):
    """Puts a table of so many rows in the log; None, or the page that says the limit is reached."""
    try:
        export = runs.log_figures(user=request.user, address=request.get_full_path(), kind=kind)
    except runs.TooMany as refusal:
        return render(request, "clients/export_limit.html", {"sentence": refusal}, status=429)
    runs.finish(export, rows)
    return None


def file_answer(*, name, kind, columns, rows):
    """Rows as a streamed csv, or as a workbook written in constant memory."""
    if kind == "csv":
        response = StreamingHttpResponse(csv_lines(columns, rows), content_type=CSV_TYPE)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    target = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    write_xlsx(target, columns, rows)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)
