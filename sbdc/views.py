"""The front door."""

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from centers.access import logged_in
from sbdc.navigation import Navigation


@require_safe
@logged_in
def home(request):
    """Sends each person to where the working day begins."""
    return redirect(Navigation(request.user).home_url)
