"""What is written into the papers of a case, and what becomes of it."""

import uuid

import pytest
from django.utils import timezone

from plumbline.store.cases import erasing, wordings
from plumbline.store.models import Account, CaseRecord, EventRecord
from tests.web.test_case_pages import File, client

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(settings, tmp_path):
    """A case at work, and of its latest event the papers, which its handler opens and saves."""
    settings.PLUMBLINE_HOME = tmp_path
    return Papers()


class Papers(File):
    """The papers of the latest event."""

    def __init__(self):
        super().__init__()
        self.event = self.do("accept", procedure="ordinary").id

    def ask_for_recusal(self):
        """A request that an officer stand aside, and the refusal of it."""
        who = {"recused": "YB001", "recused_role": "member"}
        self.do("request_recusal", recused_because="took_part", **who)
        head = "institution_head/YB002"
        self.event = self.do("refuse_recusal", head, reasons="没有参与", **who).id

    def path(self, form):
        return f"/cases/{self.case}/papers/{self.event}/{form}/"

    def save(self, form, **words):
        """What is answered to a wording of a paper over the latest."""
        over = self.shown(form).context["drafted"].wording
        return client("handler").post(self.path(form), {"over": over, **words})

    def shown(self, form):
        return client("handler").get(self.path(form))

    def last(self, form):
        """The latest wording of a paper."""
        return wordings.of_paper(self.event, form).first()

    def had(self, form, **words):
        """The words of a paper as they were kept before it took days and options only."""
        record = CaseRecord.objects.get(pk=self.case)
        by = Account.objects.get(username="handler")
        event = uuid.UUID(self.event)
        assert wordings.write(record, (event, form), words, by, timezone.now(), over=0)


def test_a_paper_is_saved_with_its_days_left_empty(paper):
    paper.ask_for_recusal()
    answer = paper.save("recusal_decision", asked_on="", asked_by="申请人")
    assert answer.status_code == 302
    assert paper.last("recusal_decision").values == {"asked_by": "申请人"}


def test_a_day_in_words_from_before_stays_when_the_paper_is_saved_again(paper):
    paper.ask_for_recusal()
    paper.had("recusal_decision", asked_on="2024年3月1日", is_recused="不回避")
    page = paper.shown("recusal_decision").text
    assert ">\n2024年3月1日</textarea>" in page
    assert '<option value="不回避" selected>' in page
    words = {"asked_on": "2024年3月1日", "is_recused": "不回避", "asked_by": "申请人"}
    assert paper.save("recusal_decision", **words).status_code == 302
    assert paper.last("recusal_decision").values == words
    words |= {"asked_on": "2024-03-01", "is_recused": "false"}
    assert paper.save("recusal_decision", **words).status_code == 302
    page = paper.shown("recusal_decision").text
    assert 'type="date" name="asked_on" value="2024-03-01"' in page
    assert "不回避</option>" not in page


def test_a_page_open_since_before_an_erasure_neither_saves_nor_shows_what_was_erased(paper):
    paper.event = str(EventRecord.objects.get(case=paper.case, action="apply").pk)
    assert paper.save("application", taken_at="赵某某的家").status_code == 302
    over = paper.shown("application").context["drafted"].wording
    erasing.erase(uuid.UUID(paper.event), "个人信息保护法#47.1.1", timezone.now())
    sent = {"over": over, "taken_at": "赵某某的家"}
    late = client("handler").post(paper.path("application"), sent)
    assert late.status_code == 409
    assert "依法删除" in late.text
    assert "赵某某的家" not in late.text
    assert paper.last("application").values == {}


@pytest.fixture
def decided(paper):
    """A case decided, whose decision nobody has written yet."""
    paper.event = paper.decide("change", "inappropriate", less_favourable=False).id
    return paper


def taken(paper, kind):
    """What is answered to whoever takes the decision out as a file."""
    return client("handler").get(f"{paper.path('decision')}".rstrip("/") + f".{kind}")


@pytest.mark.pdf
def test_a_decision_with_a_part_left_empty_is_not_given_out_and_says_which(decided):
    for kind in ("docx", "pdf"):
        answer = taken(decided, kind)
        assert answer.status_code == 409
        for part in (
            "申请人的理由",
            "被申请人的答复意见",
            "查明的事实",
            "本机关认为",
            "变更、责令的具体内容",
        ):
            assert part in answer.text
    assert "decision.docx" not in decided.shown("decision").text
    words = {
        "applicant_says": "处罚过重。", "respondent_says": "适当。", "facts_found": "初次违法。",
        "reasoning": "数额与危害不相当。", "ordered": "罚款五百元。", "remedy": "lawsuit",
    }  # fmt: skip
    assert decided.save("decision", **words).status_code == 302
    assert decided.shown("decision").context["gaps"] == []
    assert [taken(decided, kind).status_code for kind in ("docx", "pdf")] == [200, 200]


def test_whom_persons_are_not_shown_to_is_not_told_that_a_decision_is_empty(decided):
    answer = client("supervisor").get(f"{decided.path('decision')}".rstrip("/") + ".docx")
    assert answer.status_code == 200
