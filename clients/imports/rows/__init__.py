"""One line of a recognised sheet to the facts it states, or to its faults."""
