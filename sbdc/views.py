"""The front door."""

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from centers.access import logged_in
from centers.roles import Permission


@require_safe
@logged_in
def home(request):
    """Sends each person to where the working day begins."""
    user = request.user
    if user.home_center and user.holds(Permission.CLIENT_EDIT):
        return redirect("clients:field")
    if user.holds(Permission.FIGURES_VIEW):
        return redirect("reporting:dashboard")
    if user.holds(Permission.OVERVIEW_VIEW):
        return redirect("reporting:overview")
    return redirect("centers:account")
