"""Make the checkout ready to run: .venv, locked packages, front-end libraries, catalogues.

    python3 tools/bootstrap.py run     what the server needs
    python3 tools/bootstrap.py full    the optional engines too (PostgreSQL, PDF)
    python3 tools/bootstrap.py dev     everything that tests, checks and docs need

Only the standard library is used. A stamp keyed by the lock file makes a second run start at
once. This file keeps to syntax that an old Python can read, so that it can say what it needs.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "plumbline-setup.txt"
LOCALE = ROOT / "src" / "plumbline" / "locale"

LOCKS = {  # each set holds the one before it
    "run": "requirements.lock",
    "full": "requirements-full.lock",
    "dev": "requirements-dev.lock",
}
NEEDED = (3, 11)


def main() -> None:
    """Bring the checkout to the state that the command line names."""
    parser = argparse.ArgumentParser(description="Make the checkout ready to run.")
    parser.add_argument("kind", nargs="?", default="dev", choices=sorted(LOCKS))
    kind = parser.parse_args().kind
    use_python_that_is_new_enough()
    started = time.monotonic()
    if not ready(kind):
        print(f"Setting up Plumbline in {VENV} (first run: one to three minutes)", flush=True)
        make_venv()
        install_packages(ROOT / LOCKS[kind])
        install_plumbline()
        STAMP.write_text(f"{kind} {fingerprint(kind)}\n")
    run_tool("vendor.py", *(["--test"] if holds(kind, "dev") else []))
    if catalogues_are_stale():
        run_tool("messages.py", "compile")
    if time.monotonic() - started > 2:
        print(f"Ready after {time.monotonic() - started:.0f} s", flush=True)


def use_python_that_is_new_enough() -> None:
    """Start again under Python 3.11 or newer, or say that there is none."""
    if sys.version_info >= NEEDED:
        return
    for minor in (13, 12, 11):
        found = shutil.which(f"python3.{minor}")
        if found:
            os.execv(found, [found, *sys.argv])
    sys.exit(
        f"Plumbline needs Python 3.11 or newer; {sys.executable} is "
        f"{sys.version_info[0]}.{sys.version_info[1]}. Name another: make setup PYTHON=/path/to/it"
    )


def ready(kind: str) -> bool:
    """Say whether the environment already holds what `kind` needs, as locked today."""
    if not STAMP.is_file() or not PYTHON.exists():
        return False
    made, _, mark = STAMP.read_text().strip().partition(" ")
    return made in LOCKS and holds(made, kind) and mark == fingerprint(made)


def holds(made: str, kind: str) -> bool:
    """Say whether the set `made` contains the set `kind`."""
    order = list(LOCKS)
    return order.index(made) >= order.index(kind)


def fingerprint(kind: str) -> str:
    """Hash what decides the content of the environment."""
    digest = hashlib.sha256(str(ROOT).encode())  # scripts in .venv/bin hold absolute paths
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    digest.update(project.partition("\n[tool.")[0].encode())  # the rest configures tools
    digest.update((ROOT / LOCKS[kind]).read_bytes())
    return digest.hexdigest()


def make_venv() -> None:
    """Create the environment; one that was moved, or lost its Python, is made anew."""
    if PYTHON.exists() and runs(PYTHON) and str(VENV) in activate_script():
        return
    step = Step("virtual environment")
    shutil.rmtree(VENV, ignore_errors=True)
    uv = shutil.which("uv")
    command = [uv, "venv", "-q", "--python", sys.executable, str(VENV)] if uv else None
    made = subprocess.run(
        command or [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True
    )
    if made.returncode:
        sys.exit(
            f"{made.stdout}{made.stderr}\n{sys.executable} cannot make a virtual environment. "
            "On Debian and Ubuntu: apt-get install python3-venv"
        )
    step.done()


def activate_script() -> str:
    """Return the text of bin/activate, which names the folder that it was made in."""
    script = VENV / "bin" / "activate"
    return script.read_text() if script.is_file() else ""


def runs(python: Path) -> bool:
    """Say whether this interpreter starts and is new enough."""
    probe = f"import sys; sys.exit(sys.version_info < {NEEDED})"
    try:
        return subprocess.run([str(python), "-c", probe], capture_output=True).returncode == 0
    except OSError:
        return False


def installer() -> list[str]:
    """Return the command that installs into the environment: uv if there is one, else pip."""
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--python", str(PYTHON)]
    return [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-compile"]


def install_packages(lock: Path) -> None:
    """Install exactly what the lock file lists, every file checked against its hash."""
    total = len(re.findall(r"^[\w.-]+==", lock.read_text(), re.MULTILINE))
    step = Step("Python packages", total)
    command = [*installer(), "--require-hashes", "--no-deps", "-r", str(lock)]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
    )
    lines = []
    fetched = 0

    def read() -> None:
        nonlocal fetched
        for line in running.stdout or ():
            lines.append(line)
            fetched += line.startswith("Collecting ")

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    while running.poll() is None:
        installed = len(list(VENV.glob("lib/python*/site-packages/*.dist-info")))
        step.at(f"fetched {fetched}" if fetched and installed < 5 else f"installed {installed}")
        time.sleep(0.25)
    reader.join()
    if running.returncode:
        sys.exit("".join(lines[-25:]) + "\nThe Python packages could not be installed.")
    step.done()


def install_plumbline() -> None:
    """Install the checkout itself, editable, with the locked build backend."""
    step = Step("plumbline itself")
    command = [*installer(), "-q", "--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    step.done()


def catalogues_are_stale() -> bool:
    """Say whether a catalogue of messages is newer than its compiled form."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            return True
    return False


def run_tool(name: str, *arguments: str) -> None:
    """Run a script of this folder in the environment; leave with its error if it fails."""
    done = subprocess.run([str(PYTHON), str(ROOT / "tools" / name), *arguments], cwd=str(ROOT))
    if done.returncode:
        sys.exit(done.returncode)


class Step:
    """One line of progress: rewritten in place on a terminal, every ten seconds elsewhere."""

    def __init__(self, title: str, total: int = 0) -> None:
        self.title = f"  {title}, {total}" if total else f"  {title}"
        self.started = self.shown = time.monotonic()
        self.terminal = sys.stdout.isatty()

    def at(self, note: str) -> None:
        """Show how far the step has come."""
        now = time.monotonic()
        if self.terminal:
            print(f"\r\033[K{self.title}: {note}, {now - self.started:.0f} s", end="", flush=True)
        elif now - self.shown > 10:
            self.shown = now
            print(f"{self.title}: {note}, {now - self.started:.0f} s", flush=True)

    def done(self) -> None:
        """Close the line with the time that the step took."""
        start = "\r\033[K" if self.terminal else ""
        print(f"{start}{self.title}: done in {time.monotonic() - self.started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
