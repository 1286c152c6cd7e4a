"""The pages after the first: what each of them shows, from frozen data."""

from reporting.report.sections.account import annex, method
from reporting.report.sections.activity import followup, services, stories
from reporting.report.sections.gender import women
from reporting.report.sections.goals import targets
from reporting.report.sections.results import centers

__all__ = ["annex", "centers", "followup", "method", "services", "stories", "targets", "women"]
