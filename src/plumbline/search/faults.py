"""Errors of the search: an index that cannot be trusted, a query that cannot be read."""


class IndexFault(Exception):
    """The index is missing, damaged, half written or of another make; build it again."""


class QueryFault(ValueError):
    """A filter of the query has a value that it cannot have; the message says which it may."""
