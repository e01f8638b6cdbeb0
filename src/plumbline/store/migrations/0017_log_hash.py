from typing import Any

from django.db import migrations, models


def name_the_hash(apps: Any, schema_editor: Any) -> None:
    """A log that has begun already hashes with SHA-256: there was no other."""
    names = ("LogHash", "LogKey", "Leaf")
    log_hash, key, leaf = (apps.get_model("store", name) for name in names)
    if key.objects.exists() or leaf.objects.exists():
        log_hash.objects.create(number=1, name="sha256")


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0016_erasure'),
    ]

    operations = [
        migrations.CreateModel(
            name='LogHash',
            fields=[
                ('number', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=10)),
            ],
        ),
        migrations.RunPython(name_the_hash, migrations.RunPython.noop),
    ]
