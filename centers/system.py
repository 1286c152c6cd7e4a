"""The system itself, for commands without --as: its scope is everything.

Pages and the API never see it: a request carries a person or nobody, and nobody else is let in.
"""

from centers.roles import Permission


class System:
    """Stands where a user is asked for; holds every permission everywhere."""

    pk = id = None
    is_authenticated = is_active = sees_everything = True
    home_center = home_country = None
    language = ""
    permissions = frozenset(Permission)

    def __str__(self):
        return "system"

    def holds(self, permission):
        return True


SYSTEM = System()
