"""Files that people attach: their true kind is read from the bytes, not from the name."""

import hashlib
import io

import filetype
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from cooperation.actions.items import NotAllowed, keep
from cooperation.models import Attachment, MeetingDocument

LARGEST = 10 * 1024 * 1024
PHOTO_SIDE = 1600
DOCUMENTS = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
}
PHOTOS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


def read_file(upload, allowed):
    """(bytes, content type) of an upload; raises ValidationError with what to do instead."""
    if upload.size > LARGEST:
        raise ValidationError(_("The file is larger than 10 MB. Reduce it or give a link."))
    content = upload.read()
    kind = filetype.guess_mime(content)
    if kind not in allowed:
        names = ", ".join(sorted(set(allowed.values())))
        raise ValidationError(_("Only these kinds of file: %(names)s.") % {"names": names})
    return content, kind


def clean_photo(content):
    """The picture as JPEG at most 1600 px wide, turned upright, without place or camera data."""
    try:
        picture = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
        picture.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
        out = io.BytesIO()
        picture.convert("RGB").save(out, "JPEG", quality=82, optimize=True)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise ValidationError(_("The photo cannot be opened. Save it as JPEG or PNG.")) from error
    return out.getvalue()


@transaction.atomic
def attach(*, item, upload, role, title, by, language=""):
    """Adds a document or a photo to an item."""
    content, kind = read_file(upload, PHOTOS if role == Attachment.Role.PHOTO else DOCUMENTS)
    if role == Attachment.Role.PHOTO:
        content, kind = clean_photo(content), "image/jpeg"
    row = Attachment(
        item=item,
        role=role,
        title=title,
        language=language,
        content_type=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    ending = (PHOTOS | DOCUMENTS)[kind]
    row.file.save(f"{row.uuid.hex}.{ending}", ContentFile(content), save=False)
    row.save()
    keep(item, by, "files", from_state=item.state, note=f"+ {title}")
    return row


@transaction.atomic
def detach(*, attachment, by):
    """Removes an attachment, and its file once that is certain."""
    file, storage, item = attachment.file.name, attachment.file.storage, attachment.item
    attachment.delete()
    keep(item, by, "files", from_state=item.state, note=f"− {attachment.title}")  # noqa: RUF001
    transaction.on_commit(lambda: storage.delete(file))


@transaction.atomic
def add_document(*, meeting, upload, title, language=""):
    """Adds a paper to a meeting."""
    content, kind = read_file(upload, DOCUMENTS)
    row = MeetingDocument(
        meeting=meeting, title=title, language=language, content_type=kind, size=len(content)
    )
    row.file.save(f"{row.uuid.hex}.{DOCUMENTS[kind]}", ContentFile(content), save=False)
    row.save()
    return row


@transaction.atomic
def remove_document(*, document, by):
    """Takes a paper from its meeting. That it was there stays, and for a time its file too."""
    if document.removed_at is None:
        document.removed_at, document.removed_by = timezone.now(), by
        document.save(update_fields=["removed_at", "removed_by"])


@transaction.atomic
def restore_document(*, document):
    """Puts a removed paper back while its file is still there."""
    document = MeetingDocument.objects.select_for_update().get(pk=document.pk)
    if not document.file:
        raise NotAllowed(_("The file of this document was deleted. Add it again."))
    document.removed_at = document.removed_by = None
    document.save(update_fields=["removed_at", "removed_by"])


def forget_removed_documents(now=None):
    """Deletes the files of papers removed long ago; returns how many. Their rows stay."""
    old = list(MeetingDocument.objects.to_forget(now or timezone.now()))
    for document in old:
        document.file.delete()
    return len(old)
