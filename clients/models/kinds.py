"""Kinds within a kind of result, and the signs of being in business."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CapitalKind(models.TextChoices):
    """Where money came from (the kinds that measure CAP-01 names)."""

    BANK_LOAN = "bank_loan", _("Bank loan")
    MICRO_LOAN = "micro_loan", _("Micro-loan")
    GUARANTEE = "guarantee", _("Guarantee")
    GRANT = "grant", _("Grant")
    SEED = "seed", _("Seed capital")
    EQUITY = "equity", _("Equity from investors")
    OWN = "own", _("Own money")


class InnovationKind(models.TextChoices):
    PRODUCT = "product", _("New product or service")
    CERTIFICATION = "certification", _("Certification")
    PROPERTY = "property", _("Intellectual property")
    DIGITAL_SALES = "digital_sales", _("Digital sales channel")


class StartTest(models.TextChoices):
    """The four signs of being in business; one is enough (see rules.in_business)."""

    SALE = "sale", _("It has made a sale")
    WORKER = "worker", _("It has somebody working for it")
    FINANCING = "financing", _("It has obtained financing")
    OPERATING_COST = "operating_cost", _("It pays operating costs")
