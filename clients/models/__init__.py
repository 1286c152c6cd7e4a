from clients.models.client import Client, ClientKey, Consent, Formalization, Known, Sex
from clients.models.contact import ClientContact, Contact
from clients.models.feed import CalendarFeed
from clients.models.imports import ColumnMemory, ImportRun
from clients.models.matching import DifferentPair, SearchKey
from clients.models.merge import Merge
from clients.models.outcome import Evidence, Outcome
from clients.models.plans import Appointment, Document, FollowUp
from clients.models.session import Session, Topic
from clients.models.situation import Situation
from clients.models.transfer import Transfer

__all__ = [
    "Appointment",
    "CalendarFeed",
    "Client",
    "ClientContact",
    "ClientKey",
    "ColumnMemory",
    "Consent",
    "Contact",
    "DifferentPair",
    "Document",
    "Evidence",
    "FollowUp",
    "Formalization",
    "ImportRun",
    "Known",
    "Merge",
    "Outcome",
    "SearchKey",
    "Session",
    "Sex",
    "Situation",
    "Topic",
    "Transfer",
]
