import re
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F

BATCH = 2_000
RANGES = (
    (0x3005, 0x3005), (0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)  # fmt: skip
HAN = "".join(f"{chr(first)}-{chr(last)}" for first, last in RANGES)
TOKEN = re.compile(rf"\d+|[^\W\d{HAN}]+|\w")
LENGTH = 40
MOST = 120
SEAT_ROLES = {
    "norm_review": ("institution",),
    "opinion_letter": ("addressee",),
    "reconsideration": (
        "institution", "institution_head", "assistant", "mediator", "committee",
    ),
}  # fmt: skip
"""The roles of the agency that handles a case, of the procedures that there were then."""


def endings(text: str) -> set[bytes]:
    """The ends of a text by which it is found, as they were then."""
    folded = text.casefold()
    starts = (one.start() for one in TOKEN.finditer(folded[:MOST]))
    return {folded[start : start + LENGTH].encode() for start in starts}


def say_who_handles(apps: Any, schema_editor: Any) -> None:
    """Mark the roles of the agency that handles the case. Those of other procedures are marked by
    `plumbline reindex`: until then whoever has one finds the case, and not by a name."""
    parties = apps.get_model("store", "CaseParty")
    own = parties.objects.filter(case__agency=F("agency"))
    for procedure, roles in SEAT_ROLES.items():
        own.filter(case__procedure=procedure, role__in=roles).update(handles=True)


def write_words(apps: Any, schema_editor: Any) -> None:
    """Write what cases are found by; `plumbline reindex` would, too."""
    word, case, value = (
        apps.get_model("store", name) for name in ("CaseWord", "CaseRecord", "PersonalValue")
    )
    numbers = case.objects.exclude(number="").values_list("pk", "agency", "number")
    names = value.objects.filter(erased_at=None, value__has_key="name").exclude(
        value__has_key="sha256"
    )
    named = names.values_list("event__case", "event__case__agency", "value__name")
    for is_name, rows in ((False, numbers), (True, named)):
        made = []
        for key, agency, text in rows.iterator(chunk_size=BATCH):
            made += [
                word(case_id=key, agency=agency, is_name=is_name, ending=one)
                for one in (endings(text) if isinstance(text, str) else ())
                if is_name or any(map(str.isdigit, one.decode()))
            ]
            if len(made) >= BATCH:
                word.objects.bulk_create(made, ignore_conflicts=True)
                made = []
        word.objects.bulk_create(made, ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0013_sent_files'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='caserecord',
            name='cases_of_agency',
        ),
        migrations.AddIndex(
            model_name='caserecord',
            index=models.Index(fields=['agency', '-is_open', 'due_on', 'id'], name='cases_of_agency'),
        ),
        migrations.AddIndex(
            model_name='caserecord',
            index=models.Index(fields=['agency', '-last_on', 'id'], name='cases_of_agency_by_last'),
        ),
        migrations.AddIndex(
            model_name='caserecord',
            index=models.Index(fields=['agency', '-opened_on', 'id'], name='cases_of_agency_by_opened'),
        ),
        migrations.RemoveIndex(
            model_name='caseparty',
            name='parties_of_agency',
        ),
        migrations.AddField(
            model_name='caseparty',
            name='handles',
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(say_who_handles, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='caseparty',
            index=models.Index(fields=['agency', 'handles', 'role'], name='parties_of_agency'),
        ),
        migrations.CreateModel(
            name='CaseWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.CharField(max_length=40)),
                ('is_name', models.BooleanField()),
                ('ending', models.BinaryField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='store.caserecord')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agency', 'is_name', 'ending', 'case'), name='one_word_a_case')],
            },
        ),
        migrations.RunPython(write_words, migrations.RunPython.noop),
    ]
