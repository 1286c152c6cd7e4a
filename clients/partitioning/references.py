"""Foreign keys to a partitioned table, as deferred triggers that keep the same rule.

Locks are those of a foreign key: who points at a row holds it against deletion until the end of
its transaction, so two transactions at once cannot leave a pointer to nothing.
"""

from django.db import connection

from clients.partitioning.catalog import held_by

DEFERRED = "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"


def drop(cursor, one):
    """Takes away a Reference, key or trigger."""
    name, table = _quoted(one.name, one.table)
    if one.is_trigger:
        cursor.execute(f"DROP TRIGGER {name} ON {table}")
        cursor.execute(f"DROP FUNCTION {name}()")
    else:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


def add_key(cursor, one):
    """The Reference as a foreign key; PostgreSQL checks every row."""
    name, table = _quoted(one.name, one.table)
    cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {one.definition}")


def add_trigger(cursor, one, target):
    """The Reference as a trigger on the table that points at `target`."""
    name, table, column, target = _quoted(one.name, one.table, one.column, target)
    # The pointer may have gone again before the transaction ends: only one that stays is wrong.
    cursor.execute(f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.{column} IS NULL THEN RETURN NULL; END IF;
            PERFORM 1 FROM {target} WHERE id = NEW.{column} FOR KEY SHARE;
            IF NOT FOUND AND EXISTS (SELECT 1 FROM {table} t WHERE t.{column} = NEW.{column}) THEN
                RAISE EXCEPTION '{one.table}.{one.column} points at %, which is not there',
                    NEW.{column} USING ERRCODE = 'foreign_key_violation', CONSTRAINT = '{one.name}';
            END IF;
            RETURN NULL;
        END $$""")  # noqa: S608 - names come from the catalog
    cursor.execute(
        f"CREATE CONSTRAINT TRIGGER {name} AFTER INSERT OR UPDATE OF {column} ON {table} "
        f"{DEFERRED} EXECUTE FUNCTION {name}()"
    )
    cursor.execute(f"COMMENT ON TRIGGER {name} ON {table} IS '{one.definition}'")


def hold(cursor, target, references):
    """The other side: a row of `target` is not deleted while one of the references points at it."""
    name, table = _quoted(held_by(target), target)
    looks = "".join(_look(one) for one in references)
    cursor.execute(f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM {table} t WHERE t.id = OLD.id) THEN RETURN NULL; END IF;
            {looks}
            RETURN NULL;
        END $$""")  # noqa: S608 - names come from the catalog
    cursor.execute(
        f"CREATE CONSTRAINT TRIGGER {name} AFTER DELETE OR UPDATE OF id ON {table} "
        f"{DEFERRED} EXECUTE FUNCTION {name}()"
    )


def _look(one):
    table, column = _quoted(one.table, one.column)
    return f"""
            IF EXISTS (SELECT 1 FROM {table} t WHERE t.{column} = OLD.id) THEN
                RAISE EXCEPTION 'a row of {one.table} still points at row %', OLD.id
                    USING ERRCODE = 'foreign_key_violation', CONSTRAINT = '{one.name}';
            END IF;"""  # noqa: S608 - names come from the database's catalog


def _quoted(*names):
    return [connection.ops.quote_name(name) for name in names]
