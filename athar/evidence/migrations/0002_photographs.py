import athar.reference.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def name_licences_by_their_identifier(apps, schema_editor):
    """Until now a licence was any text; what no identifier is known for is not stated."""
    evidence = apps.get_model('evidence', 'Evidence').objects
    evidence.filter(licence='CC BY 4.0').update(licence='CC-BY-4.0')
    evidence.exclude(licence__in=('', *KNOWN)).update(licence='')


KNOWN = (
    'CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-NC-4.0', 'CC0-1.0', 'ODbL-1.0', 'etalab-2.0',
    'LicenseRef-all-rights-reserved',
)


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.PositiveSmallIntegerField()),
                ('width', models.PositiveSmallIntegerField()),
                ('height', models.PositiveIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='evidence',
            name='latitude',
            field=athar.reference.fields.ScaledDecimalField(decimals=6, null=True),
        ),
        migrations.AddField(
            model_name='evidence',
            name='longitude',
            field=athar.reference.fields.ScaledDecimalField(decimals=6, null=True),
        ),
        migrations.AddField(
            model_name='evidence',
            name='taken_on',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='evidence',
            name='licence',
            field=models.CharField(blank=True, choices=[('CC-BY-4.0', 'Creative Commons Attribution 4.0'), ('CC-BY-SA-4.0', 'Creative Commons Attribution-ShareAlike 4.0'), ('CC-BY-NC-4.0', 'Creative Commons Attribution-NonCommercial 4.0'), ('CC0-1.0', 'Creative Commons Zero: no rights reserved'), ('ODbL-1.0', 'Open Database License 1.0'), ('etalab-2.0', 'Etalab Open Licence 2.0'), ('LicenseRef-all-rights-reserved', 'All rights reserved, shown by permission')], max_length=60),
        ),
        migrations.RunPython(name_licences_by_their_identifier, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('licence__in', ('', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-NC-4.0', 'CC0-1.0', 'ODbL-1.0', 'etalab-2.0', 'LicenseRef-all-rights-reserved'))), name='evidence_licence_is_known'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__isnull', False), ('latitude__range', (-90, 90)), ('longitude__isnull', False), ('longitude__range', (-180, 180))), _connector='OR'), name='evidence_point_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'photo'), models.Q(('latitude', None), ('taken_on', None)), _connector='OR'), name='only_photographs_are_taken'),
        ),
        migrations.AddField(
            model_name='picture',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.storedfile'),
        ),
        migrations.AddField(
            model_name='picture',
            name='photo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='evidence.storedfile'),
        ),
        migrations.AddConstraint(
            model_name='picture',
            constraint=models.UniqueConstraint(fields=('photo', 'size'), name='picture_of_each_size_once'),
        ),
        migrations.AddConstraint(
            model_name='picture',
            constraint=models.CheckConstraint(condition=models.Q(('height__gt', 0), ('size__in', (320, 640, 1280)), ('width__gt', 0), ('width__lte', models.F('size'))), name='picture_is_of_a_known_size'),
        ),
    ]
