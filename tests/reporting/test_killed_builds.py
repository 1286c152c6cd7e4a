"""A build whose process is killed while it writes the file: the next one leaves one whole file."""

import hashlib
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.db import connection

from reporting import editions
from reporting.models import Report
from tests.factories import make_edition

BUILD = """
import sys, time
import django
django.setup()
from django.core.files.base import ContentFile
from reporting import editions
from reporting.models import Report

def half(self, chunk_size=None):
    yield b"%PDF half of it"
    print("writing", flush=True)
    time.sleep(600)

ContentFile.chunks = half
editions.pdf_of = lambda *given: b"%PDF all of it"
editions.build(Report.objects.get(pk=int(sys.argv[1])))
"""


@pytest.mark.django_db(transaction=True)
def test_a_build_killed_while_it_writes_begins_again_and_leaves_one_whole_file(
    settings, tmp_path, monkeypatch
):
    if connection.vendor != "sqlite":
        pytest.skip("The other process opens the database as a file.")
    settings.MEDIA_ROOT = tmp_path / "media"
    on_disk = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    settings.STORAGES = settings.STORAGES | on_disk
    report = Report.objects.create(edition=make_edition(), template="flyer", language="en")

    _kill_while_writing(report, tmp_path)
    report.refresh_from_db()
    halves = _files(tmp_path)
    monkeypatch.setattr(editions, "pdf_of", lambda *given: b"%PDF whole")
    editions.build(Report.objects.get(pk=report.pk))

    report_then, (file,) = report.state, _files(tmp_path)
    report.refresh_from_db()
    assert (report_then, len(halves)) == (Report.State.BUILDING, 1)
    assert report.state == Report.State.READY
    assert file.read_bytes() == b"%PDF whole"
    assert report.sha256 == hashlib.sha256(b"%PDF whole").hexdigest()


def _kill_while_writing(report, folder):
    values = {
        "DJANGO_SETTINGS_MODULE": "sbdc.settings",
        "SECRET_KEY": "x",
        "SBDC_DEMO": "on",
        "SBDC_VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
    }
    command = [sys.executable, "-c", BUILD, str(report.pk)]
    with subprocess.Popen(
        command, cwd=project.BASE_DIR, env=values, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "writing\n"
        process.kill()


def _files(folder):
    return [path for path in (folder / "media").rglob("*") if path.is_file()]
