"""Signing in and out, the account page."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from centers import demo_accounts
from centers.access import logged_in, public
from centers.forms.account import AccountForm, LoginForm


class SignIn(LoginView):
    """E-mail and password; on a demonstration one tap signs in to an account to try."""

    authentication_form = LoginForm
    template_name = "centers/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        return super().get_context_data(demo=demo_accounts.offered(), **kwargs)


class SignOut(LogoutView):
    """Empties what the browser keeps only when its page says that nothing waits to be sent there.

    The header would take unsent sessions along; a session that times out never sends it.
    """

    def post(self, request, *args, **kwargs):
        answer = super().post(request, *args, **kwargs)
        if request.POST.get("clear") == "1":
            answer.headers["Clear-Site-Data"] = '"storage"'
        return answer


login = public(SignIn.as_view())
logout = public(SignOut.as_view())


def locked_out(request, response=None, credentials=None):
    """What follows too many wrong passwords: a sentence with the waiting time."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    page = render(request, "centers/locked_out.html", {"minutes": minutes}, status=429)
    page.headers["Retry-After"] = str(minutes * 60)
    return page


@logged_in
def account(request):
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        translation.activate(user.language or settings.LANGUAGE_CODE)
        messages.success(request, _("Your account is saved."))
        return redirect("centers:account")
    return render(request, "centers/account.html", {"form": form})
