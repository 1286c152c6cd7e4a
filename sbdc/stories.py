"""Hands the stories that cooperation keeps to the reports, which must not know of it."""

import base64
import io

from PIL import Image

from cooperation.actions.stories import published_stories
from cooperation.models import Attachment, Item

PHOTO_SIDE = 480  # pixels: sharp at 30 mm on paper, and light to send


def told(countries, start, end):
    """See reporting/report/stories.py."""
    found = published_stories(countries, start, end).prefetch_related("texts", "attachments")
    return [_frozen(item) for item in found]


def standing(ids):
    """The ids of stories that are public and whose client's consent to publish stands."""
    public = Item.objects.published().filter(uuid__in=ids, client__isnull=False)
    return {str(uuid) for uuid in public.values_list("uuid", flat=True)}


def _frozen(item):
    texts = sorted(item.texts.all(), key=lambda text: text.language != item.language)
    return {
        "id": str(item.uuid),
        "texts": {
            text.language: {
                "title": text.title,
                "summary": text.summary,
                "text": "\n".join(part for part in (text.problem, text.done, text.results) if part),
            }
            for text in texts
        },
        "photo": _photo(item),
    }


def _photo(item):
    """The story's photo, made small, as a data: URL; '' without one or when its file is gone."""
    for one in item.attachments.all():
        if one.role != Attachment.Role.PHOTO:
            continue
        try:
            with one.file.open("rb") as file, Image.open(file) as picture:
                small = picture.convert("RGB")
                small.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
        except OSError:
            continue
        out = io.BytesIO()
        small.save(out, "JPEG", quality=80)
        return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()
    return ""
