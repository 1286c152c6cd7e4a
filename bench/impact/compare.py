"""Asks every engine the same questions, checks that all agree, and only then tells times."""

import statistics
import sys
import time


def milliseconds(call):
    begun = time.perf_counter()
    result = call()
    return (time.perf_counter() - begun) * 1000, result


def compare(engines, questions, rounds):
    """Prints each question's times and ratios; returns {question: our median}."""
    names = [engine.name for engine in engines[1:]]
    print(
        f"{'ms: median [min..max]':45}{'ours':>22}{'A/A':>6}"
        + "".join(f"{n:>21}{'x':>7}" for n in names)
    )
    ours, worst = {}, {}
    for asked in questions:
        cells = _checked(engines, asked)
        times = _times(engines, asked, rounds)
        first = ours[asked.name] = statistics.median(times[engines[0].name])
        again = statistics.median(times["again"])
        line = f"{asked.name:4}{asked.says[:34]:35}{cells:>5} "
        line += f"{_spread(times[engines[0].name]):>22}{again / first:>6.2f}"
        for name in names:
            ratio = statistics.median(times[name]) / first
            worst[name] = min(worst.get(name, (1e9, "")), (ratio, asked.name))
            line += f"{_spread(times[name]):>21}{ratio:>7.1f}"
        print(line, flush=True)
    for name, (ratio, where) in worst.items():
        print(f"least ahead of {name}: {ratio:.1f} times ({where})")
    return ours


def _checked(engines, asked):
    """How many cells the answer has; ends the program where an engine answers otherwise."""
    answers = [engine.answer(asked) for engine in engines]
    for engine, found in zip(engines, answers, strict=True):
        if found != answers[0]:
            every = found.keys() | answers[0]
            wrong = sorted(key for key in every if found.get(key) != answers[0].get(key))
            sys.exit(
                f"{asked.name}: {engine.name} differs in {len(wrong)} cells, first {wrong[0]}: "
                f"{found.get(wrong[0])} against {answers[0].get(wrong[0])}. No times are told."
            )
    return len(answers[0])


def _times(engines, asked, rounds):
    """Milliseconds by engine, in turns; `again` is the first once more: how much noise there is."""
    times = {engine.name: [] for engine in engines} | {"again": []}
    for _ in range(rounds):
        for engine in engines:
            times[engine.name].append(milliseconds(lambda one=engine: one.answer(asked))[0])
        times["again"].append(milliseconds(lambda: engines[0].answer(asked))[0])
    return times


def _spread(times):
    middle = statistics.median(times)
    places = 2 if middle < 10 else 0
    return f"{middle:.{places}f} [{min(times):.{places}f}..{max(times):.{places}f}]"
