"""Lists that several parts share."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LANGUAGE_CHOICES = settings.LANGUAGES


class Theme(models.TextChoices):
    FINANCE = "finance", _("Access to finance")
    INNOVATION = "innovation", _("Innovation and technology")
    DIGITAL = "digital", _("Digital transformation")
    EXPORT = "export", _("Internationalization")
    FORMALIZATION = "formalization", _("Formalization and simpler procedures")
    WOMEN = "women", _("Women's entrepreneurship")
    YOUTH = "youth", _("Youth entrepreneurship")
    RURAL = "rural", _("Rural and territorial development")
    PROCUREMENT = "procurement", _("Public procurement")
    VALUE_CHAINS = "value_chains", _("Value chains and clusters")
    SKILLS = "skills", _("Skills and training")
    GREEN = "green", _("Green and circular economy")
    RESILIENCE = "resilience", _("Resilience and disasters")
    CENTERS = "centers", _("Small business development centers")
    MEASUREMENT = "measurement", _("Measurement and data")


class TargetGroup(models.TextChoices):
    ALL = "all", _("All small firms")
    MICRO = "micro", _("Microenterprises")
    START_UPS = "start_ups", _("Start-ups")
    WOMEN = "women", _("Women in business")
    YOUTH = "youth", _("Young entrepreneurs")
    RURAL = "rural", _("Rural producers")
    PEOPLES = "peoples", _("Indigenous and Afro-descendant peoples")
    INFORMAL = "informal", _("Informal businesses")
    EXPORTERS = "exporters", _("Exporters")
    INSTITUTIONS = "institutions", _("Support institutions")
