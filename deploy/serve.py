"""`make run`: prepares everything, then serves the application with its background worker.

Standard library only. Ctrl-C or TERM stops the server and the worker.
"""

import hashlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import prepare
from prepare import PYTHON, ROOT, say, stop

STARTED = time.monotonic()
PORT = os.environ.get("PORT", "8000")
VAR = Path(os.environ.get("SBDC_VAR_DIR", ROOT / "var"))
LEAST_LIFE, MOST_QUICK_ENDS = 10, 3  # seconds a sound worker lives; ends in a row that are a fault


def check_port():
    if not PORT.isdigit() or not 0 < int(PORT) < 65536:
        stop(f"PORT must be a whole number from 1 to 65535, not {PORT!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(PORT)))
        except OSError:
            stop(
                f"Port {PORT} is in use by another program. Stop it, or choose another port: "
                f"PORT={min(int(PORT) + 1, 65535)} make run"
            )


def environment():
    """The environment of the application: what is set stays, the rest suits one's own machine."""
    values = dict(os.environ)
    values.setdefault("SBDC_DEMO", "on")
    values.setdefault("SBDC_VAR_DIR", str(VAR))
    values.setdefault("SITE_URL", f"http://127.0.0.1:{PORT}")
    if not values.get("SECRET_KEY") and not values.get("SECRET_KEY_FILE"):
        values["SECRET_KEY_FILE"] = str(_kept_secret())
    return values


def _kept_secret():
    path = VAR / "secret_key"
    if not path.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as secret:
            secret.write(secrets.token_urlsafe(50))
    return path


def fingerprint(values):
    """Changes whenever the database or the static files may need to be brought up to date."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    digest.update(repr((values.get("DATABASE_URL"), values["SBDC_DEMO"], str(VAR))).encode())
    database = VAR / "sbdc.sqlite3"
    digest.update(str(database.stat().st_ino if database.exists() else None).encode())
    for path in sorted([*ROOT.glob("*/migrations/*.py"), *(ROOT / "static").rglob("*")]):
        facts = path.stat()
        digest.update(f"{path}{facts.st_size}{facts.st_mtime_ns}".encode())
    return digest.hexdigest()


def bring_up_to_date(values):
    stamp = VAR / "prepared.json"
    own_file = not values.get("DATABASE_URL")
    try:
        known = json.loads(stamp.read_text())["fingerprint"]
    except (OSError, ValueError, KeyError):
        known = None
    if own_file and known == fingerprint(values):
        return
    command = [PYTHON, ROOT / "manage.py", "prepare"]
    if values["SBDC_DEMO"] == "on":
        command.append("--demo")
    if subprocess.run(command, env=values).returncode:
        stop("The database could not be prepared; the lines above say why. Nothing was started.")
    stamp.write_text(json.dumps({"fingerprint": fingerprint(values)}))


def start(values):
    server = [
        *(PYTHON, "-m", "gunicorn", "sbdc.wsgi", "--bind", f"127.0.0.1:{PORT}", "--preload"),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
        *("--no-control-socket", "--log-level", "warning"),
    ]
    return [popen(server, values), start_worker(values)]


def start_worker(values):
    return popen([PYTHON, ROOT / "manage.py", "work", "--alone"], values)


def popen(command, values):
    # Own sessions: Ctrl-C reaches this process alone, which then stops both in order.
    return subprocess.Popen(command, cwd=ROOT, env=values, start_new_session=True)


def watch(processes, values):
    """Until the server ends. A worker that was killed is started again and takes its jobs up; one
    that ends again and again at once has a fault that a new start does not mend.
    """
    began, quick = time.monotonic(), 0
    while processes[0].poll() is None:
        if processes[1].poll() is not None:
            quick = quick + 1 if time.monotonic() - began < LEAST_LIFE else 0
            if quick >= MOST_QUICK_ENDS:
                return
            say("The worker ended; it is started again and takes up what it left.")
            began, processes[1] = time.monotonic(), start_worker(values)
        time.sleep(0.3)


def wait_until_served(processes):
    address = f"http://127.0.0.1:{PORT}/healthz"
    for _ in range(600):
        if any(process.poll() is not None for process in processes):
            return False
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return True  # it answers; what it says is for the reader
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


def greet():
    say(f"\nServing http://127.0.0.1:{PORT}  (ready in {time.monotonic() - STARTED:.1f} s)")
    logins = VAR / "demo-logins.json"
    if logins.exists():
        known = json.loads(logins.read_text())
        for role, email in known["accounts"]:
            say(f"{role:15}{email}")
        say(f"{'password':15}{known['password']}\n")
    say("Ctrl-C stops it.")


def stop_all(processes):
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main():
    check_port()
    prepare.ready_to_run()
    prepare.compile_catalogues()
    values = environment()
    bring_up_to_date(values)

    def leave(signum, frame):
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, leave)
    processes = start(values)
    code = 0
    try:
        if wait_until_served(processes):
            greet()
        watch(processes, values)
        code = 1
        say("The server or its worker ended; the lines above say why.")
    except KeyboardInterrupt:
        say("\nStopping.")
    finally:
        stop_all(processes)
    sys.exit(code)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        stop("Stopped before everything was ready; run it again to go on.")
