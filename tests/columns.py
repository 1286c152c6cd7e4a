"""Where in the database a word stands: what must be gone after an erasure."""

from django.apps import apps
from django.db import connection

TEXT = ("CharField", "TextField", "EmailField", "SlugField", "JSONField", "FileField")


def places_of(word):
    """Columns of the whole database in which the word stands."""
    found = set()
    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    for table, model in tables.items():
        for field in model._meta.local_concrete_fields:
            if field.get_internal_type() not in TEXT:
                continue
            with connection.cursor() as cursor:
                cursor.execute(
                    f'SELECT COUNT(*) FROM "{table}" WHERE LOWER(CAST("{field.column}" AS TEXT)) '  # noqa: S608
                    "LIKE %s",
                    [f"%{word.lower()}%"],
                )
                if cursor.fetchone()[0]:
                    found.add(f"{table}.{field.column}")
    return found
