"""Files of a client, served only through the scope."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centers.access import requires
from centers.roles import Permission
from clients import actions, files
from clients.forms.document import DocumentForm
from clients.forms.plans import ReasonForm
from clients.models import Client, Document


@requires(Permission.CLIENT_EDIT)
def document_add(request, client_pk):
    editable = Client.objects.for_user(request.user, Permission.CLIENT_EDIT)
    client = get_object_or_404(editable.select_related("center", "country"), pk=client_pk)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        form.add(client=client, by=request.user)
        messages.success(request, _("Document added."))
        return redirect(client)
    return render(request, "clients/document_add.html", {"form": form, "client": client})


@require_safe
@requires(Permission.CLIENT_VIEW)
def document_file(request, uuid):
    document = get_object_or_404(Document.objects.for_user(request.user), uuid=uuid)
    return files.serve(document.file, document.content_type)


@requires(Permission.CLIENT_EDIT)
def document_delete(request, uuid):
    editable = Document.objects.for_user(request.user, Permission.CLIENT_EDIT)
    document = get_object_or_404(editable.select_related("client"), uuid=uuid)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.delete_document(document=document, by=request.user, reason=reason)
        messages.success(request, _("The document was put aside."))
        return redirect(document.client)
    return render(request, "clients/document_delete.html", {"form": form, "document": document})
