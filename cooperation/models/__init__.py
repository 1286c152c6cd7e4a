from cooperation.models.attachments import Attachment, Link
from cooperation.models.bulletin import Bulletin, BulletinEntry, Delivery, Reading, Subscriber
from cooperation.models.choices import TargetGroup, Theme
from cooperation.models.directory import (
    Accreditation,
    Certificate,
    CountryProfile,
    IntakeRequest,
    Phase,
)
from cooperation.models.exchange import (
    CostShare,
    Exchange,
    Listing,
    Participant,
    Replication,
    Visit,
)
from cooperation.models.item import Item, ItemText, ItemTheme
from cooperation.models.item_change import ItemChange
from cooperation.models.meeting import AgendaPoint, Invitation, Meeting, MeetingDocument
from cooperation.models.resolutions import Commitment, Decision, Declaration, Delegation
from cooperation.models.search import SearchPosting, SearchWord
from cooperation.models.story import StoryApproval, StoryFigure
from cooperation.models.workplan import Activity, Goal, Progress, WorkPlan

__all__ = [
    "Accreditation",
    "Activity",
    "AgendaPoint",
    "Attachment",
    "Bulletin",
    "BulletinEntry",
    "Certificate",
    "Commitment",
    "CostShare",
    "CountryProfile",
    "Decision",
    "Declaration",
    "Delegation",
    "Delivery",
    "Exchange",
    "Goal",
    "IntakeRequest",
    "Invitation",
    "Item",
    "ItemChange",
    "ItemText",
    "ItemTheme",
    "Link",
    "Listing",
    "Meeting",
    "MeetingDocument",
    "Participant",
    "Phase",
    "Progress",
    "Reading",
    "Replication",
    "SearchPosting",
    "SearchWord",
    "StoryApproval",
    "StoryFigure",
    "Subscriber",
    "TargetGroup",
    "Theme",
    "Visit",
    "WorkPlan",
]
