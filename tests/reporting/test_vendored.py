"""Files taken from others are the ones their note names."""

import hashlib
import json

import pytest
from django.conf import settings

NOTES = sorted((settings.BASE_DIR / "static" / "vendor").glob("*/vendor.json"))


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.parent.name)
def test_vendored_files_have_the_noted_hash_and_no_source_map(note):
    for package in json.loads(note.read_text()):
        assert package["licence"]
        for name, digest in package["files"].items():
            content = (note.parent / name).read_bytes()
            assert hashlib.sha256(content).hexdigest() == digest, name
            assert b"sourceMappingURL" not in content
