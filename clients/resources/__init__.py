"""What a spreadsheet of ours holds, column by column: made for a user and a right."""

from clients.resources.clients import ClientResource
from clients.resources.outcomes import OutcomeResource
from clients.resources.sessions import SessionResource
from clients.resources.situations import SituationResource

__all__ = ["ClientResource", "OutcomeResource", "SessionResource", "SituationResource"]
