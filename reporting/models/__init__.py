from reporting.models.closing import PeriodClosing
from reporting.models.edition import Edition, Report, ReportLink, ReportOpening
from reporting.models.facts import ClaimCell, Mark, Posted, ServiceCell
from reporting.models.target import Target, TargetChange

__all__ = [
    "ClaimCell",
    "Edition",
    "Mark",
    "PeriodClosing",
    "Posted",
    "Report",
    "ReportLink",
    "ReportOpening",
    "ServiceCell",
    "Target",
    "TargetChange",
]
