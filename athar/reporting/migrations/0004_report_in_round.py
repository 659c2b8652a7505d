"""Find the report of a commitment in a round by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_reports_as_text")]

    operations = [
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["round", "commitment", "state"], name="report_in_round"),
        ),
    ]
