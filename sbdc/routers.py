"""Which database a query goes to: the main one, or its replica while a page of figures is read."""

from django.db import DEFAULT_DB_ALIAS

from centers import replica

APPS = {"clients", "reporting", "cooperation"}
# Of the ground floor only the network. People, roles and tokens are read from the main database:
# a right taken away is gone at once.
NETWORK = {"country", "center", "funder", "exchangerate"}


class ReplicaRouter:
    """Answers for every model: Django would else follow the database a row was read from."""

    def db_for_read(self, model, **hints):
        app, name = model._meta.app_label, model._meta.model_name
        there = app in APPS or (app == "centers" and name in NETWORK)
        return replica.ALIAS if there and replica.is_read() else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db != replica.ALIAS
