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
            name="Chain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=siyu.kernel.ids.short_id, editable=False, max_length=16, unique=True),
                ),
                ("nonce", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=40)),
                ("intro", models.TextField(blank=True, max_length=1000)),
                ("pictures", models.JSONField(default=list)),
                ("pickups", models.JSONField(default=list)),
                ("asks", models.JSONField(default=list)),
                ("open_list", models.BooleanField(default=True)),
                ("cap", models.PositiveIntegerField(null=True)),
                ("taken", models.PositiveIntegerField(default=0)),
                ("joined", models.PositiveIntegerField(default=0)),
                ("numbered", models.PositiveIntegerField(default=0)),
                ("deadline", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("closed", "Closed"), ("cancelled", "Cancelled")],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("state_before", models.CharField(blank=True, max_length=9)),
                ("version", models.PositiveIntegerField(default=1)),
                ("seq", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("hidden_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.group"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["group", "-id"], name="chains_of_group")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("nonce", ""), _negated=True),
                        fields=("group", "by", "nonce"),
                        name="chain_made_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cap", None), ("taken__lte", models.F("cap")), _connector="OR"),
                        name="chain_not_overfull",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChainEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=siyu.kernel.ids.short_id, editable=False, max_length=16, unique=True),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("joined", "Joined"), ("withdrawn", "Withdrawn")], default="joined", max_length=9
                    ),
                ),
                ("pickup", models.CharField(blank=True, max_length=16)),
                ("name", models.CharField(blank=True, max_length=20)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("remark", models.CharField(blank=True, max_length=100)),
                ("held_at", models.DateTimeField(null=True)),
                ("hidden_at", models.DateTimeField(null=True)),
                ("joined_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("picked_up_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="chains.chain"
                    ),
                ),
                (
                    "picked_up_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "user"), name="one_entry_in_a_chain"),
                    models.UniqueConstraint(fields=("chain", "number"), name="chain_number_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChainItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("name", models.CharField(max_length=30)),
                ("unit", models.CharField(blank=True, max_length=6)),
                ("price_fen", models.PositiveIntegerField(null=True)),
                ("cap", models.PositiveIntegerField(null=True)),
                ("most", models.PositiveIntegerField(null=True)),
                ("taken", models.PositiveIntegerField(default=0)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="chains.chain"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cap", None), ("taken__lte", models.F("cap")), _connector="OR"),
                        name="chain_item_not_overfull",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ChainLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quantity", models.PositiveIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="chains.chainentry"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="chains.chainitem"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "item"), name="one_line_of_an_item"),
                    models.CheckConstraint(condition=models.Q(("quantity__gt", 0)), name="chain_line_of_something"),
                ],
            },
        ),
    ]
