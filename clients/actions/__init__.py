from clients.actions.appointments import (
    book_appointment,
    cancel_appointment,
    hold_appointment,
    move_appointment,
    overlapping,
)
from clients.actions.clients import (
    add_contact,
    change_client,
    refresh_client,
    register_client,
    save_contact,
)
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
from clients.actions.money import freeze
from clients.actions.outcomes import (
    NotAllowed,
    attach_evidence,
    declare_outcome,
    return_outcome,
    verify_outcome,
)
from clients.actions.periods import PeriodClosed, check_open
from clients.actions.sessions import (
    change_session,
    delete_session,
    record_session,
    restore_session,
)
from clients.actions.situations import changes_since, declare_changes, record_situation
from clients.actions.transfers import transfer_client, transfer_clients

__all__ = [
    "LinkEnded",
    "NotAllowed",
    "PeriodClosed",
    "add_contact",
    "attach_evidence",
    "book_appointment",
    "cancel_appointment",
    "change_client",
    "change_session",
    "changes_since",
    "check_open",
    "close_followup",
    "declare_changes",
    "declare_outcome",
    "delete_session",
    "finish_followup",
    "followup_of",
    "freeze",
    "hold_appointment",
    "mark_sent",
    "move_appointment",
    "overlapping",
    "plan_followups",
    "record_session",
    "record_situation",
    "refresh_client",
    "register_client",
    "restore_session",
    "return_outcome",
    "save_answer",
    "save_contact",
    "token_for",
    "transfer_client",
    "transfer_clients",
    "verify_outcome",
]
