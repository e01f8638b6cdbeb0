"""机关与人员 -- the questions asked of agencies and people, each as of a day."""

from typing import Final

from django.contrib.auth.models import AnonymousUser

from plumbline.store.agencies.divisions import DivisionsFault, SetUp, set_up
from plumbline.store.agencies.faults import PeopleFault
from plumbline.store.agencies.pages import AgencyPage, find, page_of
from plumbline.store.agencies.people import (
    ADMINISTRATOR,
    Held,
    appoint,
    assignments_of,
    end,
    give_account,
    hand_over,
    held_by,
    may_administer,
    roles_asked,
    roles_of,
    stand_in,
    stands_at,
)
from plumbline.store.agencies.succession import carried_on, who_carries_on
from plumbline.store.agencies.tree import Node, Tree, codes_above, of_day, tree_at

NOBODY: Final = AnonymousUser()
"""Whoever has not signed in."""

__all__ = [
    "ADMINISTRATOR",
    "NOBODY",
    "AgencyPage",
    "DivisionsFault",
    "Held",
    "Node",
    "PeopleFault",
    "SetUp",
    "Tree",
    "appoint",
    "assignments_of",
    "carried_on",
    "codes_above",
    "end",
    "find",
    "give_account",
    "hand_over",
    "held_by",
    "may_administer",
    "of_day",
    "page_of",
    "roles_asked",
    "roles_of",
    "set_up",
    "stand_in",
    "stands_at",
    "tree_at",
    "who_carries_on",
]  # fmt: skip
