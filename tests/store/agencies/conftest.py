"""A small city: a government, its bureau, a district with its bureau and a town."""

from datetime import date

import pytest

from plumbline.store.models import Agency, Placement

START = date(2020, 1, 1)


def agency(code, name, parent=None, **more):
    """An agency under another, from the start of 2020."""
    fields = {"kind": "government", "level": "municipal", "from_on": START} | more
    one = Agency.objects.create(code=code, name=name, **fields)
    if parent is not None:
        Placement.objects.create(agency=one, parent=parent, from_on=START)
    return one


@pytest.fixture
def city(db):
    """The agencies by code."""
    top = agency("99", "示例市人民政府")
    agency("99-sfj", "示例市司法局", top, kind="department")
    district = agency("9901", "示例市新城区人民政府", top, level="district_county")
    agency("9901-sfj", "示例市新城区司法局", district, kind="department")
    agency("990101", "示例市新城区柳河镇人民政府", district, level="township_subdistrict")
    return {one.code: one for one in Agency.objects.all()}
