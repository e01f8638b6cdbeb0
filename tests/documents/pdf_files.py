"""PDF files made by hand, for tests: lines of Chinese at places, in a typeface that is named."""


def pdf_file(pages, width=595, height=842):
    """Bytes of a PDF; a page is a list of ``(left, bottom, size, text)`` in points."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        (
            f"<</Type/Pages/Kids[{' '.join(f'{6 + 2 * at} 0 R' for at in range(len(pages)))}]"
            f"/Count {len(pages)}>>"
        ),
        (
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
            "/DescendantFonts[4 0 R]>>"
        ),
        (
            "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 5 0 R"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>"
        ),
        (
            "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -250 1000 900]"
            "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
        ),
    ]
    for at, lines in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents {7 + 2 * at} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        drawn = "\n".join(
            f"BT /F1 {size} Tf {left} {bottom} Td <{text.encode('utf-16-be').hex()}> Tj ET"
            for left, bottom, size, text in lines
        )
        # A page without text still has something on it, as a scanned one has its picture.
        drawn = drawn or "0 0 m 10 10 l S"
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    return _numbered(objects)


def _numbered(objects):
    written, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(written))
        written += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = len(written)
    written += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{end}\n%%EOF"
    )
    return written.encode("latin-1")


def typeset(paragraphs, *, columns=28, indent=2, left=80, size=16, top=740, lead=28, rows=22):
    """Pages of paragraphs broken into lines of so many characters, the first indented."""
    lines = []
    for paragraph in paragraphs:
        first = columns - indent
        lines.append((left + indent * size, paragraph[:first]))
        rest = paragraph[first:]
        lines += [(left, rest[at : at + columns]) for at in range(0, len(rest), columns)]
    return [
        [(x, top - row * lead, size, text) for row, (x, text) in enumerate(lines[at : at + rows])]
        for at in range(0, len(lines), rows)
    ]
