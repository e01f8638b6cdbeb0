"""The agencies of Chongqing, made from its list of divisions."""

from pathlib import Path

import pytest

from plumbline.store import agencies
from plumbline.store.models import Agency, Placement

BODY = Path(agencies.__file__).parents[2] / "law" / "cq" / "divisions" / "2023-12-31.toml"
pytestmark = pytest.mark.django_db

LIST = """
[city]
code = "990000"
name = "示例市"

[[unit]]
at = "city"
name = "{city}人民政府"
code = "{city_code}"
kind = "government"
level = "municipal"
tier = "municipal_government"

[[unit]]
at = "township"
name = "{district}{township}人民政府"
code = "{township_code}"
kind = "government"
level = "township_subdistrict"
tier = "township_subdistrict"
under = "{city_code}"

[[unit]]
at = "township"
ending = "街道"
name = "{district}{township}办事处"
code = "{township_code}"
kind = "dispatched_organ"
level = "township_subdistrict"
tier = "township_subdistrict"
under = "{city_code}"

[[district]]
code = "990101"
name = "新城区"
townships = [["990101001", "东门街道"], ["990101100", "柳河镇"]]
"""


def test_chongqing_has_as_many_districts_and_townships_as_its_report_counts():
    assert agencies.set_up(BODY).made == 2 + 2 * 38 + 2 * 1031
    tiers = Agency.objects.values_list("level", flat=True).filter(kind="government")
    assert list(tiers).count("district_county") == 38
    places = Agency.objects.filter(level="township_subdistrict").exclude(kind="judicial_office")
    assert places.count() == 1031
    assert Placement.objects.count() == Agency.objects.count() - 1


def test_setting_up_twice_changes_nothing(tmp_path):
    body = tmp_path / "list.toml"
    body.write_text(LIST, "utf-8")
    assert agencies.set_up(body) == agencies.SetUp(made=3, there=0)
    Agency.objects.filter(code="990101100").update(name="柳河新镇人民政府")
    assert agencies.set_up(body) == agencies.SetUp(made=0, there=3)
    assert Agency.objects.get(code="990101100").name == "柳河新镇人民政府"


def test_a_subdistrict_has_an_office_and_a_town_a_government(tmp_path):
    body = tmp_path / "list.toml"
    body.write_text(LIST, "utf-8")
    agencies.set_up(body)
    kinds = dict(Agency.objects.values_list("name", "kind"))
    assert kinds["新城区东门街道办事处"] == "dispatched_organ"
    assert kinds["新城区柳河镇人民政府"] == "government"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('name = "新城区"', "", "name"),
        ('["990101001", "东门街道"]', '["990101001"]', "no code and name"),
        ('["990101001", "东门街道"]', '["990101001", ""]', "no code and name"),
        ("{city}人民政府", "{nowhere}人民政府", "nowhere"),
        ('kind = "dispatched_organ"', 'sort = "dispatched_organ"', "sort"),
        ("[city]", "[city", "list.toml"),
    ],
)
def test_a_list_that_is_wrong_is_refused_with_what_was_found(tmp_path, before, after, said):
    body = tmp_path / "list.toml"
    body.write_text(LIST.replace(before, after), "utf-8")
    with pytest.raises(agencies.DivisionsFault, match=said):
        agencies.set_up(body)
    assert not Agency.objects.exists()
