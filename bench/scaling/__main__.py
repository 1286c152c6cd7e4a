"""python -m bench.scaling partitions|replica|shards|sizes [--sessions N]

partitions: times and figures of one database before and after `partition_by_country`, and after
            undoing it.
replica:    how far a replica lags behind, and a dashboard that is read from it.
shards:     the same writes and figures on one server, and on three: two keep a country each.
sizes:      bytes a row of every table, time and size of a backup.

Each starts temporary PostgreSQL servers; partitions and sizes take the database of DATABASE_URL
instead, where it is set, and fill it if it is empty.
"""

import argparse
import os
import subprocess
import sys

from bench.scaling.setup import SETTINGS, new_cluster, start_django
from deploy.cluster import Cluster

parser = argparse.ArgumentParser(
    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
)
parser.add_argument("what", choices=["partitions", "replica", "shards", "sizes"])
parser.add_argument("--sessions", type=int, default=50_000)
parser.add_argument("--rounds", type=int, default=7)


def main():
    options = parser.parse_args()
    if options.what == "shards":
        shards = [new_cluster() for _ in range(2)]
        main_server = new_cluster()
        start_django(main_server.url, options.sessions)
        from bench.scaling import shards as trial

        trial.run(main_server, shards)
        return
    if options.what == "replica":
        main_server, follower = new_cluster(), Cluster(*SETTINGS)
        os.environ["REPLICA_URL"] = follower.url
        start_django(main_server.url, options.sessions)
        from bench.scaling import copy

        copy.run(main_server, follower, options.rounds)
        return
    start_django(os.environ.get("DATABASE_URL") or new_cluster().url, options.sessions)
    if options.what == "sizes":
        from bench.scaling import sizes

        sizes.run()
        return
    from bench.scaling import measures

    table = {"before": measures.take(options.rounds)}
    for name, words in (("partitions", []), ("undone", ["--undo"])):
        subprocess.run([sys.executable, "manage.py", "partition_by_country", *words], check=True)
        table[name] = measures.take(options.rounds)
    measures.show(table)


main()
