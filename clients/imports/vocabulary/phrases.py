# ruff: noqa: E501
"""Phrases that name the same thing on several sheets: the firm, the person, the document."""

FIRM = (
    "empresa", "nombre empresa", "nombre negocio", "negocio", "razon social", "nombre comercial",
    "nombre emprendimiento", "emprendimiento", "nombre o razon social", "unidad productiva",
    "business", "business name", "company", "company name", "firm", "enterprise", "trade name",
    "nome empresa", "nome fantasia", "empreendimento", "entreprise", "nom entreprise", "raison sociale",
    "cliente", "nombre cliente", "client", "client name", "customer", "nom client", "empresa cliente",
    "nombre iniciativa", "enterprise name", "firm name", "nombre firma", "business entity",
)  # fmt: skip
PERSON = (
    "empresario", "nombre empresario", "empresaria", "nombre empresaria", "emprendedor",
    "nombre emprendedor", "propietario", "propietaria", "nombre propietario", "dueno", "duena",
    "representante", "representante legal", "nombre completo", "persona", "nombre persona", "contacto",
    "nombre contacto", "nombre y apellido", "nombres y apellidos", "nombre apellidos", "beneficiario",
    "beneficiaria", "titular", "participante", "owner", "owner name", "entrepreneur", "contact",
    "contact name", "contact person", "full name", "proprietor", "nome", "nome completo", "empresario nome",
    "proprietario", "empreendedor", "nome empreendedor", "nom complet", "nom", "proprietaire",
    "entrepreneur nom", "nombre", "name", "asesorado", "usuario", "primary contact", "contato", "gerente",
)  # fmt: skip
DOCUMENT = (
    "documento", "documento identidad", "numero documento", "dui", "cedula", "cedula identidad",
    "cedula juridica", "dpi", "identidad", "numero identidad", "identificacion", "numero identificacion",
    "curp", "rfc", "cpf", "cnpj", "cpf cnpj", "rtn", "rnc", "nit", "ruc", "rut", "run", "dni", "cuit",
    "cuil", "trn", "tin", "nib", "nif", "nis", "id", "id number", "identity document", "national id",
    "document", "document number", "tax id", "tax number", "tarjeta identidad", "pasaporte", "passport",
    "documento identificacao", "rg", "piece identite", "numero fiscal", "id fiscal", "identification",
    "no identidad", "carne identidad", "ci", "bir number", "dui nit", "rif",
)  # fmt: skip
ADVISOR = (
    "asesor", "asesora", "asesor a", "nombre asesor", "consultor", "tecnico", "facilitador", "advisor",
    "adviser", "counselor", "counsellor", "consultant", "business advisor", "conselheiro", "consultora",
    "assessor", "conseiller", "especialista", "mentor", "ejecutivo", "responsable",
)  # fmt: skip
NOTE = (
    "notas", "nota", "observaciones", "observacion", "comentarios", "comentario", "notes", "note",
    "comments", "remarks", "observacoes", "remarques", "detalle", "descripcion", "description",
    "resumen", "actividad realizada", "detalles",
)  # fmt: skip
