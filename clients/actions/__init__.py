from clients.actions.clients import (
    add_contact,
    change_client,
    refresh_client,
    register_client,
    save_contact,
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

__all__ = [
    "NotAllowed",
    "PeriodClosed",
    "add_contact",
    "attach_evidence",
    "change_client",
    "change_session",
    "check_open",
    "declare_outcome",
    "delete_session",
    "freeze",
    "record_session",
    "refresh_client",
    "register_client",
    "restore_session",
    "return_outcome",
    "save_contact",
    "verify_outcome",
]
