"""Meetings: invited by country and role, in the right time zone, kept promises."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from centers.roles import Role
from cooperation.actions import meetings
from cooperation.actions.files import add_document, remove_document
from cooperation.attendance import attendance_by_country
from cooperation.models import AgendaPoint, Commitment, Delegation, Meeting, MeetingDocument
from tests import factories
from tests.cooperation import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def salvador():
    return factories.make_country("SV")


@pytest.fixture
def meeting(salvador):
    return rows.make_meeting(salvador)


def test_the_clock_on_the_wall_is_that_of_the_chosen_zone(client, salvador):
    client.force_login(rows.make_editor(salvador))
    form = {
        "series": "quarterly",
        "country": "SV",
        "time_zone": "America/Santiago",
        "starts": "2026-01-15T09:00",
        "ends": "2026-01-15T10:30",
        "state": "planned",
        "titles_es": "Reunión",
        "titles_fr": "Réunion",
    }

    bad = client.post(reverse("cooperation:meeting-add"), form | {"ends": "2026-01-15T08:00"})
    client.post(reverse("cooperation:meeting-add"), form)

    assert "The end lies before the beginning" in bad.content.decode()
    row = Meeting.objects.get()
    assert row.starts_at == datetime(2026, 1, 15, 12, tzinfo=UTC)  # summer time in Chile
    page = client.get(row.get_absolute_url()).content.decode()
    assert "09:00" in page or "9:00" in page
    assert (
        'value="2026-01-15T09:00"'
        in client.get(reverse("cooperation:meeting-edit", args=[row.pk])).content.decode()
    )


def test_people_are_invited_by_country_and_role_once(meeting, salvador):
    guatemala = factories.make_country("GT")
    here = factories.make_coordinator(salvador, language="fr")
    there = factories.make_coordinator(guatemala)
    factories.make_advisor(factories.make_center(salvador))
    made = meetings.invite_roles(meeting=meeting, countries=[salvador], roles=[Role.COORDINATOR])
    again = meetings.invite_roles(meeting=meeting, countries=[salvador], roles=[Role.COORDINATOR])
    assert [(one.user, one.language) for one in made] == [(here, "fr")]
    assert not again and not meeting.invitations.filter(user=there).exists()


def test_an_invitation_brings_a_calendar_file_and_is_answered_by_its_link(client, meeting, mailbox):
    AgendaPoint.objects.create(meeting=meeting, position=1, texts={"fr": "Bienvenue", "es": "Hola"})
    guest = rows.make_invitation(meeting, language="fr", email="rose@example.org")
    assert meetings.send_invitations(meeting) == 1
    assert meetings.send_invitations(meeting) == 0

    (message,) = mailbox.to("rose@example.org")
    calendar = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    event = Calendar.from_ical(calendar.get_payload(decode=True)).walk("VEVENT")[0]
    answer = reverse("cooperation:invitation-answer", args=[guest.token])
    page = client.get(answer).content.decode()
    client.post(answer, {"answer": "yes"})

    assert event.decoded("dtstart") == datetime(2026, 12, 1, 15, tzinfo=UTC)
    assert "Bienvenue" in str(event["description"])
    assert "Bienvenue" in page and answer in message.get_body(["plain"]).get_content()
    guest.refresh_from_db()
    assert guest.answer == "yes"
    assert client.get(f"/invitations/{guest.token}x/").status_code == 404


@pytest.mark.parametrize(
    "day, jamaica, chile, haiti",
    [("2026-01-15", "10:00", "12:00", "10:00"), ("2026-07-15", "10:00", "11:00", "11:00")],
)
def test_each_guest_reads_the_hour_of_the_own_clocks(client, mailbox, day, jamaica, chile, haiti):
    """Nine in Guatemala: Jamaica never moves its clocks, Haiti in March, Chile in April."""
    hours = {"JM": jamaica, "CL": chile, "HT": haiti}
    zones = {"JM": "America/Jamaica", "CL": "America/Santiago", "HT": "America/Port-au-Prince"}
    start = datetime.fromisoformat(f"{day}T15:00+00:00")
    meeting = rows.make_meeting(
        None, starts_at=start, ends_at=start.replace(hour=16), time_zone="America/Guatemala"
    )
    guests = {
        code: rows.make_invitation(meeting, country=factories.make_country(code, time_zone=zone))
        for code, zone in zones.items()
    }
    near = rows.make_invitation(
        meeting, country=factories.make_country("SV", time_zone="America/El_Salvador")
    )

    meetings.send_invitations(meeting)

    for code, guest in guests.items():
        text = mailbox.to(guest.email)[0].get_body(["plain"]).get_content()
        page = client.get(reverse("cooperation:invitation-answer", args=[guest.token]))
        for words in (text, page.content.decode()):
            assert "(Guatemala, UTC−6)" in words  # noqa: RUF001
            assert f"{hours[code]} at your place" in words
    assert near.own_zone == ""


def test_an_hour_that_the_clocks_skip_is_refused(client, salvador):
    client.force_login(rows.make_editor(salvador))
    form = {
        "series": "quarterly",
        "country": "SV",
        "time_zone": "America/Santiago",
        "starts": "2026-09-06T00:30",  # from 0:00 on it is 1:00 in Chile
        "ends": "2026-09-06T02:00",
        "state": "planned",
        "titles_es": "Reunión",
    }
    page = client.post(reverse("cooperation:meeting-add"), form).content.decode()
    assert "The clocks skip this hour" in page and 'value="2026-09-06T00:30"' in page
    client.post(reverse("cooperation:meeting-add"), form | {"time_zone": "America/Jamaica"})
    assert Meeting.objects.get().starts_at == datetime(2026, 9, 6, 5, 30, tzinfo=UTC)


def test_the_agenda_comes_in_the_guests_language_with_its_hours(meeting, mailbox):
    words = {"es": "Apertura", "en": "Opening", "pt-br": "Abertura", "fr": "Ouverture"}
    AgendaPoint.objects.create(meeting=meeting, position=1, length=20, texts=words)
    AgendaPoint.objects.create(meeting=meeting, position=2, texts={"es": "Casos"})
    guests = {code: rows.make_invitation(meeting, language=code) for code in words}
    meetings.send_invitations(meeting)
    for code, guest in guests.items():
        message = mailbox.to(guest.email)[0]
        file = next(part for part in message.walk() if part.get_filename() == "invitation.ics")
        event = Calendar.from_ical(file.get_payload(decode=True)).walk("VEVENT")[0]
        assert f"09:00 {words[code]}\n09:20 Casos" == str(event["description"])
        assert words[code] in message.get_body(["html"]).get_content()


def ics_of(message):
    file = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    return file, Calendar.from_ical(file.get_payload(decode=True))


def test_guests_hear_of_a_change_and_of_the_end_once_each(client, meeting, mailbox, salvador):
    guest = rows.make_invitation(meeting)
    client.force_login(rows.make_editor(salvador))
    send = reverse("cooperation:meeting-send", args=[meeting.pk])

    def save(**fields):
        row = Meeting.objects.get()
        for name, value in fields.items():
            setattr(row, name, value)
        meetings.save_meeting(meeting=row, by=None)
        client.post(send)

    client.post(send)
    save()  # stored again, nothing changed: nobody is told
    save(minutes="Acta.")
    save(place="Sala 2")
    late = rows.make_invitation(meeting)
    save(state="cancelled")

    messages = mailbox.to(guest.email)
    files = [ics_of(message) for message in messages]
    assert [file.get_param("method") for file, _ics in files] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [str(ics["method"]) for _file, ics in files] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [ics.walk("VEVENT")[0] for _file, ics in files]
    assert [event["sequence"] for event in events] == [0, 1, 2]
    assert len({str(event["uid"]) for event in events}) == 1
    assert [message["Subject"].partition(":")[0] for message in messages] == [
        *("Invitation", "Changed", "Cancelled")
    ]
    assert not mailbox.to(late.email)


def test_what_was_entered_wrongly_can_be_mended(client, meeting, salvador):
    haiti = factories.make_country("HT")
    client.force_login(rows.make_editor(salvador))
    dialogue = rows.make_meeting(salvador, series="dialogue")
    point = AgendaPoint.objects.create(meeting=dialogue, position=1, texts={"es": "Hola"})
    guest = rows.make_invitation(dialogue, email="ana@example.org")
    delegation = Delegation.objects.create(meeting=dialogue, country=haiti, head="?")

    def mend(what, row, **form):
        address = reverse(f"cooperation:meeting-{what}-edit", args=[dialogue.pk, row.pk])
        assert client.post(address, form).status_code == 302, what
        row.refresh_from_db()

    mend("agenda", point, position="1", length="30", texts_es="Bienvenida")
    mend("guest", guest, name="Ana", email="ana@example.org", language="fr", sex="woman")
    mend("delegation", delegation, country="HT", head="Rose Jean", women="2", men="1")

    assert (str(point), guest.language, delegation.head) == ("Bienvenida", "fr", "Rose Jean")
    other = reverse("cooperation:meeting-agenda-edit", args=[meeting.pk, point.pk])
    assert client.get(other).status_code == 404  # a point of another meeting


def test_a_changed_meeting_replaces_the_one_in_the_calendar(meeting):
    before = Calendar.from_ical(meetings.calendar_of(meeting)).walk("VEVENT")[0]
    meeting.state = "cancelled"
    meetings.save_meeting(meeting=meeting, by=None)
    after = Calendar.from_ical(meetings.calendar_of(meeting)).walk("VEVENT")[0]
    assert after["uid"] == before["uid"] and after["sequence"] > before["sequence"]
    assert after["status"] == "CANCELLED"


def test_attendance_is_taken_in_one_save_and_counted_by_country_and_sex(client, meeting, salvador):
    haiti = factories.make_country("HT")
    people = [rows.make_invitation(meeting, country=haiti) for _number in range(3)]
    people.append(rows.make_invitation(meeting, country=salvador))
    client.force_login(rows.make_editor(salvador))
    form = {f"sex_{one.pk}": "woman" for one in people} | {f"sex_{people[1].pk}": "man"}
    form |= {f"came_{one.pk}": "on" for one in people[:2] + people[3:]}

    address = reverse("cooperation:meeting-attendance", args=[meeting.pk])
    now = timezone.now()
    hour = timedelta(hours=1)
    Meeting.objects.update(starts_at=now + hour, ends_at=now + 2 * hour)
    early = client.post(address, form, follow=True).content.decode()
    assert "has not begun yet" in early
    assert not meeting.invitations.exclude(attended=None).exists()
    Meeting.objects.update(starts_at=now - hour, ends_at=now + hour)
    client.post(address, form)

    table, total = attendance_by_country(meeting)
    assert [(row["country"], row["women"], row["men"], row["total"]) for row in table] == [
        ("El Salvador", 1, 0, 1),
        ("Haiti", 1, 1, 2),
    ]
    assert total["total"] == 3 and total["invited"] == 4
    meeting.refresh_from_db()
    assert meeting.state == "held"


def make_commitment(meeting, **fields):
    fields = {
        "text": "Compartir la guía",
        "owner_name": "Ana",
        "owner_email": "ana@example.org",
        "due_on": date(2026, 6, 10),
        "language": "es",
    } | fields
    return Commitment.objects.create(meeting=meeting, **fields)


def test_owners_are_reminded_once_a_week_and_answer_by_the_link(client, meeting, mailbox):
    row = make_commitment(meeting)
    make_commitment(meeting, due_on=date(2026, 12, 1), owner_email="later@example.org")
    sent = [meetings.remind_owners(today=date(2026, 6, day)) for day in (1, 2, 8, 9)]
    meetings.set_commitment_state(commitment=row, state="done", outcome="Publicada.")
    sent.append(meetings.remind_owners(today=date(2026, 6, 20)))
    assert sent == [1, 0, 1, 0, 0]
    text = mailbox.to("ana@example.org")[0].get_body(["plain"]).get_content()
    link = re.search(r"https?://[^/]+(/commitments/\S+)", text)[1]
    page = client.get(link).content.decode()
    client.post(link, {"state": "started", "outcome": ""})
    row.refresh_from_db()
    assert "Compartir la guía" in page and "noindex" in page and row.state == "started"
    assert client.get(link.replace(":", "x", 1)).status_code == 404
    assert len(mailbox.to("ana@example.org")) == 2


def test_a_commitment_ends_with_a_sentence(client, meeting, salvador):
    row = make_commitment(meeting)
    client.force_login(rows.make_editor(salvador))
    address = reverse("cooperation:commitment-edit", args=[row.pk])
    refused = client.post(address, {"state": "done"})
    client.post(address, {"state": "done", "outcome": "Publicada."})
    assert "Say in a sentence" in refused.content.decode()
    row.refresh_from_db()
    assert row.state == "done" and row.closed_on


def test_a_dialogue_has_sessions_delegations_and_declarations(client, salvador):
    dialogue = rows.make_meeting(salvador, series="dialogue")
    client.force_login(rows.make_editor(salvador))

    def add(what, **form):
        return client.post(reverse(f"cooperation:meeting-{what}-add", args=[dialogue.pk]), form)

    add(
        "session",
        time_zone="UTC",
        starts="2026-12-01T15:00",
        ends="2026-12-01T16:00",
        state="planned",
        titles_es="Sesión 1",
    )
    add("delegation", country="SV", head="Ana Pérez", women="2", men="1")
    again = add("delegation", country="SV", head="Otra", women="0", men="0")
    add("declaration", adopted_on="2026-12-02", titles_es="Declaración", texts_es="Acordamos.")
    add("decision", text="Reunirse cada trimestre.")
    page = client.get(dialogue.get_absolute_url()).content.decode()

    assert dialogue.sessions.get().series == "session"
    assert "already in the list" in again.content.decode()
    for words in ("Sesión 1", "women 2, men 1", "Acordamos.", "Reunirse cada trimestre."):
        assert words in page


def test_a_country_moves_its_own_commitment_of_a_network_meeting(client, salvador):
    network = rows.make_meeting(None)
    own = make_commitment(network, country=salvador)
    foreign = make_commitment(network, country=factories.make_country("GT"))
    client.force_login(rows.make_editor(salvador))
    page = client.get(reverse("cooperation:meeting-list")).content.decode()
    addresses = [reverse("cooperation:commitment-edit", args=[row.pk]) for row in (own, foreign)]
    assert [client.get(address).status_code for address in addresses] == [200, 404]
    assert addresses[0] in page and addresses[1] not in page


def test_a_document_is_removed_with_a_trace_and_can_be_put_back(client, meeting):
    editor = rows.make_editor(meeting.country)
    guest = rows.make_invitation(meeting)
    client.force_login(editor)
    upload = SimpleUploadedFile("nota.pdf", b"%PDF-1.7 nota")
    add = reverse("cooperation:meeting-document-add", args=[meeting.pk])
    client.post(add, {"title": "Nota de concepto", "file": upload})
    paper = meeting.documents.get()
    of_guest = reverse("cooperation:invitation-document", args=[guest.token, paper.uuid])
    of_editor = reverse("cooperation:document-detail", args=[paper.uuid])
    parts = [meeting.pk, paper.uuid]

    client.post(reverse("cooperation:meeting-document-delete", args=parts))
    gone = [client.get(address).status_code for address in (of_guest, of_editor)]
    page = client.get(meeting.get_absolute_url()).content.decode()
    client.post(reverse("cooperation:meeting-document-restore", args=parts))
    back = [client.get(address).status_code for address in (of_guest, of_editor)]

    assert gone == [404, 404] and back == [200, 200]
    assert "Removed documents" in page and editor.name in page
    answer = client.get(reverse("cooperation:invitation-answer", args=[guest.token]))
    assert "Nota de concepto" in answer.content.decode()


def test_the_file_of_a_removed_document_goes_after_thirty_days_and_its_row_stays(client, meeting):
    editor = rows.make_editor(meeting.country)
    papers = [
        add_document(
            meeting=meeting, upload=SimpleUploadedFile("a.pdf", b"%PDF-1.7"), title=f"Acta {days}"
        )
        for days in (29, 31)
    ]
    for paper, days in zip(papers, (29, 31), strict=True):
        remove_document(document=paper, by=editor)
        removed_at = timezone.now() - timedelta(days=days)
        MeetingDocument.objects.filter(pk=paper.pk).update(removed_at=removed_at)
    names = [paper.file.name for paper in papers]
    assert all(default_storage.exists(name) for name in names)

    call_command("cooperation_daily")

    assert [default_storage.exists(name) for name in names] == [True, False]
    client.force_login(editor)
    address = reverse("cooperation:meeting-document-restore", args=[meeting.pk, papers[1].uuid])
    assert "Add it again" in client.post(address, follow=True).content.decode()
    assert meeting.documents.removed().count() == 2


def test_a_further_agenda_point_stands_behind_the_last(client, meeting, salvador):
    AgendaPoint.objects.create(meeting=meeting, position=4, texts={"es": "Bienvenida"})
    client.force_login(rows.make_editor(salvador))
    form = client.get(reverse("cooperation:meeting-agenda-add", args=[meeting.pk])).context["form"]
    assert form["position"].value() == 5


def test_the_guests_page_leads_to_the_video_room_until_the_meeting_is_cancelled(client, meeting):
    guest = rows.make_invitation(meeting)
    room = "https://meet.example.org/practicas"
    Meeting.objects.update(address=room)
    address = reverse("cooperation:invitation-answer", args=[guest.token])
    assert f'href="{room}"' in client.get(address).content.decode()
    Meeting.objects.update(state="cancelled")
    assert room not in client.get(address).content.decode()
