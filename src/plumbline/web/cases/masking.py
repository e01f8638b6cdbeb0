"""隐去 -- what is for everybody to read tells of no person of the case (个人信息保护法#25)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plumbline.store.cases import published
from plumbline.store.models import CaseRecord
from plumbline.web.cases.forms import ActionForm

TOLD = 5  # words that a message names


def judge(form: ActionForm, record: CaseRecord) -> None:
    """Add an error to a form whose copy for everybody still holds words that tell of a person."""
    stated = form.stated.get(published.COPY)
    copies = [one for one in (stated if isinstance(stated, list) else [stated]) if one]
    if found := published.unmasked(record.pk, copies) if copies else []:
        words = "、".join(found[:TOLD])
        said = _("这份文件里还有当事人的信息：%(words)s。请隐去以后再上传。")
        form.add_error(published.COPY, said % {"words": words})
