"""More tables to export; trainings are restated. The guards step aside while tables are rebuilt."""

import django.db.models.deletion
from django.db import migrations, models

from clients.closed_guard import create_guards, drop_guards


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0011_trainings_and_attendance'),
    ]

    operations = [
        migrations.RunPython(drop_guards, create_guards),
        migrations.AlterField(
            model_name='export',
            name='kind',
            field=models.CharField(choices=[('xlsx', 'Excel'), ('csv', 'CSV'), ('zip', 'ZIP'), ('xml', 'XML')], max_length=4, verbose_name='format'),
        ),
        migrations.AlterField(
            model_name='export',
            name='reason',
            field=models.CharField(blank=True, max_length=240, verbose_name='what for'),
        ),
        migrations.AlterField(
            model_name='export',
            name='what',
            field=models.CharField(choices=[('clients', 'Clients'), ('contacts', 'People'), ('sessions', 'Sessions'), ('situations', 'Before and now'), ('outcomes', 'Results'), ('followups', 'Follow-ups'), ('trainings', 'Trainings'), ('attendances', 'Who came to trainings'), ('queue', 'Results to verify'), ('appointments', 'Appointments'), ('restatements', 'Restatements'), ('rechecks', 'Claims drawn for re-check'), ('duplicates', 'Possible duplicates'), ('explained', 'Records behind a figure'), ('faults', 'Records to mend'), ('staff', 'People who work here'), ('country', 'Everything of a country'), ('panel', 'Panel for evaluators, without names'), ('nexus', 'Upload for the US SBA'), ('figures', 'Table of figures')], max_length=12, verbose_name='what'),
        ),
        migrations.AlterField(
            model_name='restatement',
            name='client',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='restatements', to='clients.client'),
        ),
        migrations.AlterField(
            model_name='restatement',
            name='record',
            field=models.CharField(choices=[('session', 'Session'), ('outcome', 'Result'), ('situation', 'Situation'), ('training', 'Training')], max_length=9, verbose_name='record'),
        ),
        migrations.RunPython(create_guards, drop_guards),
    ]
