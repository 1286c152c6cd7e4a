"""Time and memory of building reports of about 10 and 40 pages, each in a fresh process; then the
spread of many builds in one process.

    python bench/report.py [--language es] [--builds 20]

Prints pages, seconds (loading WeasyPrint apart; also of processor time, which other work on the
machine does not lengthen), size and greatest memory. The figures are invented.
"""

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
CENTERS = {"10 pages": 12, "40 pages": 1150}


def measure(centers, language):
    """Builds one full report and tells what it took."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbdc.settings_test")
    import django

    django.setup()
    import pikepdf

    from reporting.report.document import render
    from tests.reporting.frozen_data import make_frozen

    began = time.perf_counter()
    import weasyprint  # noqa: F401

    loaded = time.perf_counter() - began
    names = {f"SV-{number:04}": f"Centro número {number}" for number in range(centers)}
    data = make_frozen(centers=names)
    began, worked = time.perf_counter(), time.process_time()
    content = render(data, template="full", language=language, code="7F3A91C2ABCD")
    seconds = time.perf_counter() - began
    processor = time.process_time() - worked
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = len(pdf.pages)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "pages": pages,
        "load_s": round(loaded, 2),
        "build_s": round(seconds, 2),
        "cpu_s": round(processor, 2),
        "kb": len(content) // 1024,
        "peak_mb": round(peak),
    }


def many(times, language):
    """Builds the report of 12 centers again and again in one process, as the worker does."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbdc.settings_test")
    import django

    django.setup()
    from reporting.report.document import render
    from tests.reporting.frozen_data import make_frozen

    data = make_frozen(centers={f"SV-{n:04}": f"Centro número {n}" for n in range(12)})
    render(data, template="flyer", language=language)  # loads WeasyPrint, once a worker
    walls, works, sizes = [], [], []
    for _each in range(times):
        began, worked = time.perf_counter(), time.process_time()
        content = render(data, template="full", language=language, code="7F3A91C2ABCD")
        walls.append(time.perf_counter() - began)
        works.append(time.process_time() - worked)
        sizes.append(len(content))
    return {
        "builds": times,
        "wall_p50_s": round(median(walls), 2),
        "wall_p95_s": round(quantiles(walls, n=20)[-1], 2),
        "cpu_p50_s": round(median(works), 2),
        "cpu_p95_s": round(quantiles(works, n=20)[-1], 2),
        "kb": max(sizes) // 1024,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", default="es", choices=["es", "en", "pt-br", "fr"])
    parser.add_argument("--builds", type=int, default=20, help="for p50 and p95, 2 or more")
    parser.add_argument("--centers", type=int, help="used by the script itself")
    given = parser.parse_args()
    if given.centers:
        print(json.dumps(measure(given.centers, given.language)))
        return
    for name, centers in CENTERS.items():
        command = [sys.executable, __file__, "--language", given.language]
        run = subprocess.run(
            [*command, "--centers", str(centers)], capture_output=True, text=True, check=True
        )
        print(f"{name}: {run.stdout.splitlines()[-1]}")
    print(f"again and again: {json.dumps(many(given.builds, given.language))}")


if __name__ == "__main__":
    main()
