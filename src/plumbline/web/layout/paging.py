"""分页 -- which numbers of pages to offer beside the one that is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

AROUND = 2  # pages offered on either side of the current one
DIGITS = 9  # of a number in an address; longer ones are cut, or lead nowhere
MOST = 5000  # the last page that is ever asked for


@dataclass(frozen=True, slots=True)
class Paging:
    """Page `page` (from 1) of `total` things, `size` to a page."""

    page: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page, at least 1."""
        return max(1, -(-self.total // self.size))

    @property
    def first_shown(self) -> int:
        """The number (from 1) of the first thing on this page."""
        return (self.page - 1) * self.size + 1

    @property
    def last_shown(self) -> int:
        """The number of the last thing on this page."""
        return min(self.total, self.page * self.size)

    @property
    def previous(self) -> int:
        """The number of the page before."""
        return self.page - 1

    @property
    def next(self) -> int:
        """The number of the page after."""
        return self.page + 1

    @property
    def offered(self) -> Sequence[int]:
        """The numbers of pages to link to, in order; 0 stands for a gap."""
        near = range(max(1, self.page - AROUND), min(self.last, self.page + AROUND) + 1)
        shown = sorted({1, *near, self.last})
        numbers: list[int] = []
        for number in shown:
            if numbers and number - numbers[-1] > 1:
                numbers.append(0)
            numbers.append(number)
        return numbers


def to_last(request: HttpRequest, paging: Paging) -> HttpResponse | None:
    """Where the address names a page beyond the last: the way to the last."""
    if paging.page <= paging.last:
        return None
    fields = request.GET.copy()
    fields["page"] = str(paging.last)
    return redirect(f"{request.path}?{fields.urlencode()}")


def asked_page(request: HttpRequest) -> int:
    """Read the page from the address; the first where it names none."""
    typed = request.GET.get("page", "")
    is_number = typed.isascii() and typed.isdigit()
    # Python refuses to read a number of thousands of digits.
    return min(max(int(typed[:DIGITS]), 1), MOST) if is_number else 1
