"""What the audit trail watches here: the people, and the work that figures are counted from.

Values are kept of what is counted. Of names, numbers, notes and the like only that they changed, so
that a person who asks to be erased is not found in the trail.
"""

from centers.audit.watched import of_parent, watch
from clients.models import (
    Client,
    ClientContact,
    Consent,
    Contact,
    Evidence,
    Outcome,
    Restatement,
    Session,
    Situation,
    Training,
)

COUNTED = ("center", "country", "client", "deleted_at")


def watch_all():
    watch(
        Client,
        values=("center", "country", "stage", "sector", "size", "rural", "advisor", "started_on",
                "registered_on", "declared_women_share", "women_owned", "women_led", "merged_into",
                "deleted_at"),
        silent=("folded_name", "search_text", "phone_key", "first_session_on", "updated_at"),
    )  # fmt: skip
    watch(
        Contact,
        values=("country", "erased_at"),
        silent=("folded_name", "phone_key", "document_key"),
    )
    by_client = of_parent(Client, "client_id")
    watch(
        ClientContact,
        values=("client", "contact", "role", "share", "starts_on", "ends_on"),
        place=by_client,
    )
    watch(
        Consent,
        values=("client", "kind", "given_on", "withdrawn_on", "text_version", "method"),
        place=by_client,
    )
    watch(
        Session,
        values=(*COUNTED, "advisor", "held_on", "contact_minutes", "prep_minutes", "travel_minutes",
                "mode", "topic", "funder", "people_present", "reportable", "late"),
        silent=("updated_at", "revision", "payload_hash"),
    )  # fmt: skip
    watch(
        Situation,
        values=(*COUNTED, "as_of", "wave", "currency", "sales_national", "sales_export",
                "women_full_time", "women_part_time", "men_full_time", "men_part_time",
                "formal_jobs"),
    )  # fmt: skip
    watch(
        Outcome,
        values=(*COUNTED, "kind", "occurred_on", "quantity", "women", "full_time", "part_time",
                "amount", "currency", "rate", "amount_usd", "state", "reportable", "late",
                "attribution", "funder", "verified_by", "verified_at", "returned_reason", "said"),
        silent=("updated_at", "in_doubt"),
    )  # fmt: skip
    watch(Evidence, values=("outcome", "kind", "sha256", "covers_from", "covers_until"),
          place=of_parent(Outcome, "outcome_id"))  # fmt: skip
    watch(
        Training,
        values=("center", "country", "deleted_at", "held_on", "minutes", "topic", "mode", "funder"),
        silent=("updated_at",),
    )
    watch(Restatement, values=("record", "day", "applied_at"))
