"""One's own tokens of the API."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from centers.access import logged_in
from centers.actions.tokens import take_token_back
from centers.forms.tokens import TokenForm
from centers.models import ApiToken


@logged_in
@never_cache
def token_list(request):
    """The tokens that work, and a form for a new one, whose secret is shown this once."""
    form = TokenForm(request.POST or None)
    secret = None
    if request.method == "POST" and form.is_valid():
        secret = form.make(user=request.user)
        if secret:
            form = TokenForm()
    tokens = ApiToken.objects.for_user(request.user)
    context = {"form": form, "secret": secret, "tokens": tokens}
    return render(request, "centers/token_list.html", context)


@require_POST
@logged_in
def token_delete(request, token_pk):
    token = get_object_or_404(ApiToken.objects.for_user(request.user), pk=token_pk)
    take_token_back(token=token)
    messages.success(request, _("The token opens nothing any more."))
    return redirect("centers:token-list")
