"""抽取 -- how long it takes to draw 5 % of a million weighted targets, and to check the whole draw.

On one core. A draw is everything from the announcement and the seed in memory to who was drawn and
who goes there; the check reads the record from a file, as a citizen's would. The yardsticks are the
bare hashing of as many tickets with hashlib, which no draw by this protocol can beat, and peers
that nobody can check afterwards: `numpy.random.Generator.choice` with weights (where NumPy is
there), and the textbook's random keys of Efraimidis and Spirakis with floating point.

    python -m bench.draw [TARGETS]
"""

from __future__ import annotations

import hashlib
import importlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from heapq import nlargest
from pathlib import Path
from typing import Any, Final, TypeVar

from playwright.sync_api import Error, sync_playwright

from plumbline.draw import (
    Announcement,
    Inspector,
    Lists,
    Plan,
    Source,
    Target,
    announce,
    draw,
    recorded,
    share,
    verify,
    written,
)
from tests.capabilities import chromium, node

TARGETS: Final = 1_000_000
PER_MILLE: Final = 50
WEIGHTS: Final = {"A": 1, "B": 2, "C": 4, "D": 8}
CLASSES: Final = "A" * 8 + "B" * 8 + "C" * 3 + "D"  # of twenty targets
FIELDS: Final = ("消防", "食品", "价格", "广告", "计量", "特种设备", "安全", "环保", "卫生", "劳动")
STRATA: Final = 20
INSPECTORS: Final = 2_000
SEED: Final = "31526422613455126435"
BOUNDS: Final = {
    "draw": (5.0, 1.0),
    "Python": (10.0, 2.0),
    "Node.js": (20.0, 4.0),
    "browser": (20.0, 4.0),
}
PLACE: Final = "http://plumbline.example"
IN_BROWSER: Final = """
async () => {
  const { check } = await import("/verify.js");
  const text = await (await fetch("/draw.json")).text();
  const start = performance.now();
  const record = JSON.parse(text);
  const steps = [...check(record, "HASH")];
  return [(performance.now() - start) / 1000, steps.every((step) => step[1]) && steps.length];
}
"""
Kind = TypeVar("Kind")


def main() -> int:
    """Measure all; 1 when a lower bound is missed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else TARGETS
    lists = province(count)
    plan, seconds = timed(lambda: planned(lists))
    announcement, seconds = timed(lambda: announce(plan, lists))
    print(f"announcing {count:,} targets: {seconds:.2f} s, every line checked and hashed")
    result, taken = timed(lambda: draw(announcement, SEED))
    found = {"draw": taken}
    beside(announcement, taken, len(result.drawn))
    with tempfile.TemporaryDirectory(prefix="plumbline-draw-") as folder:
        file = Path(folder) / "draw.json"
        text, seconds = timed(lambda: written(recorded(result)))
        file.write_text(text, "utf-8")
        print(f"record of {len(text.encode()) / 1e6:.0f} MB written in {seconds:.2f} s")
        found |= checks(file, announcement.hash)
    for name, seconds in found.items():
        least, hoped = BOUNDS[name]
        kept = "kept" if seconds <= least else "MISSED"
        hopes = "kept" if seconds <= hoped else "missed"
        bounds = f"at least {least:.0f} s: {kept}; hoped {hoped:.0f} s: {hopes}"
        print(f"{name:8} {seconds:6.2f} s; {bounds}")
    return int(any(seconds > BOUNDS[name][0] for name, seconds in found.items()))


def timed(work: Callable[[], Kind]) -> tuple[Kind, float]:
    """What something gives, and how many seconds it takes."""
    start = time.perf_counter()
    made = work()
    return made, time.perf_counter() - start


def province(count: int) -> Lists:
    """Targets with ids of 18 characters, as unified credit codes have, and inspectors."""
    dice = random.Random(5)
    targets = [
        Target(f"91500{n:013}", f"类{n % STRATA:02}", dice.choice(CLASSES), FIELDS[n % len(FIELDS)])
        for n in range(count)
    ]
    people = [
        Inspector(f"P{n:05}", f"渝-{n:05}", date(2028, 1, 1), tuple(sorted(dice.sample(FIELDS, 3))))
        for n in range(INSPECTORS)
    ]
    return Lists(tuple(targets), tuple(people))


def planned(lists: Lists) -> Plan:
    """5 % of each stratum, two inspectors for each target."""
    there: dict[str, int] = {}
    for one in lists.targets:
        there[one.stratum] = there.get(one.stratum, 0) + 1
    sizes = {name: share(total, PER_MILLE) for name, total in there.items()}
    source = Source("dice", 20, "掷骰")
    return Plan("抽查", "500000-sfj", date(2026, 12, 1), source, sizes, WEIGHTS)


def beside(announcement: Announcement, taken: float, size: int) -> None:
    """The draw beside its limit and its peers."""
    weights = [WEIGHTS[one.risk] for one in announcement.lists.targets]
    tickets = sum(weights)
    text = bytes(34) + announcement.lists.targets[0].id.encode()
    sha256 = hashlib.sha256
    _, bare = timed(lambda: [sha256(text).digest() for _ in range(tickets)])
    print(
        f"drawing {size:,}, {2 * size:,} times an inspector: {taken:.2f} s; {tickets:,} tickets, "
        f"bare hashing of as many {bare:.2f} s; {taken / bare:.1f} times the bare hashing"
    )
    dice = random.Random(5)
    keys = lambda: nlargest(size, ((dice.random() ** (1 / w), n) for n, w in enumerate(weights)))  # noqa: E731
    _, seconds = timed(keys)
    print(f"peer, random keys in floating point, nothing to check: {seconds:.2f} s")
    try:
        numpy: Any = importlib.import_module("numpy")
    except ImportError:
        print("peer, numpy.random.Generator.choice: left out, NumPy is not installed")
        return
    shares = numpy.array(weights) / tickets
    chooser = numpy.random.default_rng(5)
    _, seconds = timed(lambda: chooser.choice(len(shares), size, replace=False, p=shares))
    print(f"peer, numpy.random.Generator.choice, nothing to check: {seconds:.2f} s")


def checks(file: Path, published: str) -> dict[str, float]:
    """Seconds of the whole check, file and all, by each verifier that this machine can run."""
    python = Path(verify.__file__)
    script = Path(shutil.copy(python.with_suffix(".js"), file.with_name("verify.mjs")))
    found = {"Python": ran([sys.executable, str(python), str(file), published])}
    if program := node():
        found["Node.js"] = ran([program, str(script), str(file), published])
    else:
        print("Node.js left out: there is none")
    if (program := chromium()) and (seconds := in_browser(program, script, file, published)):
        found["browser"] = seconds
    else:
        print("browser left out: there is none")
    return found


def ran(command: list[str]) -> float:
    """Seconds of a command that must say that the draw holds."""
    _, seconds = timed(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
    return seconds


def in_browser(program: str, script: Path, file: Path, published: str) -> float:
    """Seconds in a page, from the file that was fetched to the verdict; 0 where none opens."""
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=program, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page()
            page.route(
                "**/verify.js",
                lambda route: route.fulfill(
                    body=script.read_text("utf-8"), content_type="text/javascript; charset=utf-8"
                ),
            )
            page.route("**/draw.json", lambda route: route.fulfill(path=file))
            page.route(
                f"{PLACE}/",
                lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"),
            )
            page.goto(f"{PLACE}/")
            seconds, steps = page.evaluate(IN_BROWSER.replace("HASH", published))
            browser.close()
    except Error as error:
        print(f"browser: {str(error).splitlines()[0]}")
        return 0.0
    if steps != len(verify.TOLD):
        raise AssertionError("the draw does not hold in the browser")
    return float(seconds)


if __name__ == "__main__":
    sys.exit(main())
