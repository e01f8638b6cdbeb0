"""程序 -- how a case runs by law: what may be done, by whom, until when, and what silence brings.

What happened is a list of events; stage, due days and lawful actions are computed from it under a
definition that is content. `apply` answers with the case one event further, or with a Refusal
that gives the statute's words and article. Nothing here decides, reads a clock or keeps anything.
"""

from plumbline.procedure.case import Case, apply, fold
from plumbline.procedure.check import check
from plumbline.procedure.definition import LAW, Basis, Bond, Definition
from plumbline.procedure.event import ISSUE, VOID, Event, broken, digest
from plumbline.procedure.read import Identity, Sources, read
from plumbline.procedure.reading import DefinitionFault
from plumbline.procedure.refusal import Refusal
from plumbline.procedure.running import Run
from plumbline.procedure.texts import governing, in_force, latest
from plumbline.procedure.withholding import stating, withheld

__all__ = [
    "ISSUE",
    "LAW",
    "VOID",
    "Basis",
    "Bond",
    "Case",
    "Definition",
    "DefinitionFault",
    "Event",
    "Identity",
    "Refusal",
    "Run",
    "Sources",
    "apply",
    "broken",
    "check",
    "digest",
    "fold",
    "governing",
    "in_force",
    "latest",
    "read",
    "stating",
    "withheld",
]
