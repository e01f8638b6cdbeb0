"""文书 -- the official papers of a procedure: a form, filled from a case, as .docx, PDF and HTML.

A form is content with named fields; `fill` makes a `Paper`, a tree of typed blocks, and every
output is written from that one tree. A paper is a draft for a human: what is missing in it is
shown as a gap and listed. `bind` makes of papers and attached files one paged case file.
"""

from plumbline.papers.bind import BindFault, Cover, Part, bind
from plumbline.papers.check import check, check_all
from plumbline.papers.fill import fill
from plumbline.papers.form import GENERAL, Form
from plumbline.papers.gather import gather, values_of
from plumbline.papers.paper import Paper
from plumbline.papers.read import Identity, read_form
from plumbline.papers.style import Style, read_style
from plumbline.papers.value import Choice, Money, Person, Provision, Value, value_of
from plumbline.papers.write_docx import write_docx
from plumbline.papers.write_html import write_html
from plumbline.papers.write_pdf import PapersNeed, write_pdf

__all__ = [
    "GENERAL",
    "BindFault",
    "Choice",
    "Cover",
    "Form",
    "Identity",
    "Money",
    "Paper",
    "PapersNeed",
    "Part",
    "Person",
    "Provision",
    "Style",
    "Value",
    "bind",
    "check",
    "check_all",
    "fill",
    "gather",
    "read_form",
    "read_style",
    "value_of",
    "values_of",
    "write_docx",
    "write_html",
    "write_pdf",
]
