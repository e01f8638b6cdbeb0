"""裁量 -- what is wrong with a table or with the facts of a case, and what would be right."""


class BenchmarkFault(ValueError):
    """A table or facts that cannot be taken: the place, what was found, what is allowed."""

    def __init__(self, place: str, found: object, allowed: str) -> None:
        """The message names all three."""
        self.place, self.found, self.allowed = place, found, allowed
        super().__init__(f"{place}: found {found}; allowed is {allowed}")


def shown(value: object) -> str:
    """A value as a message quotes it, cut where it is long."""
    said = repr(value)
    return said if len(said) <= 80 else f"{said[:77]}..."
