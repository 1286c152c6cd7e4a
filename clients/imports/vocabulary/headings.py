# ruff: noqa: E501
"""The headings of the F1 form and its cousins: field, then the phrases that name it.

A phrase matches when all its words stand in the heading; the phrase that explains most of the
heading wins. Local words of the region are included: cédula, RTN, parroquia, provincia.
"""

from clients.imports.vocabulary.phrases import ADVISOR, DOCUMENT, FIRM, NOTE, PERSON

CLIENTS = {
    "external_id": ("client id", "client number", "id cliente", "codigo cliente", "numero cliente"),
    "registered_on": (
        "fecha inscripcion", "fecha registro", "fecha ingreso", "fecha solicitud", "fecha", "inscripcion",
        "fecha alta", "registration date", "date registered", "registered", "date", "intake date",
        "sign up date", "enrolment date", "enrollment date", "data inscricao", "data cadastro", "data",
        "data registro", "date inscription", "fecha atencion", "fecha primera atencion",
    ),
    "business_name": FIRM,
    "contact_name": PERSON,
    "first_name": ("nombres", "primer nombre", "first name", "given name", "prenom", "primeiro nome"),
    "last_name": ("apellidos", "apellido", "last name", "surname", "family name", "sobrenome"),
    "document": DOCUMENT,
    "sex": (
        "sexo", "genero", "sex", "gender", "sexe", "genre", "genero sexo", "sexo genero", "m f", "h m",
        "hombre mujer", "male female",
    ),
    "birth_year": (
        "ano nacimiento", "fecha nacimiento", "nacimiento", "birth year", "year birth", "date birth",
        "birth date", "dob", "ano nascimento", "data nascimento", "date naissance", "annee naissance",
    ),
    "phone": (
        "telefono", "tel", "celular", "movil", "telefono celular", "numero telefono", "phone", "telephone",
        "phone number", "mobile", "cell", "cellphone", "contact number", "telefone", "whatsapp", "portable",
        "telefono contacto", "numero contacto",
    ),
    "email": ("correo", "correo electronico", "email", "e mail", "mail", "courriel", "email address"),
    "municipality": (
        "municipio", "ciudad", "canton", "comuna", "parroquia", "corregimiento", "localidad", "alcaldia",
        "parish", "town", "city", "district", "municipality", "village", "community", "cidade", "commune",
        "municipalite", "ville", "distrito", "barrio", "municipio residencia",
    ),
    "department": (
        "departamento", "provincia", "estado", "region", "department", "province", "state", "county",
        "departement", "island", "uf", "parish", "parroquia", "distrito", "district", "isla", "entidad federativa", "area",
    ),
    "sector": (
        "sector", "sector economico", "rubro", "actividad", "actividad economica", "giro", "giro negocio",
        "rama", "industry", "business sector", "business type", "economic activity", "setor",
        "setor atividade", "secteur", "secteur activite", "ramo", "tipo negocio", "atividade", "naics",
        "activity", "line of business", "nature of business", "giro comercial",
    ),
    "stage": (
        "etapa", "etapa negocio", "etapa empresa", "fase", "estado negocio", "stage", "business stage",
        "business status", "estagio", "stade", "phase", "tipo cliente", "madurez",
        "etapa desarrollo", "nivel negocio", "in business",
    ),
    "formal": (
        "formalizada", "formalizado", "formal", "empresa formal", "formalizacion", "negocio formal",
        "formal informal", "registrada", "legalizada", "registered business", "formally registered",
        "formalised", "formalized", "business registered", "formalizada s n", "registrado", "formelle",
        "empresa formalizada", "esta formalizada", "is registered", "is formal", "formalizado si no",
    ),
    "women_share": (
        "% propiedad mujeres", "propiedad mujeres", "% mujeres", "porcentaje propiedad mujeres",
        "participacion mujeres", "participacion accionaria mujeres", "% women owned", "women ownership",
        "% owned by women", "women owned", "% women ownership", "share owned by women", "female ownership",
        "% propriedade mulheres", "propriedade mulheres", "% mulheres", "propriete femmes",
        "% propriete femmes", "part femmes propriete", "part femmes", "participacao mulheres",
        "participacao feminina", "participacion femenina", "% mujeres propietarias", "ownership women", "% female owned", "propiedad femenina", "% propiedad femenina",
    ),
    "national_sales": (
        "ventas nacionales", "ventas locales", "ventas internas", "ventas anuales", "ventas mercado local",
        "ventas", "national sales", "domestic sales", "local sales", "annual sales", "sales",
        "revenue", "turnover", "vendas nacionais", "vendas internas", "vendas anuais", "vendas",
        "faturamento", "ventes nationales", "ventes locales", "ventes", "facturacion", "ingresos anuales",
        "ventas mercado nacional", "vendas mercado interno",
    ),
    "gross_sales": (
        "gross sales", "gross revenue", "total sales", "ventas totales", "ventas brutas", "total ventas",
        "vendas totais", "ventes totales", "annual gross sales",
    ),
    "export_sales": (
        "ventas exportacion", "exportaciones", "exportacion", "ventas externas", "ventas exterior",
        "export sales", "exports", "foreign sales", "vendas exportacao", "exportacoes", "vendas externas",
        "ventes exportation", "exportations", "ventes export", "ventas por exportacion",
    ),
    "women_full_time": (
        "mujeres fijas", "mujeres permanentes", "mujeres tiempo completo", "mujeres fijos",
        "women full time", "female full time", "women permanent", "female permanent", "full time women",
        "full time female", "mulheres fixas", "mulheres permanentes", "mulheres tempo integral",
        "femmes permanentes", "femmes temps plein", "empleos mujeres fijos", "mujeres planta",
        "mulheres efetivas", "empleadas fijas", "empleadas permanentes",
    ),
    "women_part_time": (
        "mujeres temporales", "mujeres medio tiempo", "mujeres tiempo parcial", "mujeres eventuales",
        "women part time", "female part time", "women temporary", "female temporary", "part time women",
        "part time female", "mulheres temporarias", "mulheres meio periodo", "mulheres tempo parcial",
        "femmes temporaires", "femmes temps partiel", "empleadas temporales", "mujeres por temporada",
        "empleadas eventuales",
    ),
    "men_full_time": (
        "hombres fijos", "hombres permanentes", "hombres tiempo completo", "men full time",
        "male full time", "men permanent", "male permanent", "full time men", "full time male",
        "homens fixos", "homens permanentes", "homens tempo integral", "hommes permanents",
        "hommes temps plein", "hombres planta", "homens efetivos", "empleados fijos", "hommes permanentes",
    ),
    "men_part_time": (
        "hombres temporales", "hombres medio tiempo", "hombres tiempo parcial", "hombres eventuales",
        "men part time", "male part time", "men temporary", "male temporary", "part time men",
        "part time male", "homens temporarios", "homens meio periodo", "homens tempo parcial",
        "hommes temporaires", "hommes temps partiel", "empleados temporales", "hombres por temporada",
    ),
    "currency": ("moneda", "divisa", "currency", "moeda", "devise"),
    "tax_number": (
        "numero tributario", "registro tributario", "nit empresa", "rtn empresa", "cedula juridica",
        "cnpj", "rnc", "business tax number", "company tax number", "company trn", "ruc empresa",
    ),
    "started_on": (
        "inicio operaciones", "fecha inicio operaciones", "fecha inicio negocio", "fecha constitucion",
        "business start date", "date established", "data abertura", "date creation", "inicio actividades",
    ),
    "advisor": ADVISOR,
}  # fmt: skip

SESSIONS = {
    "external_id": ("client id", "client number", "id cliente", "codigo cliente", "numero cliente"),
    "held_on": (
        "fecha", "fecha asesoria", "fecha sesion", "fecha atencion", "fecha visita", "dia", "date",
        "session date", "date session", "counseling date", "counselling date", "data", "data atendimento",
        "data sessao", "date seance", "fecha asistencia", "fecha servicio", "date advised", "contact date",
    ),
    "business_name": FIRM,
    "contact_name": PERSON,
    "document": DOCUMENT,
    "advisor": ADVISOR,
    "session_type": (
        "tipo asesoria", "tipo asistencia", "tipo servicio", "servicio", "area asesoria", "area",
        "type advice", "service type", "session type", "counseling type", "tipo atendimento", "type conseil",
        "type service", "type counselling", "counseling area", "tipo atencion", "type session", "tipo sesion",
        "linea servicio", "type",
    ),
    "mode": (
        "modalidad", "modo", "medio", "canal", "forma atencion", "via", "lugar", "mode", "contact type",
        "channel", "delivery", "modalidade", "modalite", "medio atencion", "method", "delivery mode", "lugar atencion",
    ),
    "contact_hours": (
        "horas", "horas asesoria", "horas contacto", "duracion", "tiempo", "horas atencion", "hours",
        "contact hours", "contact time", "duration", "time", "session hours", "horas atendimento", "duracao",
        "heures", "duree", "minutos", "minutes", "horas cliente", "horas directas", "tiempo asesoria",
        "duracion minutos", "horas con cliente", "hours contact", "tempo", "h", "hrs", "cant horas",
    ),
    "prep_hours": (
        "horas preparacion", "preparacion", "tiempo preparacion", "horas indirectas", "prep hours",
        "preparation", "preparation hours", "prep time", "preparation time", "horas preparacao",
        "preparacao", "tempo preparacao", "heures preparation", "temps preparation", "minutos preparacion", "prep",
        "horas gabinete", "prep minutes", "preparation minutes",
    ),
    "travel_hours": (
        "horas viaje", "viaje", "traslado", "horas traslado", "tiempo viaje", "tiempo traslado",
        "travel hours", "travel", "travel time", "horas deslocamento", "deslocamento", "heures deplacement",
        "deplacement", "horas desplazamiento", "desplazamiento", "travel minutes",
    ),
    "topic": (
        "tema", "tema asesoria", "temas", "tematica", "asunto", "topic", "subject", "topics", "assunto",
        "sujet", "theme", "tema tratado", "contenido", "area tematica", "tema principal", "area",
    ),
    "note": NOTE,
    "next_step": (
        "proximo paso", "proximos pasos", "siguiente paso", "compromisos", "compromiso", "acuerdos",
        "next step", "next steps", "follow up", "proximos passos", "prochaine etape", "seguimiento", "tareas",
    ),
    "funder": (
        "fondo", "fuente fondos", "financiador", "cooperante", "fuente financiamiento", "funder", "donor",
        "funding source", "financiador fonte", "bailleur", "donante", "proyecto",
    ),
    "reportable": ("reportable", "cuenta en informes", "reportar", "se reporta"),
    "people_present": ("asistentes", "personas", "participantes", "numero asistentes", "attendees", "people present"),
}  # fmt: skip
