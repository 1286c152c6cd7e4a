"""Sections of ISIC Rev. 4 (United Nations Statistics Division, 2008), in short words."""

from django.utils.translation import gettext_lazy as _

SECTIONS = [
    ("A", _("Farming, forestry, fishing")),
    ("B", _("Mining")),
    ("C", _("Manufacturing")),
    ("D", _("Energy")),
    ("E", _("Water and waste")),
    ("F", _("Construction")),
    ("G", _("Trade and repair")),
    ("H", _("Transport and storage")),
    ("I", _("Lodging and food")),
    ("J", _("Information and communication")),
    ("K", _("Finance and insurance")),
    ("L", _("Real estate")),
    ("M", _("Professional services")),
    ("N", _("Administrative services")),
    ("O", _("Public administration")),
    ("P", _("Education")),
    ("Q", _("Health and social work")),
    ("R", _("Arts and recreation")),
    ("S", _("Other services")),
    ("T", _("Households")),
    ("U", _("International bodies")),
]
