#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbdc.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, DatabaseError) as error:
        sentence = str(error) if isinstance(error, ImproperlyConfigured) else _unprepared()
        if "--traceback" in sys.argv or not sentence:
            raise
        sys.exit(sentence)  # what is not set up needs a sentence, not a page of program lines


def _unprepared():
    """What to do where the database has no tables yet; empty where it has them."""
    from django.db import DatabaseError, connection

    try:
        if "django_migrations" in connection.introspection.table_names():
            return ""
    except DatabaseError as error:
        return f"The database does not answer: {error}"
    return "The database is empty. Run `manage.py prepare` (or `make run`) first."


if __name__ == "__main__":
    main()
