"""文号 -- read what a pattern matched as a document number, or see that it is none.

A reader takes one match and yields the numbers in it: none where the text only looks like
a number, several for 〔2023〕74、75号.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from plumbline.text import docnumber_patterns as patterns
from plumbline.text.docnumber_form import DocumentNumber, Fault, Form, YearStyle
from plumbline.text.numerals import parse_numeral

_YEARS: Final = range(1949, 2100)
_LAST_YEAR_OF_OLD_CENTURY: Final = 49


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is known of a number before its serial is read."""

    start: int
    code: str
    form: Form
    faults: list[Fault]
    style: YearStyle = "none"
    year: int | None = None
    session: int | None = None


def case(match: re.Match[str]) -> Iterator[DocumentNumber]:
    """Read the number of a court case, whose round brackets are right."""
    year, serial = int(match["year"]), int(match["serial"])
    if year in _YEARS:
        yield DocumentNumber(*match.span(), match["code"], year, serial, "case", (), match[0])


def bracketed(match: re.Match[str]) -> Iterator[DocumentNumber]:
    """Read a number whose year, or session, stands in brackets of any kind."""
    kind = patterns.BRACKETS[match["open"]][1]
    start, code = _code_before(match, patterns.CODE_BEFORE, patterns.CODE_REACH)
    year, session = _year(match["year"]), _session(match["session"])
    if (year is None) == (session is None) or not _credible(match, kind, code):
        return
    faults = [*_bracket_faults(match, kind), *_year_faults(match)]
    form = _form(code) if session is None else "announcement"
    if match["between"]:
        if code:
            return
        start, code = match.start(), match["between"]
        faults.append(_fault(match, "between", "year_first"))
    elif not code and form == "document":
        faults.append(Fault("missing_agency_code", match.start(), match.start() + 1))
    yield from _finish(match, _Draft(start, code, form, faults, "brackets", year, session))


def unfinished(match: re.Match[str]) -> Iterator[DocumentNumber]:
    """Read a number whose year or serial is missing, too long, mistyped or a range."""
    start, code = _code_before(match, patterns.CODE_BEFORE, patterns.CODE_REACH)
    faults = [*_mistyped(match), *_unfinished_year(match), *_unfinished_serial(match)]
    if not faults or not patterns.CODE_TAIL.search(code):
        return
    kind = patterns.BRACKETS[match["open"]][1]
    faults += [
        *_bracket_faults(match, kind),
        *_space_faults(match, _Draft(start, code, "document", [])),
    ]
    if match["di"]:
        faults.append(_fault(match, "di", "superfluous_di"))
    if not match["hao"]:
        faults.append(Fault("missing_hao", match.end(), match.end()))
    year, serial = (match[part].translate(patterns.AS_DIGIT) for part in ("year", "serial"))
    yield DocumentNumber(
        start, match.end(), code,
        _year(year) if len(year) in (2, 4) else None,
        parse_numeral(serial) or 0 if serial else 0,
        "document", tuple(sorted(faults, key=_fault_place)), match.string[start : match.end()],
    )  # fmt: skip


def _mistyped(match: re.Match[str]) -> Iterator[Fault]:
    for part in ("year", "serial"):
        if match[part] != match[part].translate(patterns.AS_DIGIT):
            yield _fault(match, part, "letter_for_digit")


def _unfinished_year(match: re.Match[str]) -> Iterator[Fault]:
    written = match["year"]
    if not written and (match["serial"] or match["hao"]):
        yield Fault("missing_year", match.start("open"), match.end("close"))
    elif len(written) not in (0, 2, 4):
        yield _fault(match, "year", "year_length")


def _unfinished_serial(match: re.Match[str]) -> Iterator[Fault]:
    if not match["serial"]:
        if match["hao"]:
            yield Fault("missing_serial", match.end("close"), match.start("hao"))
        return
    if match["numero"]:
        yield _fault(match, "numero", "numero_sign")
    if match["last"]:
        first = parse_numeral(match["serial"].translate(patterns.AS_DIGIT)) or 0
        is_range = (parse_numeral(match["last"]) or 0) > first
        code = "serial_range" if is_range else "sub_serial"
        yield Fault(code, match.start("join"), match.end("last"))


def _credible(match: re.Match[str], kind: str, code: str) -> bool:
    """Tell a number from a list mark, a note or an age that stands in brackets."""
    if not match["hao"] and patterns.NOT_A_SERIAL.match(match.string, match.end()):
        return False
    tail = patterns.CODE_TAIL.search(match["between"] or code) is not None
    if match["between"] and not (match["hao"] and match["close"]):
        return False
    if match["session"]:
        return bool(match["hao"] and match["close"])
    if not match["close"]:
        return bool(match["hao"] and code and (tail or kind == "hexagonal"))
    if kind in ("hexagonal", "small_tortoise"):
        return bool(match["hao"] or not patterns.NOT_AFTER.match(match.string, match.end()))
    if not match["hao"]:
        return tail and not patterns.NOT_AFTER.match(match.string, match.end())
    year = _year(match["year"])
    return tail or (year in _YEARS and _digits(match["year"]) == 4 and kind != "angle")


def order(match: re.Match[str]) -> Iterator[DocumentNumber]:
    """Read an order or announcement without brackets: 国务院令第752号."""
    start, issuer = _code_before(match, patterns.ISSUER_BEFORE, patterns.ISSUER_REACH)
    word = match["word"]
    faults = []
    if match["round"]:
        faults.append(Fault("round_serial", match.start("round"), match.end()))
    if not issuer:
        if match["round"] or not match["di"]:
            return
        start = match.start()
        faults.append(Fault("missing_agency_code", start, start + len(word)))
    elif not match["di"] and not _is_issuer(issuer):
        return
    yield from _finish(match, _Draft(start, issuer + word, _form(word), faults))


def reversed_order(match: re.Match[str]) -> Iterator[DocumentNumber]:
    """Read 公安部第69号令 as the order that it means."""
    before = patterns.YEAR_BEFORE.search(match.string, max(0, match.start() - 30), match.start())
    at = before.start() if before else match.start()
    start, issuer = _code_before(match, patterns.ISSUER_BEFORE, patterns.ISSUER_REACH, at)
    if not issuer or not _is_issuer(issuer):
        return
    year = _year(before["year"]) if before else None
    faults = [_fault(match, "word", "order_reversed")]
    style: YearStyle = "plain" if before else "none"
    code = issuer + match["word"]
    yield from _finish(match, _Draft(start, code, _form(code), faults, style, year))


def plain_year(match: re.Match[str]) -> Iterator[DocumentNumber]:
    """Read a number whose year has no opening bracket: 公告2023年第5号, 渝府发2023年74号."""
    start, code = _code_before(match, patterns.CODE_BEFORE, patterns.CODE_REACH)
    year = _year(match["year"])
    if not code or year not in _YEARS:
        return
    if not patterns.CODE_TAIL.search(code) and not (
        match["year_word"] and patterns.DOCUMENT_WORD.match(match.string, match.end())
    ):
        return
    form = _form(code)
    faults = list(_year_faults(match))
    if match["close"]:
        faults.append(_fault(match, "close", "unclosed_brackets"))
    elif form == "document" or match["year_word"] != "年":
        faults.append(_fault(match, "year", "missing_brackets"))
    style: YearStyle = "plain" if form != "document" and not match["close"] else "brackets"
    yield from _finish(match, _Draft(start, code, form, faults, style, year))


def without_year(match: re.Match[str]) -> Iterator[DocumentNumber]:
    """Read 渝府发74号; only a code that opens like one is taken for an agency's."""
    at = match.start() + 1
    start, code = _code_before(match, patterns.CODE_BEFORE, patterns.CODE_REACH, at)
    if not 2 <= len(code) <= 8 or code[0] not in patterns.CODE_LEADS:
        return
    faults = [Fault("missing_year", at, match.start("serial"))]
    yield from _finish(match, _Draft(start, code, "document", faults))


def _finish(match: re.Match[str], draft: _Draft) -> Iterator[DocumentNumber]:
    """Add the faults of the serial number, and give one number for each serial."""
    serial = parse_numeral(patterns.SPACE.sub("", match["serial"]))
    if serial is None:
        return
    faults = [
        *draft.faults,
        *_serial_faults(match, draft),
        *_space_faults(match, draft),
        *_width_faults(match),
    ]
    more = match["more"] if "more" in match.re.groupindex else None
    end = match.start("more") if more else match.end()
    first = DocumentNumber(
        draft.start,
        end,
        draft.code,
        draft.year,
        serial,
        draft.form,
        tuple(sorted(faults, key=_fault_place)),
        match.string[draft.start : end],
        draft.session,
        draft.style,
        draft.form != "document"
        and (draft.style == "none" or draft.session is not None or bool(match["di"])),
    )
    yield first
    if more:
        yield from _further(match, first)


def _further(match: re.Match[str], first: DocumentNumber) -> Iterator[DocumentNumber]:
    """Give the numbers of 〔2023〕74、75号 after the first; the last one holds 号."""
    serials = list(patterns.EACH_MORE.finditer(match.string, *match.span("more")))
    for item in serials:
        start, end = item.start(), match.end() if item is serials[-1] else item.end()
        serial = parse_numeral(item[0]) or 0
        text = match.string[start:end]
        yield replace(first, start=start, end=end, serial=serial, faults=(), text=text)


def _fault_place(fault: Fault) -> tuple[int, int, str]:
    return fault.start, fault.end, fault.code


def _fault(match: re.Match[str], group: str, code: str) -> Fault:
    return Fault(code, *match.span(group))


def _form(code: str) -> Form:
    if patterns.ANNOUNCES.search(code):
        return "announcement"
    return "order" if patterns.ORDERS.search(code) else "document"


def _is_issuer(name: str) -> bool:
    return patterns.ISSUER_TAIL.search(name) is not None


def _code_before(
    match: re.Match[str], pattern: re.Pattern[str], reach: int, at: int | None = None
) -> tuple[int, str]:
    """Give the code or the issuer that ends at `at`, and where it starts."""
    at = match.start() if at is None else at
    before = pattern.search(match.string, max(0, at - reach), at)
    if before is None:
        return at, ""
    start, run = before.start(), before[0].rstrip()
    cut = 0
    for word in patterns.NOT_CODE.finditer(run):
        cut = word.end()
    leading = patterns.LEADING_WORD.match(run, cut)
    cut = leading.end() if leading else cut
    while cut < len(run) and run[cut].isspace():
        cut += 1
    return (start + cut, run[cut:]) if cut < len(run) else (at, "")


def _year(written: str | None) -> int | None:
    if not written:
        return None
    year = parse_numeral(patterns.SPACE.sub("", written))
    if year is None or year >= 100:
        return year
    return year + (1900 if year >= _LAST_YEAR_OF_OLD_CENTURY else 2000)


def _digits(written: str | None) -> int:
    return len(patterns.SPACE.sub("", written or ""))


def _session(written: str | None) -> int | None:
    return parse_numeral(written.split("届")[0]) if written else None


def _bracket_faults(match: re.Match[str], kind: str) -> Iterator[Fault]:
    closing = patterns.BRACKETS[match["open"]][0]
    if not match["close"]:
        yield _fault(match, "open", "unclosed_brackets")
    elif match["close"] != closing:
        yield Fault("mixed_brackets", match.start("open"), match.end("close"))
    elif kind != "hexagonal":
        yield Fault(f"{kind}_brackets", match.start("open"), match.end("close"))


def _year_faults(match: re.Match[str]) -> Iterator[Fault]:
    written = match["year"]
    if not written:
        return
    if "open" in match.re.groupindex and match["year_word"]:
        yield _fault(match, "year_word", "year_word_in_brackets")
    if _digits(written) == 2:
        yield _fault(match, "year", "short_year")
    elif _year(written) not in _YEARS:
        yield _fault(match, "year", "implausible_year")
    if patterns.CHINESE_DIGIT.search(written):
        yield _fault(match, "year", "chinese_year")


def _serial_faults(match: re.Match[str], draft: _Draft) -> Iterator[Fault]:
    written = match["serial"]
    if not match["hao"]:
        yield Fault("missing_hao", match.end("serial"), match.end("serial"))
    if patterns.CHINESE_DIGIT.search(written):
        if not patterns.NUMBERED_IN_CHINESE.search(draft.code):
            yield _fault(match, "serial", "chinese_serial")
    elif parse_numeral(patterns.SPACE.sub("", written)) == 0:
        yield _fault(match, "serial", "zero_serial")
    elif written[0] in "0０":
        yield _fault(match, "serial", "leading_zero")
    if match["di"] and draft.form == "document":
        yield _fault(match, "di", "superfluous_di")
    if not match["di"] and draft.form != "document" and draft.style == "none":
        yield Fault("missing_di", match.start("serial"), match.start("serial"))


def _space_faults(match: re.Match[str], draft: _Draft) -> Iterator[Fault]:
    """Report space within a number; an order may be set off from its issuer's name."""
    begin = draft.start
    if draft.form != "document":
        begin = match.start("di") if match["di"] else match.start("serial")
    for space in patterns.SPACE.finditer(match.string, begin, match.end()):
        yield Fault("spaces_inside", *space.span())


def _width_faults(match: re.Match[str]) -> Iterator[Fault]:
    for group in ("year", "serial"):
        if group in match.re.groupindex and patterns.WIDE_DIGIT.search(match[group] or ""):
            yield _fault(match, group, "fullwidth_digits")
