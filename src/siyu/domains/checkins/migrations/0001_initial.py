import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import siyu.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("groups", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=siyu.kernel.ids.short_id, max_length=20, unique=True)),
                ("nonce", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=40)),
                ("task", models.CharField(blank=True, max_length=300)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("text", models.BooleanField(default=False)),
                ("makeups", models.PositiveSmallIntegerField(default=0)),
                ("remind", models.BooleanField(default=True)),
                ("seq", models.PositiveBigIntegerField(null=True)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.group"
                    ),
                ),
                (
                    "starter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["group", "-id"], name="checkin_campaigns_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="campaign_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("nonce", ""), _negated=True),
                        fields=("group", "starter", "nonce"),
                        name="campaign_started_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=siyu.kernel.ids.short_id, max_length=20, unique=True)),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                ("text", models.CharField(blank=True, max_length=200)),
                ("makeup", models.BooleanField(default=False)),
                ("held_at", models.DateTimeField(null=True)),
                ("hidden_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="checkins.campaign",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["campaign", "-id"], name="checkin_marks_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "user", "day"), name="checked_in_once_a_day")
                ],
            },
        ),
    ]
