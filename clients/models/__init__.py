from clients.models.client import Client, ClientKey, Formalization, Known, Sex, counts
from clients.models.consent import Consent, ConsentText
from clients.models.contact import ClientContact, Contact
from clients.models.evidence import Evidence
from clients.models.exports import Export
from clients.models.feed import CalendarFeed
from clients.models.field import FieldDevice, SessionFlag
from clients.models.imports import ColumnMemory, ImportRun
from clients.models.matching import DifferentPair, SearchKey
from clients.models.merge import Merge
from clients.models.outcome import Outcome
from clients.models.plans import Appointment, Document, FollowUp
from clients.models.quality import QualityCount
from clients.models.recheck import RecheckItem, RecheckSample
from clients.models.restatement import Restatement
from clients.models.session import Session, Topic
from clients.models.situation import Situation
from clients.models.thresholds import OwnershipThreshold
from clients.models.training import Attendance, Training
from clients.models.transfer import Transfer

__all__ = [
    "Appointment",
    "Attendance",
    "CalendarFeed",
    "Client",
    "ClientContact",
    "ClientKey",
    "ColumnMemory",
    "Consent",
    "ConsentText",
    "Contact",
    "DifferentPair",
    "Document",
    "Evidence",
    "Export",
    "FieldDevice",
    "FollowUp",
    "Formalization",
    "ImportRun",
    "Known",
    "Merge",
    "Outcome",
    "OwnershipThreshold",
    "QualityCount",
    "RecheckItem",
    "RecheckSample",
    "Restatement",
    "SearchKey",
    "Session",
    "SessionFlag",
    "Sex",
    "Situation",
    "Topic",
    "Training",
    "Transfer",
    "counts",
]
