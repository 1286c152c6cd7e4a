"""Beyond one machine, tried out: docs/scaling.md has the figures that these programs print."""
