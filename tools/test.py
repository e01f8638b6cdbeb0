"""Run the tests: all of them on SQLite, and where there is a PostgreSQL server those that touch
the database once more on it. Arguments go to pytest.
"""

import os
import subprocess
import sys

from bootstrap import PYTHON, ROOT

sys.path.insert(0, str(ROOT))

from tests.capabilities import postgres

NO_TESTS = 5  # pytest's exit code when the selection is empty


def main() -> None:
    """Leave with the first exit code that is not nought; the whole suite runs last."""
    failed = 0
    address = postgres()
    if address:
        print("On PostgreSQL: the tests that touch the database", flush=True)
        failed = run({"DATABASE_URL": address}, ["-m", "db and not browser"])
        print("On SQLite: all tests", flush=True)
    sys.exit(run({"DATABASE_URL": ""}, []) or failed)


def run(environment: dict[str, str], options: list[str]) -> int:
    """Run pytest on all cores and return its exit code."""
    command = [str(PYTHON), "-m", "pytest", "-n", "auto", *options, *sys.argv[1:]]
    code = subprocess.run(command, cwd=ROOT, env=os.environ | environment).returncode
    return 0 if code == NO_TESTS and options else code


if __name__ == "__main__":
    main()
