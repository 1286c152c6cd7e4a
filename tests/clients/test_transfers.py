"""A client moves; its history stays with the center that gave it."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from clients import actions
from clients.models import Client, Document, Session, Transfer
from tests.factories import (
    make_advisor,
    make_appointment,
    make_center,
    make_client,
    make_country,
    make_director,
    make_followup,
    make_outcome,
    make_session,
)

pytestmark = pytest.mark.django_db


def test_a_transfer_moves_the_client_and_what_is_ahead_but_not_its_sessions():
    old, new = make_center(), make_center()
    advisor = make_advisor(new)
    client = make_client(center=old, advisor=make_advisor(old))
    session = make_session(client)
    appointment = make_appointment(client, advisor=client.advisor)
    followup = make_followup(client)

    actions.transfer_client(
        client=client, by=make_director(old), center=new, advisor=advisor, reason="Moved house"
    )

    client.refresh_from_db(), appointment.refresh_from_db(), followup.refresh_from_db()
    assert (client.center, client.advisor) == (new, advisor)
    assert (appointment.center, appointment.advisor) == (new, advisor)
    assert followup.center == new
    assert Session.objects.get(pk=session.pk).center == old
    assert Transfer.objects.get().reason == "Moved house"


def test_after_a_transfer_the_documents_open_and_the_history_is_told_without_dead_links(client):
    old, new = make_center(), make_center()
    row = make_client(center=old)
    session, claim = make_session(row, note="Flujo de caja"), make_outcome(row)
    document = Document.objects.create(
        client=row,
        center=old,
        country=old.country,
        title="Permiso",
        file=ContentFile(b"%PDF-1.4", name="permiso.pdf"),
        content_type="application/pdf",
    )
    director = make_director(old)
    client.force_login(director)
    before = client.get(row.get_absolute_url()).content.decode()
    actions.transfer_client(client=row, by=director, center=new, reason="Moved house")
    client.force_login(make_advisor(new))

    page = client.get(row.get_absolute_url()).content.decode()
    file = client.get(reverse("clients:document-file", args=[document.uuid]))

    assert session.get_absolute_url() in before and claim.get_absolute_url() in before
    assert "Flujo de caja" in page and old.name in page
    assert session.get_absolute_url() not in page and claim.get_absolute_url() not in page
    assert file.status_code == 200
    client.force_login(director)
    assert client.get(reverse("clients:document-file", args=[document.uuid])).status_code == 404


def test_a_client_cannot_move_to_another_country():
    client = make_client()
    abroad = make_center(make_country("GT"))

    with pytest.raises(actions.NotAllowed, match="another country"):
        actions.transfer_client(client=client, by=None, center=abroad, reason="x")

    assert Client.objects.get(pk=client.pk).center == client.center
    assert not Transfer.objects.exists()


def test_the_new_advisor_must_work_at_the_new_center(client):
    row = make_client()
    director, stranger = make_director(row.center), make_advisor(make_center())
    target = make_center()
    client.force_login(director)

    answer = client.post(
        reverse("clients:client-transfer", args=[row.pk]),
        {"center": target.pk, "advisor": stranger.pk, "reason": "Moved"},
    )

    assert "does not work at" in answer.content.decode()
    assert "Moved" in answer.content.decode()


def test_all_clients_of_an_advisor_who_leaves_go_to_another(client):
    center = make_center()
    leaving, staying = make_advisor(center), make_advisor(center)
    make_client(center=center, advisor=leaving), make_client(center=center, advisor=leaving)
    elsewhere = make_client(advisor=leaving)
    client.force_login(make_director(center))

    client.post(
        reverse("clients:client-reassign"),
        {"leaving": leaving.pk, "center": center.pk, "advisor": staying.pk, "reason": "Left"},
    )

    assert staying.clients.count() == 2
    elsewhere.refresh_from_db()
    assert elsewhere.advisor == leaving


def test_an_advisor_may_not_transfer(client):
    row = make_client()
    client.force_login(make_advisor(row.center))

    assert client.get(reverse("clients:client-transfer", args=[row.pk])).status_code == 403
