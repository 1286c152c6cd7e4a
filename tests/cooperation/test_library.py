"""The information centre: written, translated, reviewed, published, found, withdrawn."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cooperation.actions import items
from cooperation.models import Item, ItemChange, ItemText
from cooperation.search import related, search
from tests import factories
from tests.cooperation import rows

pytestmark = pytest.mark.django_db


def titles(found):
    items_by_key = Item.objects.in_bulk(found.ids)
    return [str(items_by_key[key]) for key in found.ids]


def test_an_editor_writes_an_item_and_publishes_it(client):
    editor = rows.make_editor()
    client.force_login(editor)
    form = rows.texts() | {
        "language": "es",
        "kind": "policy",
        "country": "SV",
        "themes": ["formalization"],
        "target_group": "micro",
        "licence": "CC-BY-4.0",
        "cost": "1200.50",
        "cost_currency": "usd",
    }

    client.post(reverse("cooperation:item-add"), form)
    item = Item.objects.get()
    public = reverse("cooperation:item-detail", args=[item.slug])
    before = client.get(public).status_code
    client.post(reverse("cooperation:item-submit", args=[item.uuid]))
    client.post(reverse("cooperation:item-publish", args=[item.uuid]))
    client.logout()

    page = client.get(public)
    assert before == 404 and page.status_code == 200
    assert "<strong>siete</strong>" in page.content.decode()
    assert [change.to_state for change in item.changes.order_by("pk")] == [
        "draft",
        "review",
        "published",
    ]


def test_a_faulty_form_keeps_the_input_and_stores_nothing(client):
    client.force_login(rows.make_editor())
    form = rows.texts() | {"language": "es", "kind": "policy", "country": "SV", "cost": "5"}

    page = client.post(reverse("cooperation:item-add"), form).content.decode()

    assert not Item.objects.exists()
    assert "Ventanilla única para trámites" in page
    assert "Name the currency of the cost" in page and "Error:" in page


def test_changing_the_original_makes_its_translations_stale():
    item = rows.make_item(state="published")
    by = item.created_by
    items.write_text(item=item, by=by, language="en", **rows.texts("One-stop shop"))
    assert not ItemText.objects.get(language="en").is_stale

    items.write_text(item=item, by=by, language="es", **rows.texts("Ventanilla renovada"))

    assert ItemText.objects.get(language="en").is_stale
    items.write_text(item=item, by=by, language="en", **rows.texts("Renewed one-stop shop"))
    assert not ItemText.objects.get(language="en").is_stale
    kept = ItemChange.objects.filter(item=item, what="text", language="es").get()
    assert kept.snapshot["texts"]["en"]["title"] == "One-stop shop"


def test_saving_an_unchanged_text_makes_nothing_stale():
    item = rows.make_item(texts=rows.texts("Ferias"))
    items.write_text(item=item, by=None, language="en", **rows.texts("Fairs"))
    items.write_text(item=item, by=None, language="es", **rows.texts("Ferias"))
    assert not ItemText.objects.get(language="en").is_stale


def test_an_item_is_read_in_the_language_of_its_address(client):
    item = rows.make_item(texts=rows.texts("Ferias"), state="published")
    items.write_text(item=item, by=None, language="fr", **rows.texts("Foires"))

    french = client.get(reverse("cooperation:item-text", args=[item.slug, "fr"])).content.decode()
    missing = client.get(reverse("cooperation:item-text", args=[item.slug, "pt-br"]))

    assert '<html lang="fr">' in french and "<h1>Foires</h1>" in french
    assert missing.status_code == 302 and missing["Location"] == item.get_absolute_url()
    assert client.get(f"/library/{item.slug}/de/").status_code == 404


def test_a_review_falls_due_and_is_confirmed():
    item = rows.make_item(state="published")
    later = timezone.localdate() + items.REVIEW_AFTER

    assert items.mark_reviews_due(today=later) == 1
    assert items.mark_reviews_due(today=later) == 0
    item.refresh_from_db()
    assert item.state == "review_due" and item.is_public
    assert items.publish_item(item=item, by=None).state == "published"


def test_a_withdrawn_item_leaves_site_search_feed_and_site_map(client):
    item = rows.make_item(texts=rows.texts("Ferias"), state="published")
    places = ["/library/?q=ferias", "/library/feed/es/", "/sitemap.xml"]
    shown = [item.slug in client.get(place).content.decode() for place in places]
    items.withdraw_item(item=item, by=None, reason="Terminó el programa.")
    gone = [item.slug in client.get(place).content.decode() for place in places]

    assert shown == [True] * 3 and gone == [False] * 3
    assert client.get(item.get_absolute_url()).status_code == 404
    assert item.changes.first().note == "Terminó el programa."
    assert items.reopen_item(item=item, by=None).state == "draft"


def test_a_step_that_is_not_possible_says_so():
    item = rows.make_item()
    with pytest.raises(items.NotAllowed, match="Draft"):
        items.publish_item(item=item, by=None)


def test_the_history_says_what_changed(client):
    client.force_login(editor := rows.make_editor())
    item = rows.make_item(texts=rows.texts("Ferias"), by=editor)
    items.change_item(item=item, by=editor, target_group="women", contact_name="Ana Paz")
    items.write_text(item=item, by=editor, language="es", **rows.texts("Ferias de mujeres"))
    form = {"title": "Guía", "address": "https://example.org/guia"}
    client.post(reverse("cooperation:item-link-add", args=[item.uuid]), form)
    upload = SimpleUploadedFile("guia.pdf", b"%PDF-1.7\n%%EOF")
    form = {"role": "document", "title": "Guía en papel", "file": upload}
    client.post(reverse("cooperation:item-attachment-add", args=[item.uuid]), form)
    file = item.attachments.get()
    client.post(reverse("cooperation:item-attachment-delete", args=[item.uuid, file.uuid]))

    kept = list(item.changes.order_by("pk"))
    assert [change.what for change in kept] == [
        *("created", "facts", "text", "links", "files", "files")
    ]
    assert kept[3].note == "+ https://example.org/guia" and kept[4].note == "+ Guía en papel"
    facts, words = (
        client.get(reverse("cooperation:item-change", args=[item.uuid, change.pk]))
        for change in kept[1:3]
    )
    rows_of = [(row["before"], row["after"]) for row in facts.context["differences"]]
    assert ("All small firms", "Women in business") in rows_of and ("", "Ana Paz") in rows_of
    assert [(row["before"], row["after"]) for row in words.context["differences"]] == [
        ("Ferias", "Ferias de mujeres")
    ]


def test_feed_picture_and_alternatives_speak_the_language_of_their_address(client):
    item = rows.make_item(texts=rows.texts("Ferias"), themes=["women"], state="published")
    items.write_text(item=item, by=None, language="fr", **rows.texts("Foires"))
    spanish = {"HTTP_ACCEPT_LANGUAGE": "es"}

    feed = client.get("/library/feed/fr/", **spanish).content.decode()
    page = client.get(reverse("cooperation:item-text", args=[item.slug, "fr"]), **spanish)
    pictures = {
        code: client.get(reverse("cooperation:item-picture", args=[item.slug, code])).content
        for code in ("es", "fr")
    }

    assert 'xml:lang="fr"' in feed and "<title>Foires</title>" in feed
    assert 'term="Entrepreneuriat des femmes"' in feed
    assert client.get("/library/feed/xx/").status_code == 404
    assert f"/library/{item.slug}/fr/picture.png" in page.content.decode()
    assert pictures["es"] != pictures["fr"]
    for code in ("es", "fr"):
        address = f'hreflang="{code}" href="http://127.0.0.1:8000/library/{item.slug}/{code}/"'
        assert address in page.content.decode()
    assert 'hreflang="x-default"' in page.content.decode()


def test_search_engines_are_led_to_every_public_page_and_to_no_other(client):
    center = factories.make_center(factories.make_country("SV"))
    closed = factories.make_center(center.country, closed_on=timezone.localdate())
    rows.make_item()
    robots = client.get("/robots.txt").content.decode()
    site_map = client.get(re.search(r"Sitemap: https?://[^/]+(\S+)", robots)[1]).content.decode()
    assert "Disallow: /editorial/" in robots and "Disallow: /stories/" in robots
    assert f"/network/centers/{center.code}/" in site_map and "/bulletins/" in site_map
    assert closed.code not in site_map and "practica" not in site_map


@pytest.mark.postgres
@pytest.mark.parametrize("number", [1, 30])
def test_an_items_page_asks_no_more_of_a_larger_library(client, number):
    item = rows.make_item(themes=["women", "green"], state="published")
    for _number in range(number):
        rows.make_item(themes=["women"], state="published")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(item.get_absolute_url()).status_code == 200
    assert len(asked) <= 20, "\n".join(query["sql"][:90] for query in asked)


@pytest.mark.postgres
@pytest.mark.parametrize(
    "query",
    ["formalizacion", "FORMALIZACIÓN", "formalisation", "formalizacoin", "ventanillas", "ventan"],
)
def test_search_forgives_accents_case_plurals_slips_and_beginnings(query):
    rows.make_item(texts=rows.texts("Ventanilla única"), state="published")
    rows.make_item(
        texts=rows.texts("Crédito verde", summary="x", problem="", done="", results=""),
        themes=["green"],
        state="published",
    )
    assert titles(search(Item.objects.published(), query)) == ["Ventanilla única"]


@pytest.mark.parametrize(
    "query",
    ["exportacion", "exportaciones", "exprot", "exportacao", "exportação", "growing", "croisance"],
)
def test_search_forgives_in_four_languages(query):
    item = rows.make_item(
        texts=rows.texts("Exportación sin trabas", done="", problem="", results=""),
        themes=["skills"],
        state="published",
    )
    for language, title in {
        "en": "Export for growing firms",
        "pt-br": "Exportação sem entraves",
        "fr": "Croissance par l'exportation",
    }.items():
        items.write_text(item=item, by=None, language=language, **rows.texts(title))
    rows.make_item(texts=rows.texts("Panadería"), themes=["green"], state="published")
    assert titles(search(Item.objects.published(), query)) == ["Export for growing firms"]


def test_dead_links_are_listed_by_the_command_and_kept_from_the_public(client, capsys):
    editor = rows.make_editor()
    item = rows.make_item(texts=rows.texts("Ferias"), by=editor, state="published")
    gone = rows.make_item(state="published")
    for row in (item, gone):
        row.links.create(title="Guía", address="http://127.0.0.1/guia")  # never visited
    items.withdraw_item(item=gone, by=None, reason="x")
    before = "127.0.0.1/guia" in client.get(item.get_absolute_url()).content.decode()

    call_command("check_links")

    after = "127.0.0.1/guia" in client.get(item.get_absolute_url()).content.decode()
    client.force_login(editor)
    pile = client.get(reverse("cooperation:editorial-list"), {"pile": "dead"}).content.decode()
    assert capsys.readouterr().out == f"{item.slug}: http://127.0.0.1/guia\n1 links, 1 dead\n"
    assert (before, after) == (True, False) and "Ferias" in pile


def test_search_finds_a_theme_in_each_language():
    rows.make_item(texts=rows.texts("Feria anual"), themes=["women"], state="published")
    for query in ("mujeres", "women", "femmes", "mulheres", "mulher"):
        assert titles(search(Item.objects.published(), query)) == ["Feria anual"], query


def test_a_title_counts_more_than_the_body():
    rows.make_item(texts=rows.texts("Otra cosa", done="Se dio crédito."), state="published")
    rows.make_item(texts=rows.texts("Crédito rural"), state="published")
    found = search(Item.objects.published(), "crédito")
    assert titles(found) == ["Crédito rural", "Otra cosa"]


def test_facets_count_what_each_choice_would_leave(client):
    guatemala = factories.make_country("GT")
    rows.make_item(themes=["women"], women_focus=True, state="published")
    rows.make_item(themes=["women", "green"], state="published")
    rows.make_item(guatemala, themes=["green"], kind="tool", state="published")

    found = search(Item.objects.published(), "", {"theme": "women"})

    assert len(found.ids) == 2
    assert found.facets["theme"] == {"women": 2, "green": 2}
    assert found.facets["kind"] == {"policy": 2}
    page = client.get("/library/", {"theme": "women", "kind": "tool"}).content.decode()
    assert "0 items" in page and "Nothing matches" in page


def test_a_larger_library_needs_no_more_queries(client):
    def ask():
        client.get("/library/?q=credito")  # a process reads words and facts once
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/library/?q=credito").status_code == 200
        return len(asked)

    rows.make_item(texts=rows.texts("Crédito verde"), state="published")
    few = ask()
    for number in range(30):
        rows.make_item(texts=rows.texts(f"Crédito número {number}"), state="published")

    assert ask() <= few
    assert few <= 12


def test_an_unreadable_filter_finds_nothing_rather_than_everything(client):
    rows.make_item(texts=rows.texts("Ferias"), state="published")
    assert "Ferias" not in client.get("/library/?kind=secret").content.decode()


def test_related_items_share_themes():
    one = rows.make_item(themes=["women", "digital"], state="published")
    near = rows.make_item(themes=["women", "digital"], state="published")
    far = rows.make_item(themes=["women"], kind="tool", state="published")
    rows.make_item(themes=["green"], state="published")
    rows.make_item(themes=["women", "digital"])  # a draft
    assert related(one) == [near, far]


def test_search_engines_get_data_and_social_networks_a_picture(client):
    item = rows.make_item(
        texts=rows.texts("Ferias </script><script>alert(1)</script>"), state="published"
    )
    page = client.get(item.get_absolute_url()).content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)

    data = json.loads(block[1])

    assert data["@type"] == "CreativeWork" and data["name"].startswith("Ferias </script>")
    assert data["license"].startswith("https://creativecommons.org/")
    assert "<script>alert" not in page
    picture = client.get(re.search(r'og:image" content="http://[^/]+(/[^"]+)"', page)[1])
    assert picture["Content-Type"] == "image/png" and picture.content.startswith(b"\x89PNG")


def test_scripts_in_a_text_are_dropped(client):
    done = "<script>alert(1)</script> [a](javascript:alert(1)) <img src=x onerror=y>"
    item = rows.make_item(texts=rows.texts("Ferias", done=done), state="published")
    page = client.get(item.get_absolute_url()).content.decode()
    assert "alert(1)" not in page.partition("<h1>")[2].partition("</article>")[0]
    assert "onerror" not in page


def test_a_file_is_what_its_bytes_say(client):
    item = rows.make_item(by=(editor := rows.make_editor()))
    client.force_login(editor)
    address = reverse("cooperation:item-attachment-add", args=[item.uuid])
    form = {"role": "document", "title": "Guía", "language": "es"}

    bad = client.post(
        address, form | {"file": SimpleUploadedFile("guide.pdf", b"MZ this is a program")}
    )
    good = client.post(address, form | {"file": SimpleUploadedFile("x.exe", b"%PDF-1.7\n%%EOF")})

    assert "Only these kinds of file" in bad.content.decode()
    assert good.status_code == 302
    file = item.attachments.get()
    assert file.content_type == "application/pdf" and file.file.name.endswith(".pdf")
    answer = client.get(file.get_absolute_url())
    assert answer["X-Content-Type-Options"] == "nosniff"
    client.logout()
    assert client.get(file.get_absolute_url()).status_code == 404  # a draft's file is no one's
