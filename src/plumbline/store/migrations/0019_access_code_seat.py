from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0018_published'),
    ]

    operations = [
        migrations.AddField(
            model_name='accesscode',
            name='seat',
            field=models.CharField(blank=True, default='', max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='accesscode',
            name='coming_as',
            field=models.CharField(blank=True, default='', max_length=20),
            preserve_default=False,
        ),
    ]
