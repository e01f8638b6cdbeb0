"""Word files made by hand, for tests: the parts that matter and nothing else."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
PARTS = ("styles", "numbering", "footnotes", "endnotes", "comments")


def paragraph(text="", properties="", run=""):
    """A paragraph of one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def numbered(text, number=1, depth=0):
    """A paragraph of an automatic list."""
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def level(depth, text, form="decimal", extra="", start=1):
    """One level of a list definition."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels, more=""):
    """The part that defines list 1 with its levels, and what else is wanted."""
    return (
        f'{HEAD}<w:numbering {W}><w:abstractNum w:abstractNumId="0">{"".join(levels)}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f"{more}</w:numbering>"
    )


def styles(*found):
    """The part that defines styles."""
    return f"{HEAD}<w:styles {W}>{''.join(found)}</w:styles>"


def style(key, name="", inner="", based_on=""):
    """One style of paragraphs."""
    above = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name or key}"/>{above}'
        f"<w:pPr>{inner}</w:pPr></w:style>"
    )


def body(*blocks):
    """The main part."""
    return f"{HEAD}<w:document {W}><w:body>{''.join(blocks)}</w:body></w:document>"


def word_file(*blocks, main=None, members=None, **parts):
    """Bytes of a .docx with these blocks; `parts` are further parts by name."""
    related = "".join(
        f'<Relationship Id="r{name}" Type="{RELATIONS}/{name}" Target="{name}.xml"/>'
        for name in PARTS
        if name in parts
    )
    content = {
        "[Content_Types].xml": f"{HEAD}<Types/>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="r1"'
        f' Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}">{related}'
        "</Relationships>",
        "word/document.xml": body(*blocks) if main is None else main,
        **{f"word/{name}.xml": part for name, part in parts.items()},
        **(members or {}),
    }
    return zip_file(content)


def zip_file(content, method=zipfile.ZIP_DEFLATED):
    """Bytes of a zip archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for member, part in content.items():
            archive.writestr(member, part)
    return packed.getvalue()
