"""Who may do what: permissions and roles as plain data, readable by a director."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    CLIENT_VIEW = "client_view", _("See clients and their records")
    CLIENT_EDIT = "client_edit", _("Record sessions, clients and results")
    CLIENT_IMPORT = "client_import", _("Import workbooks")
    CLIENT_MERGE = "client_merge", _("Merge duplicate clients")
    CLIENT_TRANSFER = "client_transfer", _("Transfer clients to another center or advisor")
    CLIENT_EXPORT = "client_export", _("Export personal data")
    OUTCOME_VERIFY = "outcome_verify", _("Verify or return results")
    QUALITY_VIEW = "quality_view", _("See data quality")
    FIGURES_VIEW = "figures_view", _("See true figures")
    OVERVIEW_VIEW = "overview_view", _("See protected figures")
    REPORT_CREATE = "report_create", _("Create reports")
    TARGET_EDIT = "target_edit", _("Set targets")
    PERIOD_CLOSE = "period_close", _("Close periods and restate")
    RATE_EDIT = "rate_edit", _("Load exchange rates")
    USER_MANAGE = "user_manage", _("Manage people and roles")
    COUNTRY_MANAGE = "country_manage", _("Keep centers, funders and settings of the country")
    CONTENT_EDIT = "content_edit", _("Write practices, stories and meetings")
    CONTENT_PUBLISH = "content_publish", _("Publish for the country")
    NETWORK_MANAGE = "network_manage", _("Manage the network")


class Role(models.TextChoices):
    ADVISOR = "advisor", _("Advisor")
    DIRECTOR = "director", _("Center director")
    COORDINATOR = "coordinator", _("Country coordinator")
    EDITOR = "editor", _("Country editor")
    FUNDER = "funder", _("Funder")
    ADMINISTRATOR = "administrator", _("Network administrator")


P = Permission
ADVISOR = frozenset({P.CLIENT_VIEW, P.CLIENT_EDIT, P.FIGURES_VIEW, P.CONTENT_EDIT})
DIRECTOR = ADVISOR | {
    P.CLIENT_IMPORT,
    P.CLIENT_MERGE,
    P.CLIENT_TRANSFER,
    P.CLIENT_EXPORT,
    P.OUTCOME_VERIFY,
    P.QUALITY_VIEW,
}
COORDINATOR = DIRECTOR | {
    P.REPORT_CREATE,
    P.OVERVIEW_VIEW,
    P.TARGET_EDIT,
    P.PERIOD_CLOSE,
    P.RATE_EDIT,
    P.USER_MANAGE,
    P.COUNTRY_MANAGE,
    P.CONTENT_PUBLISH,
}

GRANTS = {
    Role.ADVISOR: ADVISOR,
    Role.DIRECTOR: DIRECTOR,
    Role.COORDINATOR: COORDINATOR,
    Role.EDITOR: frozenset({P.CONTENT_EDIT, P.CONTENT_PUBLISH}),
    Role.FUNDER: frozenset({P.OVERVIEW_VIEW}),
    Role.ADMINISTRATOR: frozenset(Permission),
}


def roles_granting(permission):
    """The roles whose table row holds `permission`."""
    return [role for role, granted in GRANTS.items() if permission in granted]
