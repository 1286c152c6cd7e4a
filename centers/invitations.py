"""Links with which a person chooses a password: for invitations and forgotten passwords."""

from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _


def password_path(user):
    """The address on this site, good for three days and for one use."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return reverse("centers:password-choose", args=[key, token])


def send_password_link(request, user):
    """Mails the link in the person's own language."""
    link = request.build_absolute_uri(password_path(user))
    with translation.override(user.language or translation.get_language()):
        send_mail(
            _("Choose your password"),
            _(
                "Hello, %(name)s.\n\nOpen this link to choose your password:\n%(link)s\n\n"
                "It works once, for three days. If you did not expect it, do nothing."
            )
            % {"name": user.name, "link": link},
            None,
            [user.email],
        )
