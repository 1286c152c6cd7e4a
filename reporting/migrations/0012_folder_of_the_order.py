"""A report's file lies in the folder of the month of its order."""

from django.db import migrations, models

import reporting.models.edition


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0011_short_keys'),
    ]

    operations = [
        migrations.AlterField(
            model_name='report',
            name='file',
            field=models.FileField(blank=True, upload_to=reporting.models.edition.report_path),
        ),
    ]
