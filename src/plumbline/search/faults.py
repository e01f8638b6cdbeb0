"""Errors of the search: an index that cannot be trusted, a query that cannot be read."""


class IndexFault(Exception):
    """The index is missing, damaged, half written or of another make; build it again."""


class QueryFault(ValueError):
    """A filter of the query has a value that it cannot have; the message says which it may.

    `code` names the fault for whoever says it in another language: `day`, `year`, `status`,
    `status_day`, `kind`, `level`, or `value`; `found` is the value.
    """

    def __init__(self, message: str, code: str = "value", found: str = "") -> None:
        super().__init__(message)
        self.code, self.found = code, found
