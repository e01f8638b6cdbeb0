"""机构人员之误 -- what cannot be asked for agencies or people: a code, and the values it names.

The English sentence is for the command line; the interface has words of its own for each code.
"""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "no_agency": "agency: found {agency!r}; the code of one that exists on {day}",
    "other_name": "number: {number} is that of somebody else, not of {name}",
    "role_held": "days: the role is held from {from_on} to {until_on}; end that first, or begin "
    "after it",
    "has_account": "{name} signs in as {username} already",
    "no_account": "{name} has no account; give one first",
    "username_taken": "username: {username} is taken; choose another",
    "end_outside": "until: found {found}; a day from {from_on} to {until_on}",
    "deputy_of_deputy": "absent: found a deputy; name the officer whose role it is",
    "deputy_is_self": "deputy: an officer does not stand in for themselves; choose another",
    "deputy_outside": "days: found {found_from} to {found_until}; days within {from_on} to "
    "{until_on}",
    "taker_is_self": "taker: a desk is handed to somebody else; choose another",
    "nothing_to_hand": "giver: {name} has no role in {agency} from {day}; there is nothing to hand "
    "over",
    "code_taken": "code: {code} is that of {name}; choose another",
    "has_below": "{count} agencies stand under it on {day}, such as {name}; move or end them first",
    "has_open_cases": "{count} open cases are handled by {name} or concern it; name its successor",
    "below_itself": "under: {name} stands under the agency itself; choose another",
    "same_place": "under: it stands under {name} already",
    "ended_already": "it ends on {day} already; undo that first",
    "not_there": "{name} does not exist on {day}; choose a day from {from_on} to {until_on}",
    "days_order": "days: found {from_on} to {until_on}; the last day after the first",
    "is_used": "{what} refer to it ({count}), so it cannot be taken away; end it instead",
    "nothing_planned": "nothing is planned that could be undone",
    "certificate_taken": "number: a certificate of this kind and number is that of somebody else",
    "own_account": "one does not lock or reset one's own account; ask another administrator",
    "subject_taken": "subject: {subject} is bound to another account",
    "unknown_role": "role: found {role!r}; one of {allowed}",
    "out_of_reach": "{name} also has roles in agencies that you do not keep; ask whoever "
    "keeps both",
    "stale_plan": "what would be done has changed since it was shown; look at it again",
    "has_errors": "{count} rows have errors; mend them, or take in the good ones only",
}
"""What is said of each code, in English."""


class PeopleFault(Exception):
    """What was asked for agencies or people cannot be: `code` says why, `values` which."""

    def __init__(self, code: str, /, **values: object) -> None:
        said = {name: "—" if value is None else value for name, value in values.items()}
        super().__init__(SENTENCES[code].format(**said))
        self.code = code
        self.values = said
