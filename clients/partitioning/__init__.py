"""The tables of sessions and results in PostgreSQL partitions, one a country; and back again.

For archiving a country, or keeping it on another server; docs/scaling.md has the figures. The
application sees no difference. PostgreSQL allows no unique key without the country on such tables,
and so no foreign key to `id`: keys get the country added, and foreign keys that point here become
deferred triggers with the same rule. What each was is kept as its comment in the database, so that
`rebuild` can give it back.
"""
