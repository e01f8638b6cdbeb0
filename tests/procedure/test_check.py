"""检查 -- a definition that does not hold together is told so before a case is opened."""

import pytest

from plumbline.procedure import check
from plumbline.procedure.check import bases
from tests.procedure.writing import PERMIT, permit

STAGE = {"title": "x", "unverified": "I"}
DO = {"title": "x", "by": "clerk", "unverified": "I"}


def test_a_sound_definition_has_no_fault():
    assert check(PERMIT) == []
    assert check(PERMIT, lambda provision, day: True) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"stage": {"lost": STAGE}}, "stage 'lost' is 'idle'"),
        (
            {
                "stage": {"lost": STAGE, "found": STAGE},
                "action": {
                    "find": {**DO, "stages": "lost", "to": "found"},
                    "lose": {**DO, "stages": "found", "to": "lost"},
                },
            },
            "stage 'lost' is 'out of reach'",
        ),
        ({"action": {"close": None}, "stage": {"closed": None}}, "stage 'decided' is 'dead'"),
        ({"action": {"sleep": {**DO, "stages": "nowhere"}}}, "action 'sleep': stages is 'nowhere'"),
        ({"action": {"sleep": DO}}, "action 'sleep': stages is []; write the stages"),
        ({"seat": "kind"}, "seat is 'kind'; write nothing"),
        ({"role": {"head": {"of": "kind"}}}, "role 'head': of is 'kind'; write one of holder"),
        (
            {"role": {"head": {"recorded_by": ["nobody"]}}},
            "role 'head': recorded_by is 'nobody'; write one of",
        ),
        (
            {"field": {"kind": {"numbered": "{word}〔{year}〕{serial}号"}}},
            "field 'kind': numbered is '{word}〔{year}〕{serial}号'; write it for one open text",
        ),
        (
            {"field": {"number": {"title": "x", "type": "text", "numbered": "{word}{year}"}}},
            "field 'number': numbered is '{word}{year}'; write {word}, {year} and {serial}",
        ),
        (
            {
                "action": {
                    "get_test": {"condition": [{"code": "a", "words": "x", "after": "get_test"}]}
                }
            },
            "action 'get_test' is 'out of reach'",
        ),
        (
            {
                "action": {"decide": {"stops": None}, "close": None},
                "stage": {"closed": None, "decided": {"ends": False}},
            },
            "stage 'decided' is 'dead'",
        ),
        (
            {
                "action": {
                    "decide": {"stops": None},
                    "close": {"to": None, "stages": ["decided"]},
                    "reopen": {**DO, "stages": "decided", "to": "closed"},
                },
                "stage": {"closed": {"ends": False}},
            },
            "stage 'closed' is 'dead'",
        ),
        (
            {
                "action": {
                    "decide": {"stops": None},
                    "redo": {**DO, "stages": "closed", "to": "decided"},
                },
                "stage": {"closed": {"ends": False}},
            },
            "write an action that stops it, from the stage 'closed' on",
        ),
        ({"action": {"apply": {"by": "judge"}}}, "by is 'judge'; write one of applicant, clerk"),
        ({"action": {"apply": {"requires": "colour"}}}, "requires is 'colour'; write one of days"),
        ({"action": {"decide": {"papers": "x"}}}, "papers is 'x'; write one of decision"),
        ({"action": {"apply": {"links": "x"}}}, "links is 'x'; write one of parent"),
        ({"action": {"apply": {"to": None}}}, "action 'apply': to is ''; write the stage"),
        ({"action": {"accept": {"to": "x"}}}, "action 'accept': to is 'x'; write one of accepted"),
        ({"action": {"apply": {"begins": False, "stages": "received"}}}, "none that begins"),
        ({"action": {"waive": {"requires": "kind"}}}, "an action of the law alone"),
        ({"clock": {"examine": {"silence": None}}}, "the action that makes it deemed_accepted"),
        (
            {"clock": {"decide": {"silence": "accept_by_silence"}}},
            "one that leads nowhere, or none where only responsibility follows",
        ),
        (
            {"clock": {"examine": {"silence": "accept"}}},
            "silence is 'accept'; write one of accept_by",
        ),
        ({"clock": {"examine": {"silence": "waive"}}}, "'silence of several clocks'"),
        (
            {"clock": {"supplement": {"silence": None}}},
            "action 'waive': by is 'law'; write it where",
        ),
        ({"action": {"waive": {"starts": "supplement"}}}, "'started anew by its own silence'"),
        (
            {
                "clock": {
                    "decide": {
                        "choice": [
                            {"period": "permit_law/decide", "when": {"kind": "quick"}},
                            {"period": "permit_law/decide", "when": {"kind": "plain"}},
                        ]
                    }
                }
            },
            "choice is 'always a when'",
        ),
        ({"action": {"suspend": {"suspends": "clok"}}}, "suspends 'clok' is 'clok'; write one of"),
        (
            {"action": {"send_for_test": {"excludes": [{"clock": "decide", "why": "度假"}]}}},
            "why is '度假'; write one of 检验",
        ),
        (
            {"action": {"extend": {"extends": "examine"}}},
            "a clock whose statute allows an extension",
        ),
        (
            {"action": {"extend": {"extends": [{"clock": "decide", "length": "until"}]}}},
            "length is 'until'; write one of days",
        ),
        (
            {"action": {"suspend": {"suspends": [{"clock": "decide", "until": "until"}]}}},
            "write it with extends only",
        ),
        (
            {"action": {"apply": {"starts": [{"clock": "examine", "on": "until"}]}}},
            "on is 'until'; write one of received_on",
        ),
        (
            {"action": {"apply": {"starts": [{"clock": "examine", "when": {"kind": "odd"}}]}}},
            "when.kind is 'odd'; write one of plain, quick",
        ),
        (
            {"action": {"apply": {"starts": [{"clock": "examine", "when": {"holder": "x"}}]}}},
            "when is 'holder'; write one of kind, outcome",
        ),
        (
            {"action": {"extend": {"condition": [{"code": "a", "words": "x", "guard": "nobody"}]}}},
            "guard is 'nobody'; write one of is_plain",
        ),
        (
            {"action": {"extend": {"condition": [{"code": "a", "words": "x", "after": "dance"}]}}},
            "after is 'dance'; write one of accept",
        ),
        (
            {
                "action": {
                    "extend": {"condition": [{"code": "other_case", "words": "x", "once": True}]}
                }
            },
            "a code that is not one of the general refusals",
        ),
        (
            {"action": {"extend": {"condition": [{"code": "waived", "words": "x", "once": True}]}}},
            "or another code",
        ),
        ({"field": {"holder": {"personal": False}}}, "personal is False; write true"),
        ({"field": {"until": {"least": 1}}}, "number or money where least or most is said"),
        ({"field": {"days": {"least": 11}}}, "least is 11; write at most 10"),
        (
            {"field": {"parent": {"type": "text"}}},
            "link 'parent': field is 'parent'; write nothing",
        ),
        ({"field": {"idle": {"title": "x", "type": "day"}}}, "field 'idle' is 'idle'"),
        ({"role": {"idle": STAGE}}, "role 'idle' is 'idle'"),
        ({"paper": {"idle": STAGE}}, "paper 'idle' is 'idle'"),
        (
            {"clock": {"idle": {"title": "x", "period": "permit_law/decide"}}},
            "clock 'idle' is 'idle'; write an action that starts it",
        ),
        ({"transition": {"decided_by": "dance"}}, "decided_by is 'dance'; write one of accept"),
        ({"void": {"by": "judge"}}, "void: by is 'judge'; write one of applicant"),
    ],
)
def test_a_fault_is_found(changes, says):
    found = check(permit(changes))
    assert any(says in one for one in found), found
    assert all(one.startswith("2020-01-01.toml: ") for one in found)


def test_words_may_name_only_what_is_known_where_they_are_said():
    words = {**PERMIT.words, "other_case": "{clock}已经届满", "month": "{0}个月"}
    broken = permit()
    object.__setattr__(broken, "words", words)
    found = check(broken)
    assert [one.partition(" is ")[0] for one in found] == [
        "2020-01-01.toml: words 'other_case'",
        "2020-01-01.toml: words 'month'",
    ]


def test_every_basis_resolves_or_carries_its_mark():
    found = check(PERMIT, lambda provision, day: provision != "行政许可法#38")
    assert {one.partition(" is ")[0] for one in found} == {
        "2020-01-01.toml: stage 'decided': basis",
        "2020-01-01.toml: paper 'decision': basis",
        "2020-01-01.toml: action 'decide': basis",
        "2020-01-01.toml: action 'decide': stops 'decide': basis",
    }
    marked = permit({"role": {"clerk": {"unverified": "W"}}})
    said = [one for one in check(marked, lambda provision, day: False) if "role 'clerk'" in one]
    assert said == []


def test_every_part_states_what_it_rests_on():
    stated = dict(bases(PERMIT))
    assert {"stage 'received'", "clock 'examine'", "action 'apply'", "void"} <= stated.keys()
    assert "action 'get_test': condition 'not_sent'" in stated
