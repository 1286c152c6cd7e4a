# ruff: noqa: E501
"""The kinds of sheets: their headings, what they must have, and how sheets of theirs are named."""

from clients.imports.vocabulary.headings import CLIENTS, SESSIONS
from clients.imports.vocabulary.outcomes import OUTCOMES
from clients.imports.vocabulary.people import CONTACTS, SITUATIONS

FIELDS = {
    "clients": CLIENTS,
    "contacts": CONTACTS,
    "situations": SITUATIONS,
    "sessions": SESSIONS,
    "outcomes": OUTCOMES,
}
NAMED = ("business_name", "contact_name", "document", "external_id")
JOBS = ("women_full_time", "women_part_time", "men_full_time", "men_part_time")

# What a heading row must have at least, one of each group, for a sheet to be of the kind.
NEEDED = {
    "clients": (
        ("business_name", "contact_name", "first_name"),
        ("document", "sex", "stage", "women_share", "national_sales", "phone", "sector"),
    ),
    "contacts": (
        ("business_name", "external_id"),
        ("contact_name", "first_name"),
        ("role", "share", "owner", "primary", "sex", "email", "phone"),
    ),
    "situations": (NAMED, ("as_of",), ("national_sales", "gross_sales", "export_sales", *JOBS)),
    "sessions": (NAMED, ("held_on",), ("contact_hours",)),
    "outcomes": (NAMED, ("kind", "requested"), ("quantity", "amount", "new_value")),
}
SHEET_NAMES = {
    "clients": ("clientes", "cliente", "f1", "registro", "clients", "empresas", "padron", "cadastro",
                "inscripcion", "emprendedores", "beneficiarios", "companies"),
    "contacts": ("contactos", "contacto", "contacts", "personas", "people", "socios", "propietarios",
                 "owners", "relationships", "contatos", "proprietaires"),
    "situations": ("situaciones", "situacion", "seguimientos", "seguimiento", "situations", "mediciones",
                   "follow ups", "followups", "linea base", "baseline", "indicadores economicos",
                   "antes y ahora"),
    "sessions": ("asesorias", "asesoria", "sesiones", "sessions", "counseling", "counselling", "advisory",
                 "atendimentos", "consultorias", "asistencias", "seances", "atenciones", "bitacora"),
    "outcomes": ("resultados", "resultado", "logros", "outcomes", "results", "impacto", "impactos",
                 "impact", "milestones", "resultats", "capital funding", "funding", "financiamientos"),
}  # fmt: skip
