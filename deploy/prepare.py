"""Makes this checkout ready: Debian packages, virtual environment, locked requirements.

Standard library only, because it runs before anything is installed. Every step looks first whether
it is needed, so a second run costs milliseconds.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"


def say(sentence):
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def stop(sentence):
    sys.stderr.write(f"\n{sentence}\n")
    raise SystemExit(1)


def _library(name):
    def present():
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return present


def _command(*names):
    return lambda: any(shutil.which(name) for name in names)


def _path(pattern):
    return lambda: any(Path("/").glob(pattern))


# Debian package: how to see that what it brings is here (also from elsewhere than Debian).
RUN_PACKAGES = {
    "libpango-1.0-0": _library("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": _library("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": _library("libharfbuzz-subset.so.0"),
    "fonts-dejavu-core": _path("usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
}
CHECK_PACKAGES = {"gettext": _command("xgettext")}
TEST_PACKAGES = {
    "chromium": _command("chromium", "chromium-browser", "google-chrome"),
    "poppler-utils": _command("pdftotext"),
    "postgresql": _path("usr/lib/postgresql/*/bin/initdb"),
    "default-jdk-headless": _command("javac"),
    "libjaxb-java": _path("usr/share/java/jaxb-runtime.jar"),
}


def _as_root():
    """The words to put before a command that needs root; None when there is no way."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        return ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]
    return None


def install_packages(packages, consequence):
    """Install the Debian packages that are missing; say what is lost when that cannot be done."""
    missing = [name for name, present in packages.items() if not present()]
    if not missing:
        return
    by_hand = f"apt-get update && apt-get install {' '.join(missing)}"
    before = _as_root()
    if before is None or not shutil.which("apt-get"):
        say(f"Missing: {' '.join(missing)}. {consequence} As root, run: {by_hand}")
        return
    say(f"Installing Debian packages: {' '.join(missing)}")
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "--yes", "--no-install-recommends", *missing]
    with open(ROOT / "var" / "apt.log", "w") as log:
        out = {"stdout": log, "stderr": subprocess.STDOUT, "stdin": None}
        subprocess.run([*apt, "update"], **out)
        failed = subprocess.run(install, **out).returncode
    if failed:
        say(
            f"The Debian packages could not be installed (see var/apt.log). {consequence} "
            f"As root, run: {by_hand}"
        )


def _runs(python):
    return subprocess.run([python, "-c", ""], capture_output=True).returncode == 0


def make_environment(folder=ROOT / ".venv"):
    """Create the virtual environment `folder` unless a working one is there."""
    python = folder / "bin" / "python"
    if python.exists() and _runs(python):
        return python
    say(f"Creating {folder.name} with Python {sys.version.split()[0]}")
    if not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
    minor = f"{sys.version_info.major}.{sys.version_info.minor}"
    try:
        import ensurepip  # noqa: F401  Debian ships it in python3-venv
    except ImportError:
        install_packages({f"python{minor}-venv": lambda: False}, "Python cannot make environments.")
    made = subprocess.run([sys.executable, "-m", "venv", folder], capture_output=True, text=True)
    if made.returncode and shutil.which("uv"):
        made = subprocess.run(["uv", "venv", "-q", "--seed", "-p", sys.executable, folder])
    if made.returncode:
        stop(
            "Python could not make a virtual environment. On Debian or Ubuntu, as root, run: "
            f"apt-get install python{minor}-venv"
        )
    return python


def install_requirements(python, *lock_files):
    """Install the hash-locked files unless exactly these are installed already.

    The last file names the whole set; the others are known to be parts of it.
    """
    digests = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in lock_files}
    stamps = {name: python.parent.parent / f".{name}.sha256" for name in lock_files}
    wanted = lock_files[-1]
    if stamps[wanted].exists() and stamps[wanted].read_text() == digests[wanted]:
        return
    say(f"Installing {wanted}")
    arguments = ["install", "-q", "--require-hashes", "-r", ROOT / wanted]
    done = 1
    if shutil.which("uv"):
        done = subprocess.run(["uv", "pip", *arguments, "--python", python]).returncode
    if done != 0:
        pip = [python, "-m", "pip", "-q", "--disable-pip-version-check", *arguments]
        done = subprocess.run(pip).returncode
    if done != 0:
        stop(f"{wanted} could not be installed; the lines above say why. Nothing was started.")
    for name, stamp in stamps.items():
        stamp.write_text(digests[name])


def compile_catalogues():
    subprocess.run([PYTHON, ROOT / "deploy" / "messages.py"], check=True)


def ready_to_run():
    (ROOT / "var").mkdir(exist_ok=True)
    install_packages(RUN_PACKAGES, "Without them there are no PDF reports.")
    install_requirements(make_environment(), "requirements.txt")


def ready_to_check():
    (ROOT / "var").mkdir(exist_ok=True)
    install_packages(RUN_PACKAGES | CHECK_PACKAGES, "Without them the checks are incomplete.")
    install_requirements(make_environment(), "requirements.txt", "requirements-dev.txt")


def ready_to_test():
    ready_to_check()
    install_packages(TEST_PACKAGES, "Tests that need them will be skipped or fail.")
    extra = make_environment(ROOT / ".venv-extra")
    install_requirements(extra, "requirements-extra.txt")
    compile_catalogues()


if __name__ == "__main__":
    {"run": ready_to_run, "check": ready_to_check, "test": ready_to_test}[sys.argv[1]]()
