"""样式表 -- how a paper looks in print and in a preview, after its Style (GB/T 9704-2012).

The page rules are for print; the others hold for a preview too, where `.paper` is a sheet.
"""

from __future__ import annotations

from plumbline.papers.style import Style

_PAGES = """
@page {{ size: {width}mm {height}mm; margin: {top}mm {right}mm {bottom}mm {left}mm; }}
@page :right {{ @bottom-right {{ {number} padding-right: 1em; }} }}
@page :left {{ @bottom-left {{ {number} padding-left: 1em; }} }}
"""
_NUMBER = (
    'content: "\u2014 " counter(page) " \u2014"; font: {size}pt {family}; vertical-align: top; '
    "padding-top: 4mm;"
)

_MARK = """
@page {{ @top-center {{ content: "{mark}"; font: {size}pt {family}; color: #9c2a2a; }} }}
@media screen {{ .paper::before {{ content: "{mark}"; display: block; text-align: center;
  font: {size}pt {family}; color: #9c2a2a; margin-bottom: 6mm; }} }}
"""

_BODY = """
.paper {{ font: {body_size}pt/{line}pt {body}; letter-spacing: -0.25pt; color: #000;
  text-align: justify; overflow-wrap: anywhere; }}
.paper p, .paper h1, .paper h2 {{ margin: 0; font-weight: normal; white-space: pre-wrap; }}
.paper > p, .paper td, .paper th {{ orphans: 2; widows: 2; }}
.paper-organ, .paper-title {{ font: {title_size}pt/{title_line}pt {title}; text-align: center;
  letter-spacing: 0; break-after: avoid; }}
.paper > .paper-organ {{ font: {organ_size}pt/{organ_line}pt {organ}; }}
.paper > .paper-title {{ margin-bottom: {line}pt; }}
.paper-red > .paper-organ {{ color: #d00000; letter-spacing: 0.1em; margin: 4mm 0 8mm; }}
.paper-number {{ text-align: center; break-after: avoid; }}
.paper-title + .paper-number {{ margin-top: -{half}pt; margin-bottom: {half}pt !important; }}
.paper-rule {{ border: 0; border-top: 0.7mm solid #d00000; margin: 3mm 0 14mm; }}
.paper-indented {{ text-indent: 2em; }}
.paper-centred {{ text-align: center; }}
.paper-right {{ text-align: right; }}
.paper-heading {{ font: {heading_size}pt/{line}pt {heading}; text-indent: 2em; }}
.paper-lead {{ break-after: avoid; }}
.paper-gap {{ border-bottom: 0.6pt solid #000; text-indent: 0; }}
.paper-attachments {{ letter-spacing: 0; padding-left: 5em; text-indent: -3em; }}
.paper > .paper-attachments:not(.paper-further) {{ margin-top: {line}pt; }}
.paper-further {{ text-indent: 0; }}
.paper-signature {{ display: table; margin: {double}pt 0 0 auto; text-align: center;
  break-inside: avoid; break-before: avoid; }}
.paper-signature p {{ white-space: pre; }}
.paper-on {{ padding: 0 4em; }}
.paper-seal {{ color: #888; }}
.paper-by-label .paper-label {{ text-align: left; padding-right: 9em; }}
.paper-by-label .paper-on {{ padding: 0 1em 0 0; text-align: right; }}
.paper-signatures {{ margin-top: {line}pt; break-inside: avoid; }}
.paper-signatures p {{ line-height: {sign_line}pt; }}
.paper-copies {{ font-size: {note_size}pt; border: solid #000; border-width: 0.4mm 0;
  padding: 0 1em; text-indent: -3em; padding-left: 4em; break-inside: avoid; }}
.paper > .paper-copies {{ margin-top: {line}pt; }}
.paper-cut {{ border-top: 0.5pt dashed #000; text-align: center; }}
.paper > .paper-cut {{ margin: {double}pt 0 {half}pt; }}
.paper-cut span {{ font: {heading_size}pt/{line}pt {heading}; }}
.paper-grid {{ width: 100%; border-collapse: collapse; table-layout: fixed;
  margin-bottom: {half}pt; font: {table_size}pt/{table_line}pt {table}; letter-spacing: 0; }}
.paper-grid th, .paper-grid td {{ border: 0.5pt solid #000; padding: 2mm; font-weight: normal;
  vertical-align: middle; }}
.paper-grid th {{ text-align: center; }}
.paper-grid col.paper-label {{ width: 21%; }}
.paper-grid-4 col.paper-label {{ width: 19%; }}
.paper-grid-6 col.paper-label {{ width: 13%; }}
.paper-grid tr {{ break-inside: avoid; }}
"""


def stylesheet(style: Style) -> str:
    """The style sheet of all papers of a style: pages for print, then the classes."""
    note = style.fonts["note"]
    number = _NUMBER.format(size=note.size, family=families(note.families))
    sizes = {f"{name}_size": font.size for name, font in style.fonts.items()}
    named = {name: families(font.families) for name, font in style.fonts.items()}
    return (
        _PAGES.format(number=number, **style.page)
        + _marked(style)
        + _BODY.format(
            **sizes,
            **named,
            line=style.line,
            half=style.line // 2,
            double=style.line * 2,
            table_line=style.fonts["table"].size * 3 // 2,
            sign_line=style.line * 3 // 2,
            title_line=style.fonts["title"].size * 3 // 2,
            organ_line=style.fonts["organ"].size * 3 // 2,
        )
    )


def _marked(style: Style) -> str:
    """The rules for the mark of papers that are not what they look like; none without one."""
    note = style.fonts["note"]
    said = {"mark": _plain(style.mark), "size": note.size, "family": families(note.families)}
    return _MARK.format(**said) if style.mark else ""


def families(names: tuple[str, ...]) -> str:
    """Font families as CSS writes them, with a generic one last."""
    quoted = (f'"{_plain(name)}"' for name in names)
    return f"{', '.join(quoted)}, serif"


def _plain(name: str) -> str:
    return "".join(one for one in name if one not in '"\\\n\r\f{}<>')
