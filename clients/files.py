"""Files people attach: what is accepted, checked by content, and how they are served."""

import io
from pathlib import PurePath

import filetype
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MEGABYTE = 1024 * 1024
MOST = 10 * MEGABYTE
PHOTO_MOST = 200 * 1024
# Pixels a side and JPEG quality, tried in this order until the photo has at most 200 KB.
PHOTO_STEPS = [(1600, 80), (1600, 65), (1600, 50), (1280, 55), (1024, 50), (800, 45)]
PHOTOS = {"image/jpeg", "image/png", "image/webp"}
PAPERS = {
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
}
ACCEPTED = PHOTOS | PAPERS


class EvidenceField(forms.FileField):
    """A PDF, photo or spreadsheet of at most 10 MB; its type is read from the content.

    Photos come back smaller and without the place and device they were taken with.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "help_text",
            _("PDF, photo (JPEG, PNG, WebP), Excel, Word or OpenDocument; up to 10 MB."),
        )
        kwargs.setdefault(
            "widget",
            forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp,.xlsx,.docx,.ods,.odt"}),
        )
        super().__init__(max_length=120, allow_empty_file=False, **kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > MOST:
            raise forms.ValidationError(
                _("The file has %(size)s MB. Up to 10 MB are accepted; take a smaller photo.")
                % {"size": round(file.size / MEGABYTE, 1)}
            )
        content = file.read()
        kind = filetype.guess(content)
        if kind is None or kind.mime not in ACCEPTED:
            raise forms.ValidationError(
                _("This kind of file is not accepted. Send a PDF, a photo or a spreadsheet.")
            )
        if kind.mime in PHOTOS:
            content, mime, ending = shrink(content), "image/jpeg", "jpg"
        else:
            mime, ending = kind.mime, kind.extension
        stem = get_valid_filename(PurePath(file.name).stem)[:80] or "file"
        return SimpleUploadedFile(f"{stem}.{ending}", content, content_type=mime)


def shrink(content):
    """The photo upright, at most 1600 pixels a side and about 200 KB, as JPEG without metadata."""
    try:
        photo = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")
        for side, quality in PHOTO_STEPS:
            photo.thumbnail((side, side))
            out = io.BytesIO()
            photo.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= PHOTO_MOST:
                break
    except (OSError, ValueError, Image.DecompressionBombError) as fault:
        raise forms.ValidationError(
            _("This photo cannot be read. Take it again or send a PDF.")
        ) from fault
    return out.getvalue()


def serve(file, content_type):
    """The stored file as a download that no browser runs or keeps."""
    shown = content_type in PHOTOS or content_type == "application/pdf"
    answer = FileResponse(file.open("rb"), as_attachment=not shown, content_type=content_type)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    if content_type == "application/pdf":
        # Browsers' readers of PDFs do not work in a sandbox; our own pages may frame them.
        answer.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    else:
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
