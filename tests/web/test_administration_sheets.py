"""A table is uploaded, looked at, confirmed or left alone; what comes out goes in again."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from plumbline.store.jobs import JOBS
from plumbline.store.models import Agency, ChangeNote, UploadedSheet
from tests.web import administered
from tests.web.administered import signed_in

pytestmark = pytest.mark.django_db
city, wang = administered.city, administered.wang  # the fixtures of this page


def table(*rows):
    lines = "\n".join(
        ",".join(row) for row in (("代码", "名称", "上级代码", "类别", "层级"), *rows)
    )
    return SimpleUploadedFile("机关.csv", lines.encode())


CG = ("9901-cg", "示例市新城区城管局", "9901", "政府部门", "区县")


def uploaded(client, *rows):
    answer = client.post("/administration/import/", {"file": table(*rows)})
    return answer.headers["Location"]


def test_an_uploaded_table_is_shown_row_by_row_and_comes_in_when_it_is_confirmed(wang):
    address = uploaded(wang, CG, ("9902", "示例市旧城区人民政府", "", "", ""))
    page = wang.get(address)
    assert "不在你的管理范围" in page.text
    assert [row.outcome for row in wang.get(f"{address}?show=new").context["rows"]] == ["new"]
    plan = page.context["plan"].digest
    refused = wang.post(address, {"plan": plan, "what": "all"})
    assert refused.status_code == 409
    assert not Agency.objects.filter(code="9901-cg").exists()
    wang.post(address, {"plan": plan, "what": "good"})
    assert Agency.objects.filter(code="9901-cg").exists()
    assert ChangeNote.objects.get().by_name == "王某"
    gone = wang.get(address)
    assert gone.status_code == 404
    assert "请重新上传" in gone.text


def test_what_moved_between_preview_and_confirmation_is_shown_again(wang):
    address = uploaded(wang, ("9901-sfj", "示例市新城区司法行政局", "", "", ""))
    plan = wang.get(address).context["plan"].digest
    Agency.objects.filter(code="9901-sfj").update(name="别名")
    again = wang.post(address, {"plan": plan, "what": "all"})
    assert again.status_code == 409
    assert "预览之后数据有变动" in again.text
    wang.post(address, {"plan": again.context["plan"].digest, "what": "all"})
    assert Agency.objects.get(code="9901-sfj").name == "示例市新城区司法行政局"


def test_a_table_is_for_whoever_uploaded_it_and_is_left_alone_at_will(wang):
    address = uploaded(wang, CG)
    for other in ("wu", "zhou"):
        assert signed_in(other).get(address).status_code == 404
        assert signed_in(other).post(address, {"what": "good"}).status_code in {302, 404}
    wang.post(address, {"what": "leave"})
    assert not UploadedSheet.objects.exists()
    assert not Agency.objects.filter(code="9901-cg").exists()


def test_a_table_that_waits_longer_than_a_day_is_gone(wang):
    address = uploaded(wang, CG)
    UploadedSheet.objects.update(at=timezone.now() - timedelta(days=2))
    uploaded(wang, CG)
    assert wang.get(address).status_code == 404


def test_a_table_that_nobody_confirms_is_dropped_by_night_without_another_upload(wang):
    uploaded(wang, CG)
    (job,) = [one for one in JOBS if one.name == "drop-uploaded-tables"]
    assert job.run() is None
    UploadedSheet.objects.update(at=timezone.now() - timedelta(days=2))
    assert job.run() == "1 uploaded tables dropped"
    assert not UploadedSheet.objects.exists()


def test_confirming_needs_a_fresh_sign_in(city):
    client = signed_in("wang")
    address = uploaded(client, CG)
    plan = client.get(address).context["plan"].digest
    answer = client.post(address, {"plan": plan, "what": "all"})
    assert answer.headers["Location"].startswith("/account/confirm/")
    assert not Agency.objects.filter(code="9901-cg").exists()


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"a,b\n1,2\n", b"\0\xff"]
)
def test_a_file_that_cannot_be_read_says_why_in_the_words_of_the_page(city, data):
    for language, words in (("zh-CN", r"[一-鿿]"), ("en", r"[a-z]")):
        client = signed_in("wang", language)
        page = client.post("/administration/import/", {"file": SimpleUploadedFile("a.xlsx", data)})
        assert page.status_code == 422
        (said,) = re.findall(r'(?s)role="alert">(.*?)</d[il]', page.text)[:1] or [page.text]
        assert re.search(words, said)


@pytest.mark.parametrize("what", ["all.xlsx", "agencies.csv", "people.csv"])
def test_what_comes_out_holds_what_one_keeps_and_goes_in_again_without_change(wang, what):
    answer = wang.get(f"/administration/export/{what}")
    assert "attachment" in answer.headers["Content-Disposition"]
    file = SimpleUploadedFile(f"a-{what}", answer.content)
    page = wang.get(wang.post("/administration/import/", {"file": file}).headers["Location"])
    assert {row.outcome for row in page.context["plan"].rows} == {"same"}
    assert "与现有内容一致" in page.text
    assert "旧城区" not in page.text
    assert wang.get("/administration/export/other.txt").status_code == 404
