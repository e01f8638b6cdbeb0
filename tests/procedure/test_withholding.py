"""不予查阅 -- a file is withheld by an event, until another opens it or the first is taken back."""

from plumbline.procedure import VOID, fold, stating, withheld
from tests.procedure.writing import event, permit

FILE = {"name": "名单.pdf", "bytes": 9, "sha256": "a" * 64}
FILES = {"title": "材料", "type": "attachment", "many": True}
TEXT = permit(
    {
        "field": {
            "withheld_files": FILES,
            "disclosed_files": FILES,
            "proof": {"title": "证据", "type": "file"},
            "withheld_because": {
                "title": "情形",
                "type": "choice",
                "basis": "行政复议法#47",
                "options": {"secret": "秘密", "safety": {"title": "安全", "basis": "国家安全法#2"}},
            },
        },
        "action": {
            "supplement": {
                "allows": ["withheld_files", "disclosed_files", "withheld_because", "proof"]
            }
        },
    }
)


def case_of(*events):
    numbered = [(event("apply", 0)), event("accept", 1), *events]
    return fold(TEXT, [_placed(one, place) for place, one in enumerate(numbered, 1)])


def _placed(one, place):
    return type(one)(one.id, one.action, one.on, one.by, one.case, data=one.data, seq=place)


def withholding(on, **said):
    return event("supplement", on, withheld_files=["a" * 64], withheld_because="secret", **said)


def test_a_file_is_withheld_on_a_ground_and_its_article():
    made = withholding(3)
    (found,) = withheld(case_of(made)).values()
    assert (found.event.id, found.ground, f"{found.basis}") == (made.id, "秘密", "行政复议法#47")


def test_an_option_with_an_article_of_its_own_is_withheld_by_that():
    made = event("supplement", 3, withheld_files=["a" * 64], withheld_because="safety")
    assert f"{withheld(case_of(made))['a' * 64].basis}" == "国家安全法#2"


def test_the_last_that_stands_counts():
    first = withholding(3)
    opened = event("supplement", 4, disclosed_files=["a" * 64])
    assert withheld(case_of(first, opened)) == {}
    assert [*withheld(case_of(first, opened, withholding(5)))] == ["a" * 64]
    back = event(VOID, 5, event=opened.id, reason="误")
    assert [*withheld(case_of(first, opened, back))] == ["a" * 64]
    assert withheld(case_of(first, event(VOID, 5, event=first.id, reason="误"))) == {}


def test_a_file_is_stated_by_the_events_that_stand():
    proof = event("supplement", 3, proof=FILE)
    assert [one.id for one in stating(case_of(proof), "a" * 64)] == [proof.id]
    assert stating(case_of(proof), "b" * 64) == ()
    assert stating(case_of(proof, event(VOID, 4, event=proof.id, reason="误")), "a" * 64) == ()
