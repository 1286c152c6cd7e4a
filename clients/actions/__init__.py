from clients.actions.appointments import (
    book_appointment,
    cancel_appointment,
    hold_appointment,
    move_appointment,
    overlapping,
)
from clients.actions.attribution import answer_attribution
from clients.actions.changes import recompute_changes, situations_say
from clients.actions.clients import (
    add_contact,
    change_client,
    refresh_client,
    register_client,
    save_contact,
)
from clients.actions.consent_texts import write_consent_text
from clients.actions.contacts import change_contact, link_contact
from clients.actions.differences import changes_since, is_computed
from clients.actions.documents import add_document, delete_document
from clients.actions.doubts import keep_figures, take_situations_figures
from clients.actions.erasure import erase_client
from clients.actions.field import put_session, settle_flags, settle_repeated
from clients.actions.followups import (
    LinkEnded,
    close_followup,
    finish_followup,
    followup_of,
    mark_sent,
    plan_followups,
    save_answer,
    token_for,
)
from clients.actions.merge import can_be_undone, differing_fields, merge_clients, undo_merge
from clients.actions.money import freeze
from clients.actions.outcomes import (
    NotAllowed,
    attach_evidence,
    change_outcome,
    declare_outcome,
    delete_outcome,
    restore_outcome,
    return_outcome,
    verify_outcome,
)
from clients.actions.people import (
    record_consent,
    set_formalizations,
    set_person,
    withdraw_consent,
)
from clients.actions.periods import PeriodClosed, check_open, is_closed, lock_centers
from clients.actions.rates import load_rates, missing_rates, without_rate
from clients.actions.rechecks import draw_sample, failure_rate, note_finding
from clients.actions.refusals import check_not_erased
from clients.actions.restatements import restate, take_away
from clients.actions.sessions import (
    change_session,
    delete_session,
    record_session,
    restore_session,
)
from clients.actions.situations import (
    change_situation,
    claims_to,
    declare_changes,
    delete_situation,
    record_situation,
)
from clients.actions.trainings import (
    change_training,
    delete_training,
    record_training,
    restore_training,
    save_attendance,
)
from clients.actions.transfers import transfer_client, transfer_clients

__all__ = [
    "LinkEnded",
    "NotAllowed",
    "PeriodClosed",
    "add_contact",
    "add_document",
    "answer_attribution",
    "attach_evidence",
    "book_appointment",
    "can_be_undone",
    "cancel_appointment",
    "change_client",
    "change_contact",
    "change_outcome",
    "change_session",
    "change_situation",
    "change_training",
    "changes_since",
    "check_not_erased",
    "check_open",
    "claims_to",
    "close_followup",
    "declare_changes",
    "declare_outcome",
    "delete_document",
    "delete_outcome",
    "delete_session",
    "delete_situation",
    "delete_training",
    "differing_fields",
    "draw_sample",
    "failure_rate",
    "erase_client",
    "finish_followup",
    "followup_of",
    "freeze",
    "hold_appointment",
    "is_closed",
    "is_computed",
    "keep_figures",
    "link_contact",
    "load_rates",
    "lock_centers",
    "mark_sent",
    "merge_clients",
    "missing_rates",
    "move_appointment",
    "note_finding",
    "overlapping",
    "plan_followups",
    "put_session",
    "record_consent",
    "record_session",
    "recompute_changes",
    "record_situation",
    "record_training",
    "refresh_client",
    "register_client",
    "restate",
    "restore_outcome",
    "restore_session",
    "restore_training",
    "return_outcome",
    "save_answer",
    "save_attendance",
    "save_contact",
    "set_formalizations",
    "set_person",
    "settle_flags",
    "settle_repeated",
    "situations_say",
    "take_away",
    "take_situations_figures",
    "token_for",
    "transfer_client",
    "transfer_clients",
    "undo_merge",
    "verify_outcome",
    "withdraw_consent",
    "without_rate",
    "write_consent_text",
]
