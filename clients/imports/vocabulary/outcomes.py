# ruff: noqa: E501
"""The headings of sheets of results: field, then the phrases that name it."""

from clients.imports.vocabulary.phrases import DOCUMENT, FIRM, NOTE, PERSON

OUTCOMES = {
    "external_id": ("client id", "client number", "id cliente", "codigo cliente", "numero cliente"),
    "occurred_on": (
        "fecha", "fecha resultado", "fecha logro", "dia", "date", "result date", "outcome date",
        "milestone date", "data", "data resultado", "date resultat", "fecha reporte", "date achieved",
        "reporting date", "fecha impacto", "new date",
    ),
    "business_name": FIRM,
    "contact_name": PERSON,
    "document": DOCUMENT,
    "kind": (
        "tipo resultado", "resultado", "tipo logro", "logro", "tipo impacto", "impacto", "indicador",
        "type result", "result type", "outcome", "outcome type", "result", "type outcome", "milestone",
        "milestone type", "impact", "impact type", "tipo", "type", "type resultat", "resultat", "indicator",
        "kind result", "kind", "indicateur", "tipo indicador",
    ),
    "quantity": (
        "cantidad", "numero", "cant", "total", "quantity", "number", "qty", "count", "quantidade", "qtd",
        "quantite", "nombre", "numero empleos", "total empleos", "cantidad empleos", "number jobs",
        "empleos", "jobs", "unidades",
    ),
    "women": (
        "de ellas mujeres", "ellas mujeres", "mujeres", "cuantas mujeres", "numero mujeres", "of which women",
        "which women", "women", "female", "delas mulheres", "mulheres", "dont femmes", "femmes",
        "empleos mujeres", "cantidad mujeres", "de las cuales mujeres", "cuales mujeres", "of whom women",
        "whom women", "das quais mulheres", "quais mulheres",
    ),
    "initial_value": ("initial amount", "initial value", "valor inicial", "monto inicial", "before"),
    "new_value": ("new amount", "new value", "valor nuevo", "monto nuevo", "valor final", "after"),
    "requested": ("amount requested", "monto solicitado", "requested amount"),
    "applied_on": ("application date", "fecha solicitud", "date applied", "fecha aplicacion"),
    "detail": ("funding type", "tipo financiamiento", "loan type", "tipo credito"),
    "reportable": ("reportable", "cuenta en informes", "reportar", "se reporta"),
    "amount": (
        "monto", "valor", "importe", "monto usd", "amount", "value", "sum", "montante", "montant", "valeur",
        "monto obtenido", "monto total", "cantidad monetaria", "dinero", "valor monetario", "amount approved",
    ),
    "currency": ("moneda", "divisa", "currency", "moeda", "devise", "monnaie"),
    "state": (
        "estado", "estatus", "status", "situacion", "state", "verificacion", "verification", "situacao",
        "etat", "statut", "estado verificacion", "estado resultado",
    ),
    "evidence": (
        "evidencia", "medio verificacion", "respaldo", "soporte", "documento respaldo", "evidence",
        "means verification", "proof", "comprovante", "evidencia adjunta", "preuve", "archivo", "fuente",
        "document attached", "supporting document", "justificatif", "source",
    ),
    "note": NOTE,
}  # fmt: skip
