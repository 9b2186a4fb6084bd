import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=128)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("phone_masked", models.CharField(blank=True, max_length=24)),
                ("city", models.CharField(blank=True, max_length=40)),
                ("birthday_md", models.CharField(blank=True, max_length=5)),
                ("remark", models.CharField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="absorbed",
                        to="fans.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "-id"], name="person_newest"),
                    models.Index(
                        fields=["account", "name"], name="person_by_name", opclasses=["int8_ops", "varchar_pattern_ops"]
                    ),
                    models.Index(fields=["account", "created_at"], name="person_by_arrival"),
                    models.Index(
                        condition=models.Q(("remark", ""), _negated=True), fields=["account"], name="person_with_remark"
                    ),
                    models.Index(
                        condition=models.Q(("birthday_md", ""), _negated=True),
                        fields=["account", "birthday_md"],
                        name="person_by_birthday",
                    ),
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["account"],
                        name="person_merged_away",
                    ),
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_into"],
                        name="person_absorbed",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("account", "key"), name="person_key_once_per_account")],
            },
        ),
        migrations.CreateModel(
            name="Ruler",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="accounts.account",
                    ),
                ),
                ("buyers", models.PositiveIntegerField(default=0)),
                ("typical_days", models.FloatField()),
                ("r_cuts", models.JSONField(default=list)),
                ("f_cuts", models.JSONField(default=list)),
                ("m_cuts", models.JSONField(default=list)),
                ("drift", models.PositiveIntegerField(default=0)),
                ("measured_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(blank=True, max_length=24)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("key", "Key"),
                            ("nick", "Nick"),
                            ("phone", "Phone"),
                            ("email", "Email"),
                            ("unionid", "Unionid"),
                            ("openid", "Openid"),
                            ("external_userid", "External Userid"),
                            ("member", "Member"),
                        ],
                        max_length=16,
                    ),
                ),
                ("value", models.CharField(max_length=128)),
                ("shown", models.CharField(max_length=128)),
                ("evidence", models.JSONField(default=dict)),
                ("first_seen_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="identities", to="fans.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["account", "channel", "person"], name="persons_by_channel")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "kind", "channel", "value"), name="identity_once_per_account"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=40)),
                ("evidence", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("merged", "Merged"), ("dismissed", "Dismissed")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("found_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="fans.person"),
                ),
                (
                    "second",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="fans.person"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["account", "state", "-id"], name="review_queue")],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "first", "second", "reason"), name="review_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identities", models.JSONField(default=list)),
                ("before", models.JSONField(default=dict)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("merged_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="fans.matchreview"
                    ),
                ),
                (
                    "absorbed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="merges_away", to="fans.person"
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="merges", to="fans.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("listing", models.CharField(max_length=24)),
                ("name", models.CharField(max_length=40)),
                ("query", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("account", "listing", "name"), name="view_name_once")],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("created_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("account", "name"), name="tag_once_per_account")],
            },
        ),
        migrations.CreateModel(
            name="PersonTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tagged_at", models.DateTimeField()),
                ("inherited", models.BooleanField(default=False)),
                ("expires_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="person_tags", to="fans.person"
                    ),
                ),
                (
                    "tagged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="person_tags", to="fans.tag"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "tag", "-person"], name="persons_by_tag"),
                    models.Index(
                        condition=models.Q(("expires_at__isnull", False)),
                        fields=["account", "expires_at"],
                        name="tags_that_expire",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("person", "tag"), name="tag_once_per_person")],
            },
        ),
        migrations.CreateModel(
            name="Untagging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("untagged_at", models.DateTimeField()),
                ("persons", models.PositiveIntegerField()),
                ("worn", models.JSONField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "untagged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["account", "untagged_at"], name="untagging_by_instant")],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(max_length=24)),
                ("phone", models.CharField(max_length=24)),
                ("whole", models.BooleanField(default=False)),
                ("receiver", models.CharField(max_length=60)),
                ("city", models.CharField(max_length=40)),
                ("by_number", models.CharField(blank=True, max_length=60)),
                ("by_name", models.CharField(blank=True, max_length=120)),
                ("checked", models.BooleanField(default=False)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
                (
                    "identity",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="fans.identity",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "by_number"], name="deliveries_by_number"),
                    models.Index(fields=["account", "by_name"], name="deliveries_by_name"),
                    models.Index(
                        condition=models.Q(("checked", False)), fields=["account", "id"], name="deliveries_unchecked"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("identity", "phone", "receiver", "city"), name="delivery_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="standing",
                        serialize=False,
                        to="fans.person",
                    ),
                ),
                ("orders", models.PositiveIntegerField(default=0)),
                ("paid_fen", models.BigIntegerField(default=0)),
                ("refunded_fen", models.BigIntegerField(default=0)),
                ("net_paid_fen", models.BigIntegerField(default=0)),
                ("first_order_at", models.DateTimeField(null=True)),
                ("last_order_at", models.DateTimeField(null=True)),
                ("last_seen_at", models.DateTimeField(null=True)),
                ("rfm_r", models.PositiveSmallIntegerField(null=True)),
                ("rfm_f", models.PositiveSmallIntegerField(null=True)),
                ("rfm_m", models.PositiveSmallIntegerField(null=True)),
                ("stage", models.CharField(default="prospect", max_length=10)),
                ("tier", models.CharField(default="", max_length=16)),
                ("tier_base_fen", models.BigIntegerField(default=0)),
                ("grace_ends_at", models.DateTimeField(null=True)),
                ("p_alive", models.FloatField(null=True)),
                ("expected_orders", models.FloatField(null=True)),
                ("expected_value_fen", models.BigIntegerField(null=True)),
                ("computed_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "-net_paid_fen", "-person"], name="standing_by_value"),
                    models.Index(fields=["account", "-last_order_at", "-person"], name="standing_by_last_order"),
                    models.Index(fields=["account", "-orders", "-person"], name="standing_by_orders"),
                    models.Index(fields=["account", "tier", "-net_paid_fen", "-person"], name="standing_by_tier"),
                    models.Index(fields=["account", "stage", "-net_paid_fen", "-person"], name="standing_by_stage"),
                    models.Index(fields=["account", "rfm_r", "rfm_f", "rfm_m"], name="standing_by_rfm"),
                ],
            },
        ),
    ]
