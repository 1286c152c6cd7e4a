"""Signing in and out, the account page."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from centers import demo_accounts, kept
from centers.access import PUBLIC, logged_in, public
from centers.forms.account import AccountForm, LoginForm


class SignIn(LoginView):
    """E-mail and password; on a demonstration one tap signs in to an account to try."""

    authentication_form = LoginForm
    template_name = "centers/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        sealed = self.request.POST.get(kept.FIELD, "")
        return super().get_context_data(demo=demo_accounts.offered(), kept=sealed, **kwargs)

    def form_valid(self, form):
        return self._with_what_was_typed(super().form_valid(form))

    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST" and request.user.is_authenticated:  # in another tab meanwhile
            return self._with_what_was_typed(redirect(self.get_success_url()))
        return super().dispatch(request, *args, **kwargs)

    def _with_what_was_typed(self, answer):
        typed = kept.opened(self.request.POST.get(kept.FIELD))
        return kept.offer(self.request, typed) if typed else answer


@public
def csrf_failed(request, reason=""):
    """A form with an old token: where our own page sent it, it is offered to be sent again."""
    match = request.resolver_match
    if not kept.is_form(request) or not kept.is_own(request) or match.func is login:
        return csrf_failure(request, reason)
    typed = kept.opened(request.POST.get(kept.FIELD)) or kept.opened(kept.seal(request))
    if request.user.is_authenticated or getattr(match.func, "access", None) == PUBLIC:
        return kept.offer(request, typed, status=403)
    return kept.sign_in_first(request)


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
