"""Our codes in the words of SBA's code lists, by the versions of the schemas they come from."""

from clients.models import Session, Topic, Training

VERSIONS = {"641": "Counseling 2-14", "888": "Training 2-25-2025"}

TOPICS = {
    Topic.MARKETING: "Marketing/Sales",
    Topic.FINANCE: "Business Financial/Cash Flow",
    Topic.CREDIT: "Business Financing/Capital Sources",
    Topic.PRODUCTION: "Business Operations/Management",
    Topic.DIGITAL: "Technology",
    Topic.ECOMMERCE: "eCommerce",
    Topic.BUSINESS_PLAN: "Business Plan",
    Topic.EXPORT: "International Trade",
    Topic.PROCUREMENT: "Government Contracting",
    Topic.HUMAN_RESOURCES: "Human Resources/Managing Employees",
    Topic.LEGAL: "Legal Issues",
}  # the others have no equal: "Other" with our own word

MODES = {
    Session.Mode.CENTER: "Face-to-face",
    Session.Mode.VISIT: "Face-to-face",
    Session.Mode.PHONE: "Telephone",
    Session.Mode.VIDEO: "Online",
    Session.Mode.CHAT: "Online",
    Session.Mode.EMAIL: "Online",
}

FORMATS = {
    Training.Mode.IN_PERSON: "In-person",
    Training.Mode.ONLINE: "Online",
    Training.Mode.HYBRID: "Hybrid",
    Training.Mode.ON_DEMAND: "On Demand",
}

# Sections of ISIC Rev. 4. G is wholesale or retail: which of them is not known.
SECTORS = {
    "A": "Agriculture, Forestry, Fishing and Hunting",
    "B": "Mining",
    "C": "Manufacturing",
    "D": "Utilities",
    "E": "Waste Management and Remediation Services",
    "F": "Construction",
    "H": "Transportation and Warehousing",
    "I": "Accommodation and Food Services",
    "J": "Information",
    "K": "Finance and Insurance",
    "L": "Real Estate and Rental and Leasing",
    "M": "Professional, Scientific, and Technical Services",
    "N": "Administrative and Support",
    "O": "Public Administration",
    "P": "Educational Services",
    "Q": "Health Care and Social Assistance",
    "R": "Arts, Entertainment, and Recreation",
    "S": "Other Services (except Public Administration)",
}

SEXES = {"woman": "Female", "man": "Male"}
LANGUAGES = {"es": "Spanish", "en": "English", "pt-br": "Portuguese", "fr": "French"}

# Countries whose name differs from the English one of CLDR.
COUNTRIES = {
    "BO": "Bolivia, Plurinational State of",
    "KN": "Saint Kitts and Nevis",
    "LC": "Saint Lucia",
    "TT": "Trinidad and Tobago",
    "AG": "Antigua and Barbuda",
    "VC": "Saint Vincent and the Grenadines",
    "VE": "Venezuela, Bolivarian Republic of",
}
