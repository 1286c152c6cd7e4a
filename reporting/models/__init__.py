from reporting.models.edition import Edition, Report, ReportLink, ReportOpening
from reporting.models.target import Target, TargetChange

__all__ = [
    "Edition",
    "Report",
    "ReportLink",
    "ReportOpening",
    "Target",
    "TargetChange",
]
