"""Who did what to which row, when: entries written by database triggers, whoever writes and how.

An entry holds the names of the columns that changed, and the values before and after of those
that say nothing about a person. It is never changed and never deleted; entries are sealed into a
chain of hashes, so that a change past the triggers is found by `manage.py check_audit`.
"""
