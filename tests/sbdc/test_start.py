"""What a person sees who starts the program with something wrong."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def start(*words, **values):
    environment = {key: value for key, value in os.environ.items() if key != "SECRET_KEY"}
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment | {"DJANGO_SETTINGS_MODULE": "sbdc.settings"} | values,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Set SECRET_KEY (or SECRET_KEY_FILE) in the environment."),
        ({"SECRET_KEY": "x", "SBDC_DEMO": "yes"}, "SBDC_DEMO must be 'on' or 'off', not 'yes'."),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence(values, sentence):
    done = start("manage.py", "check", **values)

    assert done.returncode == 1
    assert done.stderr.strip() == sentence


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("sqlite:///{folder}/new.sqlite3", "The database is empty. Run `manage.py prepare`"),
        ("postgres://nobody@127.0.0.1:1/none", "The database does not answer: "),
    ],
)
def test_a_command_says_what_to_do_before_there_is_a_database(tmp_path, address, sentence):
    values = {"SECRET_KEY": "x", "SBDC_DEMO": "on", "SBDC_VAR_DIR": str(tmp_path)}
    words = ["create_center", "--country", "SV", "--code", "SV-01", "--name", "Ilobasco"]

    done = start("manage.py", *words, DATABASE_URL=address.format(folder=tmp_path), **values)

    assert done.returncode == 1
    assert done.stderr.startswith(sentence)


def test_a_port_in_use_is_told_before_anything_is_done():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        done = start("deploy/serve.py", PORT=port)

    assert done.returncode == 1
    assert f"Port {port} is in use by another program." in done.stderr


def test_a_port_that_is_no_number_is_told():
    done = start("deploy/serve.py", PORT="http")

    assert done.returncode == 1
    assert "PORT must be a whole number from 1 to 65535, not 'http'." in done.stderr
