"""Stories of clients that asked to be erased: off the site, and their words with them."""

from django.db import transaction
from django.utils.translation import gettext as _

from cooperation.actions import files
from cooperation.actions.stories import withdraw_consent
from cooperation.indexing import index_item
from cooperation.models import Item, ItemChange, ItemText, StoryApproval


def forget_erased_clients():
    """Empties the stories of erased clients; returns how many. A second call finds none."""
    stories = Item.objects.exclude(client__erased_at=None)
    told = list(stories.exclude(texts__summary="").distinct())
    for item in told:
        _forget(item)
    return len(told)


@transaction.atomic
def _forget(item):
    """That there was a story stays, with its days and states; no word, name or file of it does."""
    withdraw_consent(client=item.client)
    for row in item.attachments.all():
        files.detach(attachment=row, by=None)
    nothing = dict.fromkeys(ItemText.FIELDS, "") | {"title": _("Erased")}
    ItemText.objects.filter(item=item).update(**nothing)
    ItemChange.objects.filter(item=item).update(note="", snapshot={})
    StoryApproval.objects.filter(item=item).update(signed_name="", note="", shown={})
    # The address was made of the title.
    Item.objects.filter(pk=item.pk).update(slug=item.uuid.hex)
    index_item(Item.objects.get(pk=item.pk))
