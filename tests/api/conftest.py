"""Callers of the API: people with a token of every scope, and what they call."""

import pytest
from django.test import Client as Browser

from centers.actions.tokens import make_token
from centers.models import Scope
from tests import factories


class Caller:
    """Calls the API as `user` with a token; answers are Django's responses."""

    def __init__(self, user, scopes=tuple(Scope.values), **headers):
        self.user = user
        self.token, self.secret = make_token(user=user, name="test", scopes=scopes, days=30)
        self.headers = {"authorization": f"Bearer {self.secret}"} | headers
        self.browser = Browser()

    def _send(self, method, path, body=None, **headers):
        return getattr(self.browser, method)(
            f"/api/v1/{path}",
            body,
            content_type="application/json",
            headers=self.headers | {name.replace("_", "-"): text for name, text in headers.items()},
        )

    def get(self, path, query=None, **headers):
        return self.browser.get(
            f"/api/v1/{path}",
            query,
            headers=self.headers | {name.replace("_", "-"): text for name, text in headers.items()},
        )

    def post(self, path, body=None, **headers):
        return self._send("post", path, body, **headers)

    def patch(self, path, body, **headers):
        return self._send("patch", path, body, **headers)

    def delete(self, path, **headers):
        return self._send("delete", path, **headers)


@pytest.fixture
def center():
    return factories.make_center(code="SV-01")


@pytest.fixture
def advisor(center):
    return Caller(factories.make_advisor(center))


@pytest.fixture
def director(center):
    return Caller(factories.make_director(center))


@pytest.fixture
def firm(center):
    return factories.make_client(center, name="Panadería La Espiga")
