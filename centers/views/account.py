"""Login, logout and the person's own settings."""

from django.shortcuts import render

from centers.access import public


@public
def locked_out(request, credentials=None, *args, **kwargs):
    """Too many wrong passwords: says so and when to try again."""
    return render(request, "centers/locked_out.html", status=429)
