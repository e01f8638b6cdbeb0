"""检查 -- forms fit their procedure, are read with every fault at once, and can be filled."""

import tomllib
from datetime import date

import pytest

from plumbline.clock import load_calendar, load_clocks
from plumbline.law.procedures import ROOT, load_procedures
from plumbline.papers import check, check_all, gather
from plumbline.papers.check import always
from plumbline.papers.style import read_style
from plumbline.procedure import Case, DefinitionFault, Event, apply, fold
from tests.papers.writing import form

DEFINITION = load_procedures(load_clocks([ROOT / "cn" / "clocks"]))["reconsideration"].definitions[
    date(2024, 1, 1)
]
HEAD = 'organ = "{organ}"\n[[block]]\n'


def faults(body, id="acceptance_notice", **more):
    return check(form(body, id=id, **more), DEFINITION)


def test_a_field_that_nobody_knows_is_a_fault():
    assert "field is 'nobody'" in faults(HEAD + 'text = "{nobody}"')[0]


def test_a_form_belongs_to_a_paper_unless_it_is_written_by_choice():
    assert "folder is 'letter'" in faults(HEAD + 'text = "甲"', id="letter")[0]
    assert faults(HEAD + 'text = "甲"', id="letter", free=True) == []


def test_a_paper_without_a_form_is_a_fault():
    found = check_all({}, DEFINITION)
    assert len(found) == len(DEFINITION.papers)
    assert "paper 'decision' has no form" in "".join(found)


def test_what_may_still_be_unknown_stands_in_an_optional_block():
    assert "not always known at 'accept'" in faults(HEAD + 'text = "{reasons}"')[0]
    assert faults(HEAD + 'given = "reasons"\ntext = "{reasons}"') == []


def test_what_every_way_requires_is_always_known():
    assert faults(HEAD + 'text = "{applicant}{respondent}{act}{procedure}"') == []


def test_the_day_of_an_action_is_known_when_every_way_does_one_of_them():
    ask = '\n[field.since]\ntitle = "日"\nday_of = '
    assert faults(HEAD + 'text = "{since}"' + ask + '["apply", "apply_through_organ"]') == []
    assert "not always known" in faults(HEAD + 'text = "{since}"' + ask + '"apply"')[0]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('when = { procedure = "quick" }\ntext = "甲"', "when.procedure is 'quick'"),
        ('when = { act_on = "x" }\ntext = "甲"', "when is 'act_on'"),
        ('text = "{x}"\n[field.x]\ntitle = "甲"\ndue = "nothing"', "due is 'nothing'"),
        ('text = "{x}"\n[field.x]\ntitle = "甲"\nday_of = "nothing"', "day_of is ['nothing']"),
        ('text = "甲"\n[field.x]\ntitle = "甲"\ntype = "text"', "field 'x' is 'idle'"),
        ('text = "{act}"\n[field.act]\ntitle = "甲"\ntype = "day"', "text as the procedure has it"),
        ('text = "{organ}"\n[field.organ]\ntitle = "甲"\ntype = "text"', "every paper knows it"),
    ],
)
def test_what_does_not_fit_the_definition_is_named(body, said):
    assert said in "".join(faults(HEAD + body))


def test_a_basis_that_does_not_resolve_is_a_fault():
    body = form(HEAD + 'text = "甲"', id="acceptance_notice")
    found = check(body, DEFINITION, lambda provision, day: False)
    assert "basis is '行政复议法#30.1'" in found[0]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "block is missing"),
        ('[[block]]\ntext = "甲"', "organ is missing"),
        (HEAD + 'text = "{a b}"', "fields in braces"),
        (HEAD + 'text = "甲}"', "no other brace"),
        (HEAD + 'text = "甲"\nheading = "乙"', "exactly one of"),
        (HEAD + 'colour = "red"', "exactly one of"),
        (HEAD + 'table = [["甲"]]', "rows such as"),
        (HEAD + 'text = "甲"\nlook = "lines"', "look is 'text'"),
        (HEAD + 'text = "甲"\nplace = "middle"', "place is 'middle'"),
        (HEAD + 'text = "甲"\n[sign]\nseal = true', "by is missing"),
        (HEAD + 'text = "甲"\n[field.x]\ntitle = "x"\nday_of = "a"\ndue = "b"', "one of day_of"),
        (HEAD + 'text = "甲"\n[field.x]\ntitle = "x"\ntype = "choice"', "options"),
        ("colour = 1\n" + HEAD + 'text = "甲"', "colour is not known"),
    ],
)
def test_a_form_that_cannot_be_read_says_why(body, said):
    with pytest.raises(DefinitionFault, match=r"notice/2024-01-01\.toml") as raised:
        form(body)
    assert said in f"{raised.value}"


def test_a_style_says_all_its_faults_at_once():
    body = tomllib.loads((ROOT / "cn" / "papers" / "style.toml").read_text("utf-8"))
    body["page"]["top"] = -1
    body["words"]["day"] = "{century}"
    del body["font"]["title"]
    with pytest.raises(DefinitionFault) as raised:
        read_style(body, "style.toml")
    assert len(raised.value.faults) == 3


def test_certain_is_what_lies_on_every_way():
    decide = DEFINITION.actions["decide"]
    assert always(DEFINITION, decide, lambda one: one.begins)
    assert not always(DEFINITION, decide, lambda one: one.id == "accept")
    assert always(DEFINITION, decide, lambda one: one.to == "accepted")


def sample(field, day):
    """Something that a field may hold."""
    if field.personal:
        one = {"$commitment": f"sha256:{'A' * 43}="}
    elif field.type == "choice":
        one = next(iter(field.options))
    else:
        one = {"day": day, "yes_no": True, "number": 1, "money": 1}.get(field.type, "某")
    return [one] if field.many else one


def case_of(*steps):
    case = fold(DEFINITION, (), load_calendar([ROOT / "cn" / "calendars"]))
    for number, (day, id) in enumerate(steps, 1):
        action = DEFINITION.actions[id]
        data = {name: sample(DEFINITION.fields[name], day) for name in action.requires}
        event = Event(f"{number}", id, date.fromisoformat(day), action.by[0], "1", data=data)
        after = apply(case, event)
        assert isinstance(after, Case), after
        case = after
    return case


BODY = """
text = "{applicant}{respondent}{since}{until}"
[field.since]
title = "日"
day_of = ["apply", "apply_through_organ"]
[field.until]
title = "日"
due = "decide"
"""


def test_a_case_gives_its_facts_days_and_ends_of_clocks():
    case = case_of(("2024-03-04", "apply"), ("2024-03-08", "accept"))
    values = gather(form(HEAD + BODY), case, {"applicant": [{"name": "赵某"}]})
    assert (values["since"], values["until"]) == (date(2024, 3, 4), date(2024, 5, 7))
    assert values["respondent"] == ("某",)
    assert values["applicant"][0].name == "赵某"


def test_what_is_only_committed_to_is_no_value():
    case = case_of(("2024-03-04", "apply"))
    values = gather(form(HEAD + BODY), case, {})
    assert "applicant" not in values
    assert values["until"] is None
