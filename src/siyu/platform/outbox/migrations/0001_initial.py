import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="OutboxCursor",
            fields=[
                ("subscriber", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField(default=0)),
                ("epoch", models.UUIDField(default=uuid.uuid4)),
                ("failed_at", models.DateTimeField(null=True)),
                ("retry_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("error", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField(null=True, unique=True)),
                ("topic", models.CharField(max_length=64)),
                ("account_id", models.BigIntegerField()),
                ("payload", models.JSONField(default=dict)),
                ("batch", models.BinaryField(null=True)),
                ("rows", models.PositiveIntegerField(default=1)),
                ("stated_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("sequence__isnull", True)), fields=["id"], name="outbox_unnumbered"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ParkedMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subscriber", models.CharField(max_length=64)),
                ("error", models.TextField()),
                ("parked_at", models.DateTimeField()),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parked", to="outbox.outboxmessage"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("subscriber", "message"), name="parked_once")],
            },
        ),
    ]
