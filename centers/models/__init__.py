from centers.models.api import ApiToken, IdempotentRequest, Scope
from centers.models.audit import AuditEntry, AuditSeal
from centers.models.money import ExchangeRate
from centers.models.network import Center, Country, current, whole_countries
from centers.models.nightly import NightlyRun
from centers.models.owned import CenterOwned, CenterOwnedQuerySet
from centers.models.partners import Contract, Funder, Operator
from centers.models.people import Membership, User

__all__ = [
    "ApiToken",
    "AuditEntry",
    "AuditSeal",
    "Center",
    "CenterOwned",
    "CenterOwnedQuerySet",
    "Contract",
    "Country",
    "ExchangeRate",
    "Funder",
    "IdempotentRequest",
    "Membership",
    "NightlyRun",
    "Operator",
    "Scope",
    "User",
    "current",
    "whole_countries",
]
