# ruff: noqa: E501
"""Headings of further sheets: people of a client, and its dated figures."""

from clients.imports.vocabulary.headings import CLIENTS
from clients.imports.vocabulary.phrases import DOCUMENT, FIRM, PERSON

KEY = ("client id", "client number", "id cliente", "codigo cliente", "client key", "numero cliente")

CONTACTS = {
    "external_id": KEY,
    "business_name": FIRM,
    "contact_name": (*PERSON, "contact", "contacto", "person"),
    "first_name": CLIENTS["first_name"],
    "last_name": CLIENTS["last_name"],
    "document": DOCUMENT,
    "sex": CLIENTS["sex"],
    "birth_year": CLIENTS["birth_year"],
    "phone": CLIENTS["phone"],
    "email": CLIENTS["email"],
    "role": (
        "rol", "cargo", "relacion", "puesto", "funcion", "role", "position", "relationship", "job title",
        "papel", "fonction", "tipo contacto", "title",
    ),
    "owner": ("business owner", "es propietario", "propietario si no", "owner yes no", "socio"),
    "primary": ("primary", "primary contact", "contacto principal", "principal", "main contact"),
    "share": (
        "% propiedad", "participacion", "porcentaje", "porcentaje propiedad", "share", "% share",
        "ownership", "% ownership", "share owned", "quota", "acciones", "ownership percentage",
    ),
    "starts_on": ("desde", "from", "start date", "fecha desde", "depuis"),
}  # fmt: skip

SITUATIONS = {
    "external_id": KEY,
    "business_name": FIRM,
    "contact_name": PERSON,
    "document": DOCUMENT,
    "as_of": (
        "fecha", "fecha corte", "al", "fecha dato", "fecha datos", "fecha medicion", "fecha seguimiento",
        "as of", "date", "sales date", "data", "date mesure", "fecha levantamiento",
    ),
    "wave": (
        "medicion", "ola", "momento", "seguimiento", "wave", "follow up", "round", "corte", "onda",
        "vague", "tipo medicion", "linea base",
    ),
    "currency": CLIENTS["currency"],
    "gross_sales": CLIENTS["gross_sales"],
    "national_sales": CLIENTS["national_sales"],
    "export_sales": CLIENTS["export_sales"],
    "women_full_time": CLIENTS["women_full_time"],
    "women_part_time": CLIENTS["women_part_time"],
    "men_full_time": CLIENTS["men_full_time"],
    "men_part_time": CLIENTS["men_part_time"],
    "formal_jobs": (
        "empleos formales", "empleos con seguro social", "formales", "formal jobs", "registered jobs",
        "empregos formais", "emplois formels",
    ),
    "figures_from": ("fuente", "fuente datos", "source", "origen", "figures from", "fonte", "quien informo"),
}  # fmt: skip
