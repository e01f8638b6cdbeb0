"""阿科马检验 -- whether a file keeps to the schema of Akoma Ntoso 3.0.

The schema is not part of the product; it is read from a folder that holds the two files
which OASIS and the W3C publish, and nothing is fetched from the network.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from lxml import etree

SCHEMA: Final = "akomantoso30.xsd"
"""Name of the schema's file; `xml.xsd`, which it imports, lies beside it."""


class _Beside(etree.Resolver):
    """Finds an imported schema beside the first, wherever its import says that it is."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    # The stubs of lxml know neither the third argument nor the method that answers.
    def resolve(self, system_url: str, public_id: str, context: Any = None) -> Any:
        name = system_url.rpartition("/")[2]
        answer: Any = self
        return answer.resolve_filename(str(self._folder / name), context)


class Schema:
    """The strict schema, read once from the folder that holds it."""

    def __init__(self, folder: Path) -> None:
        parser = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)
        parser.resolvers.add(_Beside(folder))
        self._schema = etree.XMLSchema(etree.parse(str(folder / SCHEMA), parser))

    def faults(self, data: bytes) -> tuple[str, ...]:
        """What in a file breaks the schema, each with its line; empty when it is valid."""
        parser = etree.XMLParser(
            no_network=True, load_dtd=False, resolve_entities=False, huge_tree=True
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            return (f"line {error.lineno}: {error.msg}",)
        if self._schema.validate(root):
            return ()
        faults: Iterable[Any] = list(self._schema.error_log)  # type: ignore[call-overload]
        return tuple(f"line {fault.line}: {fault.message}" for fault in faults)
