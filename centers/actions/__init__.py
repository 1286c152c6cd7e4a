from centers.actions.people import (
    NotYours,
    end_role,
    grant_role,
    grantable_roles,
    invite_person,
    set_active,
)

__all__ = [
    "NotYours",
    "end_role",
    "grant_role",
    "grantable_roles",
    "invite_person",
    "set_active",
]
