"""What a replacement says anew: totals as they were printed before and are printed now."""


def changed_figures(before, now):
    """[{measure, state, before, now}] of protected totals that differ; of one period and place."""
    if any(before[key] != now[key] for key in ("start", "end")) or _place(before) != _place(now):
        return []
    then = _totals(before)
    return [
        {"measure": measure, "state": state, "before": then[measure, state], "now": value}
        for (measure, state), value in _totals(now).items()
        if then.get((measure, state), value) != value
    ]


def _place(data):
    funder = data["funder"]["code"] if data["funder"] else ""
    return sorted(one["code"] for one in data["countries"]), funder


def _totals(data):
    return {(one["measure"], one["state"]): one["value"] for one in data["lines"] if not one["by"]}
