"""Words of the invented network: names, firms, towns and notes. No real person or firm is meant."""

WOMEN = {
    "es": "Karla Marisol Blanca Rosa Claudia Ingrid Yesenia Dina Lesly Wendy Glenda Sonia Mirna "
    "Reina Idalia Xiomara Norma Vilma Ana Lucía Carmen Gabriela Estela Beatriz Paola",
    "en": "Shanice Marva Denise Kayla Ruth Abigail Simone Joan Keisha Lorna Daphne Carol",
}
MEN = {
    "es": "Julio Ramón Carlos Óscar Wilber Noé Edwin Mario Selvin Rigoberto Hugo Darío Elmer "
    "Saúl Víctor Nahúm Rubén Isaías Gerson Melvin",
    "en": "Delroy Winston Carlton Rupert Errol Desmond Garfield Leroy Kenrick Alton",
}
SURNAMES = {
    "es": "Argueta Zúniga Mejía Cáceres Portillo Funes Quintanilla Ayala Ordóñez Peña Menjívar "
    "Rivas Solórzano Chávez Ibáñez Castellanos Núñez Villatoro Guzmán Pineda Orellana Batres "
    "Lemus Umaña Turcios Bonilla Paredes Sandoval",
    "en": "Bennett Castillo Flowers Gillett Middleton Palacio Reyes Usher Young Hyde Bradley "
    "Tillett Gentle Sutherland",
}
# ISIC section: how often (%), words for a firm of it
FIRMS = {
    "es": {
        "G": (34, "Tienda Bazar Comercial Ferretería Librería Agroservicio Variedades"),
        "C": (26, "Panadería Taller Textiles Lácteos Muebles Calzado Artesanías Alfarería"),
        "I": (15, "Comedor Café Pupusería Cafetería Hostal"),
        "A": (9, "Vivero Granja Apiario Cooperativa Finca"),
        "S": (9, "Salón Sastrería Estudio Lavandería"),
        "M": (4, "Consultores Diseños Servicios"),
        "J": (3, "Tecnología Digital Soluciones"),
    },
    "en": {
        "G": (34, "Shop Traders Supplies Market"),
        "C": (24, "Bakery Woodworks Crafts Jams Garments"),
        "I": (20, "Kitchen Café Guesthouse Grill"),
        "A": (10, "Farm Apiary Nursery"),
        "S": (7, "Salon Tailors Laundry"),
        "M": (3, "Consulting Designs"),
        "J": (2, "Digital Tech"),
    },
}
FIRM_NAMES = {
    "es": ["La Espiga", "San José", "El Roble", "Luna Nueva", "Tres Hermanos", "Doña Tere"]
    + ["La Bendición", "Flor del Campo", "Monte Verde", "El Pistón", "Los Ángeles", "Añil"]
    + ["Santa Lucía", "El Buen Gusto", "La Ceiba", "Puerta del Sol", "Nueva Esperanza", "Maíz"],
    "en": ["Blue Hole", "Mango Tree", "Three Sisters", "Sunrise", "Caye Breeze", "Silver Palm"]
    + ["Toucan", "Old Mill", "Riverside", "Golden Corn", "New Hope", "Jasmine"],
}
TOWNS = {
    "SV": ["Ilobasco", "Santa Ana", "San Miguel", "Cojutepeque", "Usulután", "Sensuntepeque"],
    "GT": ["Antigua Guatemala", "Quetzaltenango", "Cobán", "Chiquimula", "Escuintla"],
    "HN": ["Comayagua", "Santa Rosa de Copán", "Choluteca", "La Ceiba", "Danlí"],
    "CR": ["Cartago", "Liberia", "San Ramón", "Pérez Zeledón"],
    "DO": ["Santiago", "La Vega", "San Cristóbal", "Barahona"],
    "BZ": ["Belmopan", "San Ignacio", "Dangriga", "Orange Walk"],
}
NOTES = {
    "es": [
        "Se revisó el flujo de caja.",
        "Trae la cotización la próxima semana.",
        "Se dejó tarea: registrar ventas diarias.",
        "Se preparó la carpeta para el banco.",
        "Quiere vender en la feria de fin de año.",
        "Dudas sobre el costo de su producto principal.",
        "Se abrió el perfil de ventas en línea.",
    ],
    "en": [
        "Went through the cash flow.",
        "Will bring the quotation next week.",
        "Homework: write down daily sales.",
        "Prepared the folder for the bank.",
        "Wants to sell at the year-end fair.",
        "Opened the online shop's profile.",
    ],
}
EVIDENCE = {
    "payroll": {"es": "Planilla del mes", "en": "Payroll of the month"},
    "tax_return": {"es": "Declaración de IVA", "en": "GST return"},
    "loan": {"es": "Contrato del crédito", "en": "Loan contract"},
    "registration": {"es": "Constancia de registro", "en": "Registration certificate"},
    "signed": {"es": "Constancia firmada", "en": "Signed statement"},
}
CENTER_NAMES = {"es": "CDE {town}", "en": "SBDC {town}"}
