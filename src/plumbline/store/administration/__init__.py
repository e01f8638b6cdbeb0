"""管理 -- administrators keep agencies and people; every change leaves a note."""

from plumbline.store.access import SUPERVISOR
from plumbline.store.administration import accounts, people, structure
from plumbline.store.administration.notes import Keeper, history_of, history_of_officer
from plumbline.store.administration.reach import (
    kept_agencies,
    may_keep_officer,
    may_lock_officer,
    may_place,
    tops_of,
)
from plumbline.store.administration.roles import GivenRole, given_roles, role_titles

__all__ = [
    "SUPERVISOR",
    "GivenRole",
    "Keeper",
    "accounts",
    "given_roles",
    "history_of",
    "history_of_officer",
    "kept_agencies",
    "may_keep_officer",
    "may_lock_officer",
    "may_place",
    "people",
    "role_titles",
    "structure",
    "tops_of",
]  # fmt: skip
