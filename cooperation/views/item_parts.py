"""Files and links of an item."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from centers.access import requires
from centers.roles import Permission
from cooperation import desk
from cooperation.actions import files
from cooperation.actions import items as actions
from cooperation.forms.items import AttachmentForm, LinkForm
from cooperation.models import Attachment, Link
from cooperation.views.editorial import changeable_item
from cooperation.views.pages import form_page, step

EDIT = Permission.CONTENT_EDIT


@requires(EDIT)
def attachment_add(request, uuid):
    item = changeable_item(request, uuid)

    def save(form):
        data = form.cleaned_data
        if item.is_story and data["role"] == Attachment.Role.PHOTO:
            actions.forget_approval(item, by=request.user)
        return files.attach(
            item=item,
            upload=data["file"],
            role=data["role"],
            title=data["title"],
            language=data["language"],
            by=request.user,
        )

    return form_page(
        request,
        AttachmentForm(request.POST or None, request.FILES or None),
        save=save,
        title=_("Add a file to “%(item)s”") % {"item": item},
        hint=_("PDF, Word, Excel, PowerPoint or ODT; photos as JPEG, PNG or WebP; up to 10 MB."),
        done=_("The file was added."),
        back=desk.manage_address(item),
    )


@require_POST
@requires(EDIT)
def attachment_delete(request, uuid, attachment_uuid):
    item = changeable_item(request, uuid)
    attachment = get_object_or_404(item.attachments, uuid=attachment_uuid)
    return step(
        request,
        lambda: files.detach(attachment=attachment, by=request.user),
        done=_("The file was removed."),
        back=desk.manage_address(item),
    )


@requires(EDIT)
def link_add(request, uuid):
    item = changeable_item(request, uuid)
    return form_page(
        request,
        LinkForm(request.POST or None, instance=Link(item=item)),
        save=lambda form: actions.add_link(link=form.save(commit=False), by=request.user),
        title=_("Add a link to “%(item)s”") % {"item": item},
        done=_("The link was added."),
        back=desk.manage_address(item),
    )


@require_POST
@requires(EDIT)
def link_delete(request, uuid, link_pk):
    item = changeable_item(request, uuid)
    link = get_object_or_404(item.links, pk=link_pk)
    return step(
        request,
        lambda: actions.remove_link(link=link, by=request.user),
        done=_("The link was removed."),
        back=desk.manage_address(item),
    )
