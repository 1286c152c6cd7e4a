"""What the views share: a page with one form, a step taken by a button, a file sent out."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import translation

from cooperation.actions.items import NotAllowed

CODES = [code for code, _name in settings.LANGUAGES]


def form_page(request, form, *, save, title, done, back, hint="", submit=None, remove=""):
    """Shows `form`; when it is filled in well, runs `save(form)` and goes `back`.

    `back` is an address, or a function of what `save` returned. A step that is refused shows its
    sentence above the form and keeps the input. `remove` is the address that takes the row out.
    """
    if request.method == "POST" and form.is_valid():
        try:
            result = save(form)
        except (NotAllowed, ValidationError) as refused:
            form.add_error(None, getattr(refused, "messages", None) or str(refused))
        else:
            messages.success(request, done)
            return redirect(back(result) if callable(back) else back)
    context = {
        "form": form,
        "title": title,
        "hint": hint,
        "submit": submit,
        "remove": remove,
        "cancel": None if callable(back) else back,
    }
    return render(request, "cooperation/form.html", context)


def step(request, action, *, done, back):
    """Runs `action()`, says how it went and goes `back`."""
    try:
        action()
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(back)


def in_language(view):
    """The page in the language of its address, whatever the reader's own; unknown ones are 404."""

    @wraps(view)
    def inner(request, *args, language, **kwargs):
        if language not in CODES:
            raise Http404
        with translation.override(language):
            request.LANGUAGE_CODE = language
            return view(request, *args, language=language, **kwargs)

    return inner


def send_file(row, *, inline=False):
    """A stored file with the type that was read from its bytes."""
    name = f"{row.uuid}.{row.file.name.rpartition('.')[2]}"
    response = FileResponse(
        row.file.open("rb"),
        as_attachment=not inline,
        filename=name,
        content_type=row.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
