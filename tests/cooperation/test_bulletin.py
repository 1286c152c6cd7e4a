"""The bulletin: made, published in four languages, sent once to each reader, left with a click."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cooperation import printing, tasks
from cooperation.actions import bulletins, subscribers
from cooperation.actions.items import NotAllowed, withdraw_item
from cooperation.mail import Passing
from cooperation.models import Bulletin, Delivery, Item, Reading, Subscriber
from tests import factories
from tests.cooperation import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    """A published issue of one item about women."""
    issue = rows.make_bulletin()
    item = rows.make_item(title="Ferias de mujeres", themes=["women"], state="published")
    bulletins.set_entries(bulletin=issue, items=[item])
    return issue


def links_of(message):
    return re.findall(r"https?://\S+", message.get_body(["plain"]).get_content())


def path_of(link):
    return re.sub(r"^https?://[^/]+", "", link)


def test_a_reader_asks_confirms_gets_an_issue_and_leaves_with_one_click(
    client, mailbox, issue, django_capture_on_commit_callbacks
):
    form = {"email": "Ana@Example.org", "language": "fr", "topics": ["women"]}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("cooperation:subscriber-add"), form)
    reader = Subscriber.objects.get()
    assert reader.state == "pending"

    (confirm,) = mailbox.to("ana@example.org")
    link = path_of(links_of(confirm)[0])
    client.get(link)
    reader.refresh_from_db()
    assert reader.state == "pending"  # mail scanners open links; only the button counts
    client.post(link)
    reader.refresh_from_db()
    assert reader.state == "active" and reader.confirmed_at

    client.force_login(factories.make_administrator())
    client.post(reverse("cooperation:bulletin-publish", args=[issue.uuid]))
    message = mailbox.to("ana@example.org")[1]
    assert "Bulletin de pratiques" in message["Subject"]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    leave = path_of(message["List-Unsubscribe"].strip().strip("<>"))
    program = Client(enforce_csrf_checks=True)  # a mail program has no cookie and no token
    answer = program.post(leave, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    reader.refresh_from_db()
    assert reader.state == "left"
    assert program.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_opening_the_unsubscribe_link_asks_first(client):
    reader = rows.make_reader()
    page = client.get(reverse("cooperation:unsubscribe", args=[reader.token]))
    reader.refresh_from_db()
    assert reader.state == "active" and "<form" in page.content.decode()


def test_nobody_can_find_out_who_reads(client, mailbox, django_capture_on_commit_callbacks):
    rows.make_reader("known@example.org")
    pages = []
    for address in ("known@example.org", "new@example.org"):
        with django_capture_on_commit_callbacks(execute=True):
            page = client.post(
                reverse("cooperation:subscriber-add"), {"email": address, "language": "en"}
            ).content.decode()
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page))
    assert pages[0] == pages[1]
    assert len(mailbox.messages) == 2
    assert Subscriber.objects.get(email="known@example.org").state == "active"


def test_nobody_fills_a_strangers_mailbox(client, mailbox, django_capture_on_commit_callbacks):
    pages = []
    for _time in range(5):
        with django_capture_on_commit_callbacks(execute=True):
            form = {"email": "Stranger@example.org", "language": "en"}
            page = client.post(reverse("cooperation:subscriber-add"), form).content.decode()
        pages.append("Look into your mailbox" in page)
    assert pages == [True] * 5 and len(mailbox.messages) == 3


def test_machines_that_fill_the_hidden_field_are_thanked_and_ignored(client):
    form = {"email": "bot@example.org", "language": "en", "website": "http://spam"}
    client.post(reverse("cooperation:subscriber-add"), form)
    assert not Subscriber.objects.exists()


def test_a_message_is_small_plain_and_its_links_open(client, mailbox, issue):
    reader = rows.make_reader(language="es")
    issue = bulletins.publish_bulletin(bulletin=issue)
    bulletins.send_batch(issue)

    (message,) = mailbox.to(reader.email)
    plain = message.get_body(["plain"]).get_content()
    html = message.get_body(["html"]).get_content()
    links = links_of(message)

    assert len(message.as_bytes()) < 100_000  # Gmail cuts what is longer than 102 KB
    assert "Ferias de mujeres" in plain and "Ferias de mujeres" in html
    assert "<img" not in html  # nothing that tells who opened it
    assert len(links) == 4
    for link in links:
        assert reader.email not in link
        assert client.get(path_of(link), follow=True).status_code == 200, link


def test_each_reader_gets_the_own_language_and_topics(issue, mailbox):
    rows.make_reader("en@example.org", language="en")
    rows.make_reader("other@example.org", topics=["green"])
    rows.make_reader("women@example.org", topics=["women", "green"], language="pt-br")
    rows.make_reader("left@example.org", state="left")

    bulletins.send_batch(bulletins.publish_bulletin(bulletin=issue))

    assert {people[0] for people, _message in mailbox.messages} == {
        "en@example.org",
        "women@example.org",
    }
    assert "Boletim" in mailbox.to("women@example.org")[0]["Subject"]


@pytest.mark.postgres
def test_sending_goes_in_batches_and_never_twice(issue, mailbox):
    for _number in range(7):
        rows.make_reader()
    issue = bulletins.publish_bulletin(bulletin=issue)

    assert bulletins.send_batch(issue, size=3) == 4
    bulletins.queue_deliveries(issue)  # asking again adds nobody
    assert bulletins.send_batch(issue, size=3) == 1
    tasks.send_bulletin.call(issue.pk)
    tasks.send_bulletin.call(issue.pk)

    people = [address for addresses, _message in mailbox.messages for address in addresses]
    assert len(people) == len(set(people)) == 7
    assert issue.deliveries.filter(state="sent").count() == 7


@pytest.mark.postgres
def test_the_database_refuses_a_second_delivery(issue):
    reader = rows.make_reader()
    Delivery.objects.create(bulletin=issue, subscriber=reader, language="es")
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(bulletin=issue, subscriber=reader, language="es")


def test_a_worker_that_died_while_sending_is_not_repeated(issue, mailbox):
    rows.make_reader()
    issue = bulletins.publish_bulletin(bulletin=issue)
    issue.deliveries.update(state="sending")  # it died after claiming the row
    bulletins.send_batch(issue)
    assert not mailbox.messages


def test_a_busy_server_is_tried_again_and_a_refusal_counted(issue, mailbox):
    good, gone, busy = (rows.make_reader(f"{name}@example.org") for name in ("a", "b", "c"))
    mailbox.refused, mailbox.busy = {gone.email}, {busy.email}
    issue = bulletins.publish_bulletin(bulletin=issue)

    with pytest.raises(Passing):
        bulletins.send_batch(issue)
    mailbox.busy = set()
    call_command("cooperation_daily", stdout=StringIO())

    assert len(mailbox.to(good.email)) == len(mailbox.to(busy.email)) == 1
    gone.refresh_from_db()
    assert gone.hard_bounces == 1
    assert Delivery.objects.get(subscriber=gone).error == "SMTP 550"


def test_a_reader_who_left_before_the_turn_gets_nothing(issue, mailbox):
    reader = rows.make_reader()
    issue = bulletins.publish_bulletin(bulletin=issue)
    Subscriber.objects.filter(pk=reader.pk).update(state="left")
    bulletins.send_batch(issue)
    assert not mailbox.messages and Delivery.objects.get().state == "skipped"


REPORT = b"""\
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

It came back.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; Gone@example.org
Action: failed
Status: 5.1.1

Final-Recipient: rfc822; full@example.org
Action: delayed
Status: 4.2.2
--x--
"""


def test_reports_of_lasting_failures_end_a_subscription(monkeypatch, capsys):
    gone, full = rows.make_reader("gone@example.org"), rows.make_reader("full@example.org")
    for _time in range(2):
        monkeypatch.setattr("sys.stdin", type("Input", (), {"buffer": BytesIO(REPORT)}))
        call_command("record_bounces")
    gone.refresh_from_db()
    full.refresh_from_db()
    assert (gone.state, full.state) == ("bounced", "active")


def test_one_click_makes_page_and_pdf_in_each_language(client, issue, mailbox):
    client.force_login(factories.make_administrator())
    client.post(reverse("cooperation:bulletin-publish", args=[issue.uuid]))
    client.logout()
    for language, title in issue.titles.items():
        page = client.get(reverse("cooperation:bulletin-text", args=[issue.slug, language]))
        assert title in page.content.decode()
    pdf = client.get(reverse("cooperation:bulletin-pdf", args=[issue.slug, "fr"]))
    assert pdf.content.startswith(b"%PDF")


def test_editors_see_page_and_mail_before_anybody_else(client, issue):
    address = reverse("cooperation:bulletin-preview", args=[issue.uuid, "fr"])
    client.force_login(rows.make_editor())
    kept_out = client.get(address).status_code  # the network's issue is not a country's
    client.force_login(factories.make_administrator())

    page = client.get(address).content.decode()

    assert kept_out == 404
    assert "Bulletin de pratiques" in page and "Courriel en texte brut" in page
    assert "noindex" in page and "/leave/" not in page
    assert client.get(issue.get_absolute_url()).status_code == 404


def test_a_pdf_is_made_once_and_made_anew_when_an_item_is_withdrawn(client, issue, monkeypatch):
    issue = bulletins.publish_bulletin(bulletin=issue)
    made = []
    monkeypatch.setattr(printing, "_maker", lambda html, made_at: made.append(html) or b"%PDF-x")
    address = reverse("cooperation:bulletin-pdf", args=[issue.slug, "es"])
    for _time in range(3):
        assert client.get(address).content == b"%PDF-x"
    assert len(made) == 1
    withdraw_item(item=issue.public_items()[0], by=None, reason="x")
    client.get(address)
    assert len(made) == 2 and "Ferias" not in made[1]


def test_an_address_that_was_never_confirmed_is_forgotten(issue):
    now = timezone.now()
    old = now - timedelta(days=31)
    rows.make_reader("old@example.org", state="pending", asked_at=old, confirmed_at=None)
    rows.make_reader("new@example.org", state="pending", confirmed_at=None)
    rows.make_reader("reader@example.org", asked_at=old)
    assert subscribers.forget_unconfirmed() == 1
    left = set(Subscriber.objects.values_list("email", flat=True))
    assert left == {"new@example.org", "reader@example.org"}
    assert dict(subscribers.reader_counts())["Subscribed"] == 1


def test_an_unfinished_issue_is_not_published():
    issue = rows.make_bulletin()
    with pytest.raises(NotAllowed, match="at least one"):
        bulletins.publish_bulletin(bulletin=issue)
    bulletins.set_entries(bulletin=issue, items=[rows.make_item(state="published")])
    bulletins.change_bulletin(bulletin=issue, titles={"es": "Boletín"})
    with pytest.raises(NotAllowed, match="en, pt-br, fr"):
        bulletins.publish_bulletin(bulletin=issue)


def test_a_published_issue_stays_but_loses_withdrawn_items(client, issue):
    item = issue.public_items()[0]
    issue = bulletins.publish_bulletin(bulletin=issue)
    with pytest.raises(NotAllowed):
        bulletins.set_entries(bulletin=issue, items=[])
    withdraw_item(item=item, by=None, reason="x")
    page = client.get(reverse("cooperation:bulletin-text", args=[issue.slug, "es"]))
    assert page.status_code == 200 and "Ferias" not in page.content.decode()


def test_openings_are_counted_without_knowing_who(issue):
    issue = bulletins.publish_bulletin(bulletin=issue)
    address = reverse("cooperation:bulletin-text", args=[issue.slug, "es"])
    person = Client(headers={"user-agent": "Mozilla/5.0 Firefox"})
    person.get(address)
    person.get(address)
    person.get(address + "?from=mail")
    Client(headers={"user-agent": "Googlebot/2.1"}).get(address)
    counts = dict(Reading.objects.values_list("channel", "count"))
    assert counts == {"web": 2, "mail": 1}
    assert {field.name for field in Reading._meta.fields} == {
        "id",
        "bulletin",
        "day",
        "language",
        "channel",
        "count",
    }


def test_items_are_chosen_from_the_period_and_country_and_put_in_order(client):
    editor = rows.make_editor()
    first, second = rows.make_item(state="published"), rows.make_item(state="published")
    rows.make_item(factories.make_country("GT"), state="published")
    rows.make_item()
    issue = rows.make_bulletin(factories.make_country("SV"))
    assert set(bulletins.candidates(issue)) == {first, second}
    client.force_login(editor)
    address = reverse("cooperation:bulletin-entries", args=[issue.uuid])
    client.post(address, {f"place_{first.pk}": "2", f"place_{second.pk}": "1"})
    assert Bulletin.objects.get().public_items() == [second, first]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_message_once(mailbox):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    issue = rows.make_bulletin()
    bulletins.set_entries(bulletin=issue, items=[rows.make_item(state="published")])
    readers = [rows.make_reader() for _number in range(12)]
    issue = bulletins.publish_bulletin(bulletin=issue)

    def work(_worker):
        try:
            bulletins.send_batch(issue)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))

    people = [address for addresses, _message in mailbox.messages for address in addresses]
    assert sorted(people) == sorted(reader.email for reader in readers)
    assert set(issue.deliveries.values_list("state", flat=True)) == {"sent"}


def test_a_new_issue_begins_where_the_last_one_ended(client):
    editor = rows.make_editor(factories.make_country("SV"))
    today = timezone.localdate()
    rows.make_bulletin(
        editor.home_country,
        starts_on=today - timedelta(days=60),
        ends_on=today - timedelta(days=20),
    )
    rows.make_bulletin(factories.make_country("GT"), starts_on=today, ends_on=today)
    client.force_login(editor)

    form = client.get(reverse("cooperation:bulletin-add")).context["form"]

    period = (form["starts_on"].value(), form["ends_on"].value())
    assert period == (today - timedelta(days=19), today)


def test_an_item_without_the_readers_language_says_which_one_it_is_in(client, issue):
    Item.objects.get().texts.exclude(language="es").delete()
    bulletins.publish_bulletin(bulletin=issue)
    address = reverse("cooperation:bulletin-text", args=[issue.slug, "fr"])
    page = client.get(address).content.decode()
    own = client.get(address.replace("/fr/", "/es/")).content.decode()

    assert '<h2 lang="es">' in page and "· Espagnol</p>" in page
    assert "· Español</p>" not in own
