"""A read token becomes an access token, which may also write."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("people", "0003_read_token")]

    operations = [
        migrations.RenameModel("ReadToken", "AccessToken"),
        migrations.RemoveConstraint("AccessToken", "read_token_expires_after_it_starts"),
        migrations.AddField(
            "AccessToken",
            "kind",
            models.CharField(
                choices=[("read", "Read more often"), ("write", "Write as me")],
                default="read",
                max_length=5,
            ),
        ),
        migrations.AlterField(
            "AccessToken",
            "account",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tokens",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            "AccessToken",
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="token_expires_after_it_starts"
            ),
        ),
    ]
