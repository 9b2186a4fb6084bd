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
            name="Penalty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("mute", "Mute"), ("ban", "Ban")], default="mute", max_length=8)),
                ("rule", models.CharField(blank=True, max_length=40)),
                ("reason", models.CharField(max_length=200)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "account"], name="penalties_of_user")],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("for_platform", models.BooleanField(default=False)),
                ("kind", models.CharField(max_length=24)),
                ("target", models.CharField(max_length=40)),
                ("title", models.CharField(blank=True, max_length=120)),
                ("excerpt", models.TextField(blank=True)),
                ("source", models.CharField(choices=[("reports", "Reports"), ("words", "Words")], max_length=8)),
                ("words", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(choices=[("open", "Open"), ("decided", "Decided")], default="open", max_length=8),
                ),
                ("reports", models.PositiveIntegerField(default=0)),
                ("opened_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("outcome", models.CharField(blank=True, max_length=16)),
                ("category", models.CharField(blank=True, max_length=24)),
                ("edition", models.PositiveIntegerField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "penalty",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="case",
                        to="moderation.penalty",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "state", "due_at", "id"], name="case_queue"),
                    models.Index(fields=["state", "due_at", "id"], name="case_queue_of_all"),
                    models.Index(fields=["author", "-decided_at"], name="cases_of_author"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("kind", "target"), name="one_open_case"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("category", models.CharField(max_length=24)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="told", to="moderation.case"
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["reporter", "-id"], name="reports_of_user")],
                "constraints": [models.UniqueConstraint(fields=("case", "reporter"), name="report_once")],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40)),
                ("folded", models.CharField(max_length=80)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("pass", "Pass"), ("hold", "Hold"), ("refuse", "Refuse")], default="hold", max_length=8
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=100)),
                ("added_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "added_by",
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
                    models.UniqueConstraint(
                        condition=models.Q(("account__isnull", False)), fields=("account", "folded"), name="word_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("account", None)), fields=("folded",), name="platform_word_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Convention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(null=True, unique=True)),
                ("is_draft", models.BooleanField(default=False)),
                ("intro", models.TextField(blank=True)),
                ("rules", models.JSONField(default=list)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("changed_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "changed_by",
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
                    models.UniqueConstraint(
                        condition=models.Q(("is_draft", True)), fields=("is_draft",), name="one_draft"
                    )
                ],
            },
        ),
    ]
