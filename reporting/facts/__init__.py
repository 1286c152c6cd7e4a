"""Facts: exact figures for any range of months as plain sums over small cells.

How: a client active in month m counts as served in the range [a, b] by its first active month of
it only, that is when m ≤ b and its month before m lies before a. So a row with +1 at (m, x = m) and
−1 at (m, x = month before) makes `sum where a ≤ m ≤ b and x ≥ a` the number of different clients.
Five hours inside a range work the same with x = the last month from which the hours up to m reach
five. The cells hold these signed rows added up over clients alike; nothing else is needed for any
range, and cells of different countries, sexes and so on add up.

Kept right: triggers append a mark for each client that a write touches, whoever writes and how;
readers recompute the marked clients of their scope from the source rows before they answer.
"""
