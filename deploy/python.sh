#!/bin/sh
# Prints a Python that can run this project (3.11 or newer; PYTHON names one), or says what to install.
for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3 \
    /usr/bin/python3.13 /usr/bin/python3.12 /usr/bin/python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        echo "$candidate"
        exit 0
    fi
done
echo "Python 3.11 or newer is needed and was not found. On Debian or Ubuntu:" >&2
echo "    sudo apt-get install python3 python3-venv" >&2
echo "or name one: PYTHON=/path/to/python3 make run" >&2
exit 1
