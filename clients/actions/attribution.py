"""What happens when a client says whether the center helped."""

from django.db import transaction
from django.utils import timezone

from clients.actions.refusals import check_not_erased
from clients.models import Outcome
from clients.signals import announce


@transaction.atomic
def answer_attribution(*, outcome, answer, answered_by, question):
    """Keeps the client's answer with the claim: who said so, when, and the text shown."""
    outcome = Outcome.objects.select_for_update().get(pk=outcome.pk)
    check_not_erased(outcome.client)
    outcome.attribution = answer
    outcome.attribution_by = answered_by[:120]
    outcome.attribution_at = timezone.now()
    outcome.attribution_text = question
    outcome.save(
        update_fields=[
            "attribution",
            "attribution_by",
            "attribution_at",
            "attribution_text",
            "updated_at",
        ]
    )
    announce(outcome.client_id)
    return outcome
