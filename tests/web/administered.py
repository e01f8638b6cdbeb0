"""Two districts under a city with their administrators: 王, 周 and, above both, 吴."""

import functools
from datetime import date

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client

from plumbline.store import agencies
from plumbline.store.models import Account, Agency, Placement

SECRET = "plum and line 42"
START = date(2020, 1, 1)


def agency(code, name, parent=None, **more):
    fields = {"kind": "government", "level": "district_county"} | more
    one = Agency.objects.create(code=code, name=name, **fields)
    if parent is not None:
        Placement.objects.create(agency=one, parent=parent)
    return one


@functools.cache
def hashed():
    """The password as accounts keep it, made once: it is made to be slow."""
    return make_password(SECRET)


def person(number, name, code, role, account=None):
    one = agencies.appoint(number, name, code, role, START).officer
    if account:
        one.account = Account.objects.create(username=account, full_name=name, password=hashed())
        one.save()
    return one


@pytest.fixture
def city():
    """Two districts under a city, each with its bureau and administrator."""
    cache.clear()
    top = agency("99", "示例市人民政府", level="municipal")
    for code, name in (("9901", "新城区"), ("9902", "旧城区")):
        district = agency(code, f"示例市{name}人民政府", top)
        agency(f"{code}-sfj", f"示例市{name}司法局", district, kind="department")
    person("A1", "王某", "9901", agencies.ADMINISTRATOR, "wang")
    person("A2", "周某", "9902", agencies.ADMINISTRATOR, "zhou")
    person("A9", "吴某", "99", agencies.ADMINISTRATOR, "wu")
    person("N1", "陈某", "9901-sfj", "institution", "chen")
    person("N2", "李某", "9902-sfj", "institution")
    Account.objects.create(username="qian", password=hashed())
    return {one.code: one for one in Agency.objects.all()}


def signed_in(name, language="zh-CN"):
    client = Client(headers={"accept-language": language})
    client.force_login(Account.objects.get(username=name))
    return client


@pytest.fixture
def wang(city):
    """王, administrator of 新城区, who has just confirmed who they are."""
    client = signed_in("wang")
    client.post("/account/confirm/", {"password": SECRET})
    return client
