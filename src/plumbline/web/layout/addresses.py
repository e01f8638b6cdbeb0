"""网址 -- the addresses of laws, their versions and their provisions."""

from typing import Final

from django.urls import reverse

LABEL: Final = r"(?P<label>\d{4}-\d{2}-\d{2}|undated)"
"""Pattern of an address for the label of a version."""

UNDATED: Final = "undated"
"""Stands in addresses for the label of a version whose day of adoption is not known."""


def of_work(key: str, suffix: str = "") -> str:
    """The page of a work; `suffix` is the day asked, as `?on=…`, or empty."""
    return reverse("work", args=[key]) + suffix


def of_version(key: str, label: str, suffix: str = "") -> str:
    """The page of the version with this label."""
    return reverse("version", args=[key, label or UNDATED]) + suffix


def of_provision(key: str, label: str, eid: str, suffix: str = "") -> str:
    """The permalink of a provision."""
    return f"{of_version(key, label, suffix)}#{eid}" if eid else of_version(key, label, suffix)


def label_of(written: str) -> str:
    """The label that an address names."""
    return "" if written == UNDATED else written


def of_citation(key: str, label: str, place: int, suffix: str = "") -> str:
    """The page that explains one citation of a version."""
    return reverse("citation", args=[key, label or UNDATED, place]) + suffix
