"""Stories from cases: figures tied to verified results, the client's word, the way back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from centers.dates import local_today
from clients.actions.erasure import erase_client
from clients.actions.merge import merge_clients
from clients.actions.people import withdraw_consent
from clients.models import Consent, Outcome
from cooperation.actions import bulletins, items, stories
from cooperation.actions.erased import forget_erased_clients
from cooperation.actions.files import attach
from cooperation.actions.items import NotAllowed
from cooperation.models import Attachment, Item, ItemText, SearchPosting
from tests import factories
from tests.columns import places_of
from tests.cooperation import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def center():
    return factories.make_center(factories.make_country("SV"))


@pytest.fixture
def firm(center):
    return factories.make_client(center, name="Panadería Karla")


@pytest.fixture
def story(firm):
    """A story in review, whose verified result is two jobs."""
    outcome = factories.make_outcome(firm, state="verified")
    item = stories.start_story(
        client=firm,
        by=factories.make_advisor(firm.center),
        language="es",
        texts=rows.texts("Karla vende el doble"),
        outcomes=[outcome],
    )
    return items.submit_item(item=item, by=None)


def photo():
    out = io.BytesIO()
    Image.new("RGB", (2400, 1200), "orange").save(out, "JPEG")
    return SimpleUploadedFile("karla.jpg", out.getvalue())


def answer(story, **fields):
    approval = stories.ask_approval(item=story, by=None)
    fields = {"agrees": True, "signed_name": "Karla", "photo": True, "figures": True} | fields
    return stories.answer(approval=approval, **fields)


def test_an_advisor_starts_a_story_with_verified_results_only(client, center, firm):
    verified = factories.make_outcome(firm, state="verified")
    declared = factories.make_outcome(firm, quantity=77)
    client.force_login(factories.make_advisor(center))
    address = reverse("cooperation:story-add", args=[firm.pk])
    form = rows.texts("Karla vende el doble") | {"language": "es"}

    refused = client.post(address, form | {"outcomes": [declared.pk]})
    client.post(address, form | {"outcomes": [verified.pk]})

    assert refused.status_code == 200
    item = Item.objects.get()
    assert [row.outcome for row in item.figures.all()] == [verified]
    assert (item.client, item.center, item.state) == (firm, center, "draft")


def test_a_story_is_not_published_before_the_client_approves(story):
    with pytest.raises(NotAllowed, match="has not approved"):
        items.publish_item(item=story, by=None)

    answer(story)

    assert items.publish_item(item=story, by=None).state == "published"
    consent = Consent.objects.get(client=story.client, kind="publish")
    assert consent.method == "link" and consent.withdrawn_on is None


def test_the_client_reads_and_signs_by_the_link(client, story):
    approval = stories.ask_approval(item=story, by=None)
    address = reverse("cooperation:story-answer", args=[stories.token_of(approval)])
    page = client.get(address).content.decode()
    unsigned = client.post(address, {"agrees": "yes"}).content.decode()
    client.post(address, {"agrees": "yes", "figures": "on", "signed_name": "Karla Zúniga"})

    approval.refresh_from_db()
    assert "Karla vende el doble" in page and "noindex" in page
    assert "error" in unsigned
    assert approval.state == "approved" and approval.signed_name == "Karla Zúniga"
    assert items.approved(story)


def test_the_client_is_asked_only_about_what_the_story_has(client, story):
    def asked():
        approval = stories.ask_approval(item=story, by=None)
        address = reverse("cooperation:story-answer", args=[stories.token_of(approval)])
        return client.post(address, {"note": ""})

    without = asked()
    attach(item=story, upload=photo(), role="photo", title="Karla", by=None)
    story.figures.all().delete()
    with_photo = asked()

    assert "Elija sí o no." in without.content.decode()
    assert "figures" in without.context["form"].fields
    assert "photo" not in without.context["form"].fields
    assert "photo" in with_photo.context["form"].fields
    assert "figures" not in with_photo.context["form"].fields


def test_a_forged_link_opens_nothing(client, story):
    approval = stories.ask_approval(item=story, by=None)
    token = stories.token_of(approval)
    for forged in (token[:-2] + "xx", "a" + token, approval.uuid.hex):
        assert client.get(f"/stories/{forged}/").status_code == 404


def test_changed_words_need_a_new_approval_and_leave_the_site(story):
    answer(story)
    items.publish_item(item=story, by=None)

    item = items.write_text(item=story, by=None, language="es", **rows.texts("Karla exporta"))

    assert item.state == "review" and not items.approved(item)


def test_a_result_that_is_no_longer_verified_leaves_the_story(client, story):
    answer(story)
    items.publish_item(item=story, by=None)
    page = client.get(story.get_absolute_url()).content.decode()
    Outcome.objects.update(
        state="returned", returned_reason="evidence", verified_at=None, verified_by=None
    )
    later = client.get(story.get_absolute_url()).content.decode()
    assert "Verified results" in page and "Verified results" not in later


def test_figures_and_photo_the_client_declines_are_removed(story):
    rows.make_attachment(story, role="photo")
    answer(story, photo=False, figures=False)
    assert not story.figures.exists() and not story.attachments.exists()


def test_photos_lose_place_and_camera_data(client, story):
    client.force_login(rows.make_editor(story.country))
    address = reverse("cooperation:item-attachment-add", args=[story.uuid])
    client.post(address, {"role": "photo", "title": "Karla en su panadería", "file": photo()})
    file = story.attachments.get(role=Attachment.Role.PHOTO)
    picture = Image.open(file.file)
    assert picture.size == (1600, 800) and not picture.getexif()


def test_withdrawn_consent_removes_the_story_everywhere(client, story):
    rows.make_attachment(story, role="photo")
    approval = answer(story)
    items.publish_item(item=story, by=None)
    issue = rows.make_bulletin(titles=dict.fromkeys(["es", "en", "pt-br", "fr"], "Boletín"))
    bulletins.set_entries(bulletin=issue, items=[story])
    issue = bulletins.publish_bulletin(bulletin=issue)
    today = local_today(story.client.center)
    month = [today.replace(day=1), today + items.REVIEW_AFTER]
    archive = reverse("cooperation:bulletin-text", args=[issue.slug, "es"])
    places = [archive, "/library/", "/library/feed/es/", "/sitemap.xml"]
    for place in places[:3]:
        assert "Karla vende el doble" in client.get(place).content.decode()
    assert list(stories.published_stories(["SV"], *month)) == [story]

    address = reverse("cooperation:story-answer", args=[stories.token_of(approval)])
    client.post(address, {"withdraw": "yes"})

    for place in places:
        page = client.get(place).content.decode()
        assert "Karla vende el doble" not in page and story.slug not in page, place
    assert client.get(story.get_absolute_url()).status_code == 404
    assert not stories.published_stories(["SV"], *month)
    assert not story.attachments.exists()
    assert Consent.objects.get(kind="publish").withdrawn_on == today


def tell_another(firm, title="Karla exporta"):
    """A second story of the client, approved and published."""
    item = stories.start_story(
        client=firm, by=None, language="es", texts=rows.texts(title), outcomes=[]
    )
    answer(items.submit_item(item=item, by=None))
    return items.publish_item(item=item, by=None)


def test_a_consent_withdrawn_on_the_clients_page_hides_every_story_for_good(story, firm):
    rows.make_attachment(story, role="photo")
    answer(story)
    items.publish_item(item=story, by=None)
    tell_another(firm)
    given = Consent.objects.filter(kind="publish").first()

    withdraw_consent(consent=given, by=None, day=timezone.localdate())
    hidden = not Item.objects.published().exists()
    assert stories.follow_withdrawn_consents() == 1
    assert stories.follow_withdrawn_consents() == 0

    assert hidden and not story.attachments.exists()
    assert set(Item.objects.values_list("state", flat=True)) == {"withdrawn"}
    third = tell_another(firm, "Karla enseña")
    assert list(Item.objects.published()) == [third]  # a new yes brings no old story back


def test_a_story_survives_a_merge_of_its_client_and_so_does_the_way_back(story, firm):
    answer(story)
    items.publish_item(item=story, by=None)
    survivor = factories.make_client(firm.center, name="Panadería Karla SA")

    merge_clients(survivor=survivor, loser=firm, by=None)
    told = list(Item.objects.published())
    stories.withdraw_consent(client=survivor)

    assert told == [story] and not Item.objects.published().exists()
    story.refresh_from_db()
    assert story.state == "withdrawn"


def test_a_corrected_result_waits_until_the_client_has_seen_it(client, story):
    answer(story)
    items.publish_item(item=story, by=None)
    Outcome.objects.update(quantity=41)  # corrected, and verified anew

    page = client.get(story.get_absolute_url()).content.decode()
    assert "Verified results" not in page and "<b>41</b>" not in page

    answer(story)
    items.publish_item(item=Item.objects.get(), by=None)
    assert "<b>41</b>" in client.get(story.get_absolute_url()).content.decode()


def test_the_client_reads_all_that_will_be_public_in_every_language(client, story):
    items.write_text(item=story, by=None, language="en", **rows.texts("Karla sells twice as much"))
    approval = stories.ask_approval(item=story, by=None)
    address = reverse("cooperation:story-answer", args=[stories.token_of(approval)])

    page = client.get(address).content.decode()
    stories.answer(approval=approval, agrees=True, signed_name="Karla")
    later = client.get(address).content.decode()

    for name in ("problem", "done", "results", "replication"):
        label = str(ItemText._meta.get_field(name).verbose_name)
        assert rows.texts()[name].split("*")[0] in page, label
    assert "Karla sells twice as much" in page
    assert "Karla vende el doble" in later  # what was signed can be read again


def test_stories_of_an_erased_client_leave_at_once_and_lose_every_word(story, firm):
    rows.make_attachment(story, role="photo")
    answer(story)
    items.publish_item(item=story, by=None)
    tell_another(firm)

    erase_client(client=firm, by=None, reason="By letter")
    hidden = not Item.objects.published().exists()
    assert forget_erased_clients() == 2
    assert forget_erased_clients() == 0

    assert hidden and not story.attachments.exists()
    assert set(Item.objects.values_list("state", flat=True)) == {"withdrawn"}
    # The vocabulary of the search box only grows; no story is found by the word any more.
    assert places_of("Karla") == {"cooperation_searchword.word"}
    assert not SearchPosting.objects.filter(word__word="karla").exists()


def test_a_withdrawal_reaches_the_stories_of_records_merged_one_into_the_other(story, firm):
    between, survivor = (factories.make_client(firm.center) for _ in range(2))
    merge_clients(survivor=between, loser=firm, by=None)
    merge_clients(survivor=survivor, loser=between, by=None)
    assert story.state == "review"

    assert [one.pk for one in stories.withdraw_consent(client=survivor)] == [story.pk]
