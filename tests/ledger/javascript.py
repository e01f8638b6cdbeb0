"""Run verify.js in Node.js, as a browser would run it."""

import base64
import json
import shutil
import subprocess
from pathlib import Path

from plumbline.ledger import verify
from tests.capabilities import node

HERE = Path(__file__).parent
SCRIPT = Path(verify.__file__).with_suffix(".js")


class Script:
    """verify.js in a folder of its own, under the ending by which every Node.js knows a module."""

    def __init__(self, folder):
        self.path = folder / "verify.mjs"
        shutil.copy(SCRIPT, self.path)

    def call(self, *calls):
        """The results of calls [name, arguments]; an exception is an `Exception`."""
        command = [str(node()), HERE / "driver.mjs", self.path]
        given = json.dumps(calls, default=packed)
        done = subprocess.run(command, input=given.encode(), capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        results = json.loads(done.stdout, object_hook=unpacked)
        return [Exception(one["error"]) if "error" in one else one.get("result") for one in results]

    def run(self, *arguments):
        """Exit code and output of the command."""
        done = subprocess.run([str(node()), self.path, *arguments], capture_output=True)
        assert done.stderr == b""
        return done.returncode, done.stdout.decode()


def packed(value):
    assert isinstance(value, bytes)
    return {"bytes": base64.b64encode(value).decode()}


def unpacked(value):
    return base64.b64decode(value["bytes"]) if value.keys() == {"bytes"} else value
