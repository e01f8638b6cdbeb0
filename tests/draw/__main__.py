"""Both verifiers on draws at random, many times: `python -m tests.draw --draws 10000`.

Prints how many draws there were, how they ended, and how many the two judge differently.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.draw.chance import random_check
from tests.draw.verifiers import steps, steps_of_script

BATCH = 500


def differing(seeds, folder):
    """The seeds of the draws that the verifiers judge differently, and how all ended."""
    ended: Counter[str] = Counter()
    wrong = []
    for first in range(seeds.start, seeds.stop, BATCH):
        some = range(first, min(first + BATCH, seeds.stop))
        checks = [random_check(random.Random(seed)) for seed in some]
        here = [steps(*one) for one in checks]
        there = steps_of_script(folder, *checks)
        wrong += [seed for seed, x, y in zip(some, here, there, strict=True) if x != y]
        ended.update(
            one[-1] if one[-1] == "error" else ": ".join(map(str, one[-1])) for one in here
        )
    return wrong, ended


def main():
    """Compare; 1 when they differ anywhere."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--draws", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong, ended = differing(range(1, asked.draws + 1), Path(folder))
    for what, count in ended.most_common():
        sys.stdout.write(f"{count:7} {what}\n")
    sys.stdout.write(f"{asked.draws} draws, {len(wrong)} judged differently: {wrong[:10]}\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
