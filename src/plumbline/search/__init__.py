"""检索 -- which articles speak to a question, whatever words it is put in.

An index is a folder. It is handed values (`Entry`) and says itself which change of
the library it last applied, so that it can be brought up to date or thrown away and
built again at any time. Nothing here knows a database or today's date.
"""

from plumbline.search.entry import Drop, Entry, Put
from plumbline.search.faults import IndexFault, QueryFault
from plumbline.search.index import Index
from plumbline.search.jump import Jump, jump
from plumbline.search.misread import misread
from plumbline.search.query import Query, parse_query
from plumbline.search.results import Facet, Hit, Results, Snippet

__all__ = [
    "Drop",
    "Entry",
    "Facet",
    "Hit",
    "Index",
    "IndexFault",
    "Jump",
    "Put",
    "Query",
    "QueryFault",
    "Results",
    "Snippet",
    "jump",
    "misread",
    "parse_query",
]
