import pytest
from django.db import OperationalError


@pytest.mark.django_db
def test_health_says_ok_without_login(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-cache" in response["Cache-Control"]


def test_health_fails_when_the_database_does(client, monkeypatch):
    def refuse():
        raise OperationalError("no connection")

    monkeypatch.setattr("sbdc.health.connection.cursor", refuse)
    client.raise_request_exception = False

    assert client.get("/healthz").status_code == 500
