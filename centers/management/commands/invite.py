from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from centers import actions
from centers.invitations import password_path
from centers.models import Center, Country, Funder
from centers.roles import Role
from centers.system import SYSTEM


class Command(BaseCommand):
    help = "Gives a person a role and prints the link to choose a password: for the first accounts."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", choices=Role.values, default=Role.ADMINISTRATOR.value)
        parser.add_argument("--center", help="code of the center, for advisors and directors")
        parser.add_argument("--country", help="ISO 3166-1 code, for roles of a country")
        parser.add_argument("--funder", help="code of the funder, for funders")
        parser.add_argument("--language", default="", choices=["", *dict(settings.LANGUAGES)])

    def handle(self, *, email, name, role, language, center, country, funder, **options):
        try:
            validate_email(email)
            person = actions.invite_person(
                by=SYSTEM,
                email=email,
                name=name,
                language=language,
                role=Role(role),
                center=_row(Center, "code", center),
                country=_row(Country, "code", country),
                funder=_row(Funder, "code", funder),
            )
        except ValidationError as error:
            raise CommandError(f"{email}: {' '.join(error.messages)}") from error
        except actions.NotYours as refusal:
            raise CommandError(f"{refusal}") from refusal
        self.stdout.write(f"{person.name} <{person.email}>: {Role(role).label}")
        if not person.has_usable_password():
            self.stdout.write("This link chooses the password, once, within three days:")
            self.stdout.write(f"{settings.SITE_URL}{password_path(person)}")


def _row(model, field, code):
    """The row with this code in any case; None where no code is given."""
    if not code:
        return None
    row = model.objects.filter(**{f"{field}__iexact": code}).first()
    if row is None:
        raise CommandError(f"There is no {model.__name__.lower()} with the code {code}.")
    return row
