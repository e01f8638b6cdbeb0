"""Indexes that another index holds cost every event a write and answer nothing.

They are dropped by name, as `introspection` tells it on both databases: altering the field would
make SQLite copy the table, and lose the trigger that forbids changing an event.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

DROPPED = {
    'store_agency_successor_id_e7e2bdb2': ('store_agency', 'successor_id'),
    'store_caseparty_case_id_51836a95': ('store_caseparty', 'case_id'),
    'store_eventrecord_case_id_6308f1f3': ('store_eventrecord', 'case_id'),
    'store_personalvalue_event_id_17354740': ('store_personalvalue', 'event_id'),
}


def key(to: str, related_name: str, on_delete: Any, **more: Any) -> Any:
    return models.ForeignKey(
        db_index=False, on_delete=on_delete, related_name=related_name, to=to, **more
    )


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0020_found_on'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'DROP INDEX IF EXISTS "{name}"',
                    f'CREATE INDEX IF NOT EXISTS "{name}" ON "{table}" ("{column}")',
                )
                for name, (table, column) in DROPPED.items()
            ],
            state_operations=[
                migrations.AlterField(
                    'agency', 'successor',
                    key('store.agency', 'predecessors', django.db.models.deletion.PROTECT,
                        blank=True, null=True),
                ),
                migrations.AlterField(
                    'caseparty', 'case',
                    key('store.caserecord', 'parties', django.db.models.deletion.CASCADE),
                ),
                migrations.AlterField(
                    'eventrecord', 'case',
                    key('store.caserecord', 'events', django.db.models.deletion.PROTECT),
                ),
                migrations.AlterField(
                    'personalvalue', 'event',
                    key('store.eventrecord', 'personal', django.db.models.deletion.PROTECT),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name='agency',
            index=models.Index(
                condition=models.Q(('successor__isnull', False)), fields=['successor'],
                name='agencies_carried_on',
            ),
        ),
    ]
