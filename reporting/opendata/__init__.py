"""Public editions in open formats: IATI, Frictionless data package, SDMX-CSV, DCAT.

Serializers are pure: they take a `Published` edition, which holds protected figures only.
"""
