"""Why a record of the demonstration cannot be taken in."""

from __future__ import annotations


class DemonstrationFault(Exception):
    """A record that cannot be taken in; the message names file, line, found, allowed."""
