"""An organisation comes in from a spreadsheet: looked at, then all of it or none."""

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from plumbline.documents.sheets import read_day
from plumbline.store import agencies
from plumbline.store.administration import Keeper, sheets
from plumbline.store.models import (
    Agency,
    Assignment,
    Certificate,
    ChangeNote,
    FormerName,
    Officer,
    Placement,
)

DAY = date(2024, 6, 1)
AGENCIES = [
    "代码",
    "名称",
    "上级代码",
    "类别",
    "层级",
    "设立日期",
    "撤销日期",
    "承接机关代码",
    "电话",
]
PEOPLE = ["编号", "姓名", "机关代码", "职责", "职务", "起", "止", "证件种类", "证件号码", "证件止"]
NEW = ["9901-cg", "示例市新城区城管局", "9901", "政府部门", "区县", "2024-01-01"]
CHEN = ["N1", "陈某", "9901-sfj", "行政复议机构", "科员", "2024-01-01", "", "行政执法证", "C1",
        "2027-01-01"]  # fmt: skip
KEEPER = Keeper(None, "test")


def book(*, head=AGENCIES, rows=(), people=()):
    made = Workbook()
    sheet = made.active
    sheet.title = "机关"
    for row in [head, *rows]:
        sheet.append(row)
    if people:
        other = made.create_sheet("人员")
        for row in [PEOPLE, *people]:
            other.append(row)
    return saved(made)


def saved(made):
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def table(*rows, encoding="utf-8"):
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode(encoding)


def plan(data, kept=None, name="a.xlsx"):
    return sheets.plan_file(data, name, kept, DAY)


def take_in(data, kept=None, *, only_good=False):
    wanted = sheets.Wanted(plan(data, kept).digest, only_good)
    return sheets.take_in(data, "a.xlsx", kept, KEEPER, DAY, wanted)


def outcomes(found):
    return [row.outcome for row in found.rows]


def faults(found):
    return [(row.line.number, one.letter, one.field, one.code)
            for row in found.rows for one in row.faults]  # fmt: skip


def test_a_table_is_looked_at_without_anything_being_written(city):
    found = plan(book(rows=[NEW], people=[[*CHEN[:2], "9901-cg", *CHEN[3:]]]))
    assert outcomes(found) == ["new", "new"]
    assert not Agency.objects.filter(code="9901-cg").exists()
    assert not ChangeNote.objects.exists()


def test_what_was_looked_at_comes_in_whole_and_a_second_time_changes_nothing(city):
    data = book(rows=[NEW], people=[CHEN, [*CHEN[:2], "9901-cg", *CHEN[3:7]]])
    assert outcomes(take_in(data)) == ["new"] * 3
    assert Placement.objects.get(agency__code="9901-cg").parent.code == "9901"
    assert Assignment.objects.count() == 2
    assert Certificate.objects.get().until_on == date(2027, 1, 1)
    notes = ChangeNote.objects.count()
    assert outcomes(take_in(data)) == ["same"] * 3
    assert ChangeNote.objects.count() == notes


def test_children_may_stand_before_their_parents(city):
    below = ["9901-cg-1", "示例市新城区城管一中队", "9901-cg", "brigade", "district_county"]
    assert outcomes(take_in(book(rows=[below, NEW]))) == ["new", "new"]
    tree = agencies.tree_at(DAY)
    pk = Agency.objects.get(code="9901-cg-1").pk
    assert [node.code for node in tree.above(pk)] == ["9901-cg-1", "9901-cg", "9901", "99"]


def test_changes_are_told_old_and_new_and_blank_cells_leave_what_is_there(city):
    row = ["9901-sfj", "示例市新城区司法行政局", "99", "", "", "", "", "", "023-1"]
    found = plan(book(rows=[row]))
    changes = {one.field: (one.old, one.new) for one in found.rows[0].changes}
    assert changes == {"name": ("示例市新城区司法局", "示例市新城区司法行政局"),
                       "parent": ("9901", "99"), "phone": ("", "023-1")}  # fmt: skip
    take_in(book(rows=[row]))
    one = Agency.objects.get(code="9901-sfj")
    assert (one.kind, one.phone) == ("department", "023-1")
    assert FormerName.objects.get().name == "示例市新城区司法局"
    before = agencies.tree_at(date(2024, 5, 31))
    assert [node.code for node in before.above(one.pk)] == ["9901-sfj", "9901", "99"]


def test_an_agency_ends_with_its_successor(city):
    row = ["9901-sfj", "示例市新城区司法局", "", "", "", "", "2025-01-01", "9901"]
    assert outcomes(take_in(book(rows=[row]))) == ["changed"]
    one = Agency.objects.get(code="9901-sfj")
    assert (one.until_on, one.successor.code) == (date(2025, 1, 1), "9901")
    assert outcomes(plan(book(rows=[row]))) == ["same"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({0: ""}, ("A", "code", "required")),
        ({0: "99/01"}, ("A", "code", "not_a_key")),
        ({0: "99\n01"}, ("A", "code", "control")),
        ({0: "9901-SFJ"}, ("A", "code", "code_taken")),
        ({1: ""}, ("B", "name", "required")),
        ({1: "名" * 201}, ("B", "name", "long")),
        ({1: "=1+1"}, ("B", "name", "formula")),
        ({2: "7777"}, ("C", "parent", "no_agency")),
        ({2: "9901-cg"}, ("C", "parent", "loop")),
        ({3: "公司"}, ("D", "kind", "not_a_choice")),
        ({4: ""}, ("E", "level", "required")),
        ({5: "去年"}, ("F", "from_on", "not_a_day")),
        ({5: "2024-02-30"}, ("F", "from_on", "not_a_day")),
        ({6: "2023-01-01"}, ("G", "until_on", "days_order")),
        ({7: "7777"}, ("H", "successor", "no_agency")),
        ({8: 12345678901234567890}, ("I", "phone", "inexact")),
    ],
)
def test_a_row_of_an_agency_that_cannot_be_says_where_and_why(city, change, fault):
    row = [*NEW, "", "", ""]
    for at, value in change.items():
        row[at] = value
    found = plan(book(rows=[row]))
    assert (2, *fault) in faults(found)
    assert outcomes(found) == ["error"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({1: "别人"}, ("B", "name", "other_name")),
        ({2: "7777"}, ("C", "agency", "no_agency")),
        ({2: ""}, ("C", "agency", "required")),
        ({3: "申请人"}, ("D", "role", "not_a_choice")),
        ({5: ""}, ("F", "from_on", "required")),
        ({5: "2019-12-31"}, ("F", "from_on", "not_there")),
        ({5: "2024-03-01"}, ("F", "from_on", "role_held")),
        ({6: "2023-12-31"}, ("G", "until_on", "days_order")),
        ({0: "N7", 8: "C9"}, ("I", "certificate_number", "certificate_taken")),
        ({8: ""}, ("I", "certificate_number", "required")),
    ],
)
def test_a_row_of_a_person_that_cannot_be_says_where_and_why(city, change, fault):
    agencies.appoint("N1", "陈某", "9901-sfj", "institution", date(2024, 1, 1))
    li = agencies.appoint("N2", "李某", "9901-sfj", "institution", date(2024, 1, 1)).officer
    Certificate.objects.create(officer=li, kind="行政执法证", number="C9")
    row = list(CHEN)
    for at, value in change.items():
        row[at] = value
    assert (2, *fault) in faults(plan(book(rows=[], people=[row])))


def test_a_code_that_comes_twice_and_what_rests_on_a_bad_row_are_errors(city):
    bad = ["9901-x", "示例市新城区某局", "7777", "department", "district_county"]
    below = ["9901-y", "示例市新城区某队", "9901-x", "brigade", "district_county"]
    found = plan(book(rows=[NEW, NEW, bad, below],
                      people=[[*CHEN[:2], "9901-y", *CHEN[3:7]]]))  # fmt: skip
    assert outcomes(found) == ["new", "error", "error", "error", "error"]


def test_nothing_comes_in_where_one_row_is_bad_unless_only_the_good_are_wanted(city):
    data = book(rows=[NEW, ["9901-x", ""]])
    with pytest.raises(agencies.PeopleFault, match="1 rows have errors"):
        take_in(data)
    assert not Agency.objects.filter(code="9901-cg").exists()
    take_in(data, only_good=True)
    assert Agency.objects.filter(code="9901-cg").exists()


def test_what_moved_since_it_was_looked_at_is_told_and_nothing_is_written(city):
    data = book(rows=[["9901-sfj", "示例市新城区司法行政局"]])
    looked = plan(data).digest
    Agency.objects.filter(code="9901-sfj").update(name="示例市新城区司法局（试行）")
    with pytest.raises(agencies.PeopleFault, match="has changed"):
        sheets.take_in(data, "a.xlsx", None, KEEPER, DAY, sheets.Wanted(looked))
    assert not FormerName.objects.exists()


def test_another_file_than_the_one_looked_at_is_not_taken_in(city):
    looked = plan(book(rows=[NEW])).digest
    other = book(rows=[[*NEW[:1], "示例市新城区另一局", *NEW[2:]]])
    with pytest.raises(agencies.PeopleFault, match="has changed"):
        sheets.take_in(other, "a.xlsx", None, KEEPER, DAY, sheets.Wanted(looked))


def test_an_administrator_changes_what_is_under_them_and_nothing_else(city):
    kept = frozenset({city["9901-sfj"].pk, city["9901"].pk, city["990101"].pk})
    rows = [
        NEW,
        ["99-sfj", "示例市某局"],
        ["99-x", "示例市新局", "99", "department", "municipal"],
        ["9901", "示例市新城区人民政府", "99-sfj"],
        ["9901-z", "示例市新城区无上级局", "", "department", "district_county"],
        ["9901-cg-1", "示例市新城区城管一中队", "9901-cg", "brigade", "district_county"],
    ]
    found = plan(book(rows=rows, people=[[*CHEN[:2], "99-sfj", *CHEN[3:7]]]), kept)
    assert outcomes(found) == ["new", "error", "error", "error", "error", "new", "error"]
    codes = {fault[3] for fault in faults(found)}
    assert codes == {"out_of_reach", "required"}


def test_a_certificate_of_an_officer_of_two_districts_is_out_of_reach(city):
    agencies.appoint("N1", "陈某", "9901-sfj", "institution", date(2024, 1, 1))
    agencies.appoint("N1", "陈某", "99-sfj", "institution", date(2024, 1, 1))
    found = plan(book(rows=[], people=[CHEN]), frozenset({city["9901-sfj"].pk}))
    assert [fault[2:] for fault in faults(found)] == [("number", "out_of_reach")]


def test_heads_are_known_below_a_title_with_stars_and_brackets(city):
    made = Workbook()
    sheet = made.active
    sheet.append(["示例市机关一览表"])
    sheet.merge_cells("A1:E1")
    sheet.append(["*机关代码", "机关名称（全称）", "上级机关代码", "机关类别", "级别", "备注"])
    sheet.append([*NEW[:5], "无"])
    found = plan(saved(made))
    assert outcomes(found) == ["new"]
    assert found.other_columns == ("备注",)


def test_a_merged_cell_below_the_head_is_told(city):
    made = load_workbook(io.BytesIO(book(rows=[NEW, ["", "", ""]])))
    made["机关"].merge_cells("B2:B3")
    assert (2, "B", "name", "merged") in faults(plan(saved(made)))


def test_days_may_be_cells_of_days_or_text_as_people_write_it(city):
    made = [*NEW[:5], date(2024, 1, 1)]
    assert plan(book(rows=[made])).rows[0].line.day("from_on") == date(2024, 1, 1)
    said = ["2024-1-1", "2024/01/01", "2024.1.1", "2024年1月1日", "20240101"]
    assert {read_day(one) for one in said} == {date(2024, 1, 1)}
    assert [read_day(one) for one in ("2024-13-01", "0001-01-01", "１", "明天")] == [None] * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_the_encodings_that_bureaus_have(city, encoding):
    data = table(AGENCIES, NEW, encoding=encoding)
    assert outcomes(plan(data, name="a.csv")) == ["new"]


def test_a_template_is_a_table_without_rows(city):
    for language in ("zh", "en"):
        data = sheets.template(language)
        assert plan(data).rows == ()
        assert len(load_workbook(io.BytesIO(data)).sheetnames) == 3


def exported(language, what):
    kept = frozenset(Agency.objects.values_list("pk", flat=True))
    if what == "xlsx":
        return sheets.export_xlsx(kept, DAY, language)
    return sheets.export_csv(what, kept, DAY, language)


@pytest.mark.parametrize("what", ["xlsx", "people"])
def test_what_would_run_in_a_spreadsheet_is_written_so_that_it_does_not(city, what):
    agencies.appoint("N1", "=HYPERLINK(1)", "9901-sfj", "institution", DAY, post="@SUM(1)")
    data = exported("zh", what)
    if what == "xlsx":
        sheet = load_workbook(io.BytesIO(data))["人员"]
        cells = [cell for cell in sheet[2] if cell.value]
        assert {cell.data_type for cell in cells} == {"s"}
        assert sheet["B2"].quotePrefix
    else:
        assert "'=HYPERLINK(1)" in data.decode("utf-8-sig")
        assert "'@SUM(1)" in data.decode("utf-8-sig")
    assert set(outcomes(plan(data))) == {"same"}


SAID = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
LATER = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture],
          deadline=None)  # fmt: skip
@given(
    names=st.lists(SAID, min_size=1, max_size=4),
    post=SAID,
    days=st.lists(LATER, min_size=2, max_size=2, unique=True).map(sorted),
    language=st.sampled_from(["zh", "en"]),
    what=st.sampled_from(["xlsx", "agencies", "people"]),
)
def test_importing_an_export_changes_nothing(city, names, post, days, language, what):
    Assignment.objects.all().delete()
    Officer.objects.all().delete()
    for number, name in enumerate(names):
        one = agencies.appoint(f"N{number}", name, "9901-sfj", "institution", days[0], post=post)
        agencies.end(one, days[1])
        agencies.appoint(f"N{number}", name, "99", "supervisor", days[1])
        Certificate.objects.create(officer=one.officer, kind=post, number=str(number),
                                   from_on=days[0], until_on=days[1])  # fmt: skip
    Agency.objects.filter(code="990101").update(address=post, phone=names[0], successor=None)
    found = plan(exported(language, what))
    assert set(outcomes(found)) == {"same"}, faults(found)
    assert found.rows
