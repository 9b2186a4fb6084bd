import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import siyu.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("fans", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Quiz",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=siyu.kernel.ids.short_id, editable=False, max_length=16, unique=True),
                ),
                ("title", models.CharField(max_length=40)),
                ("intro", models.CharField(blank=True, max_length=200)),
                ("cover", models.CharField(blank=True, max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "Published"),
                            ("paused", "Paused"),
                            ("closed", "Closed"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("repeatable", models.BooleanField(default=False)),
                ("draft", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["account", "state", "-id"], name="quizzes_by_state")],
            },
        ),
        migrations.CreateModel(
            name="QuizVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("published_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="quizzes.quiz"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("quiz", "number"), name="quiz_version_once")],
            },
        ),
        migrations.AddField(
            model_name="quiz",
            name="version",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="quizzes.quizversion"
            ),
        ),
        migrations.CreateModel(
            name="Answering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=siyu.kernel.ids.short_id, editable=False, max_length=16, unique=True),
                ),
                ("answers", models.JSONField(default=dict)),
                ("result", models.CharField(blank=True, max_length=12)),
                ("points", models.IntegerField(default=0)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="fans.person"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answerings", to="quizzes.quiz"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="quizzes.quizversion"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["quiz", "user", "-id"], name="answerings_of_user"),
                    models.Index(fields=["quiz", "-finished_at", "-id"], name="answerings_of_quiz"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at", None)), fields=("quiz", "user"), name="one_answering_open"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(default=siyu.kernel.ids.short_id, editable=False, max_length=16, unique=True),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("tag", "Tag"),
                            ("advise", "Advise"),
                            ("recommend", "Recommend"),
                            ("close", "Close"),
                            ("serve", "Serve"),
                            ("need", "Need"),
                            ("keep", "Keep"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("ended", "Ended")], default="open", max_length=5
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("since", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "before",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="after",
                        to="quizzes.followup",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="fans.person"),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="quizzes.quiz"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["account", "state", "due_on", "id"], name="follow_ups_due")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("account", "person"), name="one_follow_up_open"
                    )
                ],
            },
        ),
    ]
