"""Why a step is refused, in a sentence for the reader."""

from django.utils.translation import gettext as _


class NotAllowed(Exception):
    """The step is not possible for this record; `str()` is the sentence for the reader."""


def check_not_erased(client):
    """Raises NotAllowed where the client was erased at its own wish."""
    if client.erased_at:
        raise NotAllowed(
            _("The client asked to have their data erased. What was counted stays as it is.")
        )
