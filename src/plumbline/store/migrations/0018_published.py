from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0017_log_hash'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='eventrecord',
            index=models.Index(fields=['-on'], name='published_events', condition=models.Q(('action', 'publish'))),
        ),
    ]
