"""Whom a code leads into a case, what they may do there, and what the slip says."""

import re

import pytest

from plumbline.store.models import Account, CaseParty
from tests.web.test_case_pages import File, client

pytestmark = pytest.mark.django_db
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


@pytest.fixture
def file(settings, tmp_path):
    """A case of two applicants written down at the counter, with a third party and an agent."""
    settings.PLUMBLINE_HOME = tmp_path
    made = Many(online=False)
    made.do("accept", procedure="ordinary")
    third = {"third_party": [{"name": "孙某某"}], "joined_because": "notified"}
    made.do("add_third_party", **third)
    agent = {"agents": [{"name": "李律师"}], "authority": "代为陈述"}
    made.do("appoint_agent", "applicant/YB001", **agent)
    return made


class Many(File):
    """Of such a case, the codes."""

    def application(self):
        return super().application() | {"applicant": [{"name": "赵某某"}, {"name": "周某某"}]}

    def seats(self):
        page = self.page("handler").text
        return dict(re.findall(r'<option value="([^"]+/\d+)">([^<]+)</option>', page))

    def slip(self, whom):
        (seat,) = (key for key, name in self.seats().items() if name == whom)
        return self.asked("handler", seat=seat).text

    def asked(self, part, **sent):
        return client(part).post(f"/reconsideration/{self.case}/code/", sent)

    def enter(self, whom, username):
        """Let an account of its own into the case; what it is answered, and its browser."""
        account = Account.objects.create(username=username, full_name=whom)
        signed_in = client(account.username)
        code = CODE.search(self.slip(whom))[0]
        assert signed_in.post("/reconsideration/code/", {"code": code}).status_code == 302
        return code, signed_in

    def address(self, action=""):
        return f"/cases/{self.case}/" + (f"do/{action}/" if action else "")


def test_the_handler_chooses_for_whom_a_code_is_and_the_slip_says_so(file):
    assert [*file.seats().values()] == [
        "申请人 赵某某", "申请人 周某某", "第三人 孙某某", "申请人的委托代理人 李律师",
    ]  # fmt: skip
    assert "第三人 孙某某" in file.slip("第三人 孙某某")
    slip = file.slip("申请人的委托代理人 李律师")
    assert "代为陈述" in slip


@pytest.mark.parametrize("seat", ["", "x", "x/applicant/0"])
def test_a_code_is_for_somebody_whom_the_case_names(file, seat):
    assert file.asked("handler", seat=seat).status_code == 404
    assert file.asked("handler").status_code == 404


def test_a_third_party_reads_the_case_is_heard_and_cannot_withdraw_the_application(file):
    _, third = file.enter("第三人 孙某某", "third")
    page = third.get(file.address())
    assert page.status_code == 200
    assert "孙某某" in page.text
    assert third.get(file.address("submit_evidence")).status_code == 200
    assert third.get(file.address("ask_to_inspect_file")).status_code == 200
    assert third.get(file.address("withdraw")).status_code == 404
    file.length += 1
    draft = file.do("draft_decision", draft="草案")
    assert third.get(f"/cases/{file.case}/receipts/{draft.id}.json").status_code == 404


@pytest.mark.parametrize("whom", ["申请人 周某某", "申请人的委托代理人 李律师"])
def test_a_co_applicant_and_an_agent_act_as_the_applicant(file, whom):
    _, party = file.enter(whom, "party")
    assert party.get(file.address()).status_code == 200
    assert party.get(file.address("withdraw")).status_code == 200


def test_a_code_of_one_leads_nobody_else_in_and_a_stranger_sees_nothing(file):
    code, _ = file.enter("第三人 孙某某", "third")
    stranger = client("stranger")
    assert stranger.post("/reconsideration/code/", {"code": code}).status_code == 422
    assert stranger.get(file.address()).status_code == 404
    assert "第三人 孙某某" not in file.seats().values()
    roles = CaseParty.objects.filter(case=file.case).exclude(account=None)
    assert [one.role for one in roles] == ["third_party"]


def test_who_applied_online_needs_no_code_and_the_others_may_have_one(settings, tmp_path):
    settings.PLUMBLINE_HOME = tmp_path
    made = Many()
    made.do("accept", procedure="ordinary")
    slip = made.asked("handler")
    assert slip.status_code == 200
    assert "申请人 周某某" in slip.text


@pytest.mark.parametrize("part", ["applicant", "respondent", "stranger", "supervisor"])
def test_nobody_else_gives_codes(file, part):
    seat = next(iter(file.seats()))
    assert file.asked(part, seat=seat).status_code in (403, 404)
