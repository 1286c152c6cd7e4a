"""412 rows with 27 faults in a browser: every touch is counted, and the whole is taken back."""

import pytest

from clients.models import Client, ImportRun
from tests import browsing
from tests.clients.test_import_pages import untidy
from tests.factories import make_center, make_client, make_director

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_ACTIONS = 8


class Counted:
    """A page on which every file chosen, value picked and button pressed is one action."""

    def __init__(self, page):
        self.page, self.actions = page, 0

    def choose_file(self, label, name, data):
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        self.page.get_by_label(label).set_input_files(file)
        self.actions += 1

    def pick(self, place, label):
        place.select_option(label=label)
        self.actions += 1

    def press(self, name):
        self.page.get_by_role("button", name=name).click()
        self.actions += 1


@pytest.mark.parametrize("width", [390, 1280])
def test_412_rows_with_27_faults_are_clean_in_eight_actions(page_at, settings, tmp_path, width):
    settings.MEDIA_ROOT = tmp_path
    page = page_at(width, make_director(make_center(), language="es"))
    page.goto("/imports/", timeout=60_000)
    counted = Counted(page)

    counted.choose_file("Libro de cálculo", "clientes 2024.xlsx", untidy(412))
    counted.press("Subir y revisar")
    page.get_by_role("heading", name="Corrija 3 problemas y 412 filas quedan listas").wait_for()
    assert not Client.objects.exists()
    browsing.assert_accessible(page)
    browsing.assert_no_sideways_scroll(page)
    counted.press("Tomar las 2 sugerencias")
    counted.pick(page.locator("#problems select"), "Idea")
    counted.press("Aplicar a 3 filas")
    counted.press("Continuar con 412 filas")

    page.get_by_text("Puede deshacer toda la importación hasta").wait_for()
    assert counted.actions <= MOST_ACTIONS
    assert Client.objects.alive().count() == 412
    page.get_by_role("link", name="Deshacer esta importación").click()
    page.get_by_role("button", name="Deshacer la importación").click()
    page.get_by_role("heading", name="Esta importación se deshizo").wait_for()
    assert not Client.objects.alive().exists()
    assert ImportRun.objects.get().state == "undone"


def test_an_unknown_sheet_is_explained_and_likely_duplicates_are_compared(
    page_at, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    center = make_center()
    make_client(center, name="Panadería La Espiga de Oro", phone="7777 1234", phone_key="77771234")
    page = page_at(390, make_director(center, language="es"))
    page.goto("/imports/", timeout=60_000)
    counted = Counted(page)
    data = b"Quien,Numerito,Algo\nPanaderia La Espiga Oro,7777 1234,F\n"
    counted.choose_file("Libro de cálculo", "raro.csv", data)
    counted.press("Subir y revisar")

    page.get_by_role("link", name="Decir qué contiene").click()
    page.get_by_role("button", name="Mostrar sus columnas").click()
    for heading, field in (("Quien", "Negocio"), ("Numerito", "Teléfono"), ("Algo", "Sexo")):
        page.get_by_label(heading).select_option(label=field)
    browsing.assert_accessible(page)
    browsing.assert_no_sideways_scroll(page)
    counted.press("Revisar de nuevo")

    page.get_by_role("heading", name="1 cliente puede existir ya").wait_for()
    browsing.assert_accessible(page)
    browsing.assert_no_sideways_scroll(page)
    counted.press("El mismo")
    counted.press("Continuar con 1 fila")
    page.get_by_text("Puede deshacer toda la importación hasta").wait_for()
    assert Client.objects.count() == 1
