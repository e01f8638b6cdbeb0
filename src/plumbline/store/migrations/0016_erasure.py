from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Max, Min

BATCH = 2_000


def name_the_erased(apps: Any, schema_editor: Any) -> None:
    """Write down which events were erased, as far as their personal values tell."""
    erasure, value = (apps.get_model("store", name) for name in ("Erasure", "PersonalValue"))
    kept = value.objects.filter(erased_at=None).values("event")
    found = value.objects.exclude(erased_at=None).exclude(event__in=kept).values("event")
    rows = found.annotate(at=Min("erased_at"), because=Max("erased_because")).order_by("event")
    made = [erasure(event_id=row["event"], at=row["at"], because=row["because"]) for row in rows]
    erasure.objects.bulk_create(made, batch_size=BATCH)


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0015_list_readings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='erasure', serialize=False, to='store.eventrecord')),
                ('at', models.DateTimeField()),
                ('because', models.CharField(max_length=300)),
            ],
        ),
        migrations.RunPython(name_the_erased, migrations.RunPython.noop),
    ]
