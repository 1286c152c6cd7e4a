"""A forgotten password: ask for a link, choose a new one."""

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from centers.access import public
from centers.forms.account import PasswordLinkForm
from centers.invitations import send_password_link
from centers.models import User
from centers.throttle import address_of, over_limit


@public
def password_forgotten(request):
    """Sends the link; says the same whether the e-mail is known or not."""
    form = PasswordLinkForm(request.POST or None)
    if form.is_valid():
        user = User.objects.filter(email__iexact=form.cleaned_data["email"], is_active=True).first()
        if user and not over_limit("password", address_of(request), 5, 900):
            send_password_link(request, user)
        messages.success(request, _("If that e-mail has an account, a link is on its way."))
        return redirect("centers:login")
    return render(request, "centers/password_forgotten.html", {"form": form})


class Choose(auth_views.PasswordResetConfirmView):
    template_name = "centers/password_choose.html"
    success_url = reverse_lazy("centers:login")

    def form_valid(self, form):
        messages.success(self.request, _("Your password is saved. Sign in with it."))
        return super().form_valid(form)


password_choose = public(Choose.as_view())
