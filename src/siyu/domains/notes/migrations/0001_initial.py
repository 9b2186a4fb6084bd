import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import siyu.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("media", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("asked_at", models.DateTimeField(null=True)),
                ("body", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="FeedAccount",
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
                ("ordinary", models.BooleanField(default=True)),
                ("followers", models.PositiveIntegerField(default=0)),
                ("decided_on", models.DateField(null=True)),
                ("value", models.PositiveSmallIntegerField(null=True)),
                ("parts", models.JSONField(default=dict)),
                ("valued_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=siyu.kernel.ids.short_id, max_length=20, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("pictures", "Pictures"), ("video", "Video"), ("text", "Text")],
                        default="text",
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("scheduled", "Scheduled"),
                            ("published", "Published"),
                            ("hidden", "Hidden"),
                            ("deleted", "Deleted"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=20)),
                ("text", models.TextField(blank=True)),
                ("pictures", models.JSONField(default=list)),
                ("city", models.CharField(blank=True, max_length=20)),
                ("place", models.CharField(blank=True, max_length=40)),
                ("card", models.JSONField(default=dict)),
                ("publish_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("state_before", models.CharField(blank=True, max_length=10)),
                ("hidden_reason", models.CharField(blank=True, max_length=200)),
                ("awaits_review", models.BooleanField(default=False)),
                ("views", models.PositiveIntegerField(default=0)),
                ("likes", models.PositiveIntegerField(default=0)),
                ("collects", models.PositiveIntegerField(default=0)),
                ("comments", models.PositiveIntegerField(default=0)),
                ("shares", models.PositiveIntegerField(default=0)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
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
                    "cover",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="media.asset"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "state", "-published_at", "-id"], name="notes_of_account"),
                    models.Index(fields=["account", "-updated_at", "-id"], name="notes_by_change"),
                    models.Index(fields=["state", "-published_at", "-id"], name="notes_by_time"),
                    models.Index(fields=["state", "city", "-published_at", "-id"], name="notes_of_city"),
                    models.Index(fields=["author", "-id"], name="notes_of_author"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=siyu.kernel.ids.short_id, max_length=20, unique=True)),
                ("text", models.CharField(max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[("shown", "Shown"), ("held", "Held"), ("hidden", "Hidden"), ("deleted", "Deleted")],
                        default="shown",
                        max_length=8,
                    ),
                ),
                ("state_before", models.CharField(blank=True, max_length=8)),
                ("by_account", models.BooleanField(default=False)),
                ("pinned", models.BooleanField(default=False)),
                ("likes", models.PositiveIntegerField(default=0)),
                ("replies", models.PositiveIntegerField(default=0)),
                ("nonce", models.CharField(blank=True, max_length=36)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "answers_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="notes.comment",
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
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="said", to="notes.note"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["note", "parent", "state", "-id"], name="comments_of_note"),
                    models.Index(fields=["account", "state", "-id"], name="comments_of_account"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("nonce", ""), _negated=True),
                        fields=("user", "note", "nonce"),
                        name="comment_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("pinned", True)), fields=("note",), name="one_pinned_comment"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoteMention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="notes.note"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("note", "account"), name="mention_once_a_note")],
            },
        ),
        migrations.CreateModel(
            name="NoteRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(blank=True, max_length=20)),
                ("text", models.TextField(blank=True)),
                ("rest", models.JSONField(default=dict)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="notes.note"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("note", "number"), name="revision_once")],
            },
        ),
        migrations.CreateModel(
            name="NoteView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("seconds", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seen", to="notes.note"
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
                "indexes": [models.Index(fields=["user", "-at"], name="views_of_user")],
                "constraints": [models.UniqueConstraint(fields=("note", "user", "day"), name="view_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("like", "Like"), ("collect", "Collect"), ("share", "Share")], max_length=8
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reactions", to="notes.note"
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
                "indexes": [models.Index(fields=["user", "kind", "-id"], name="reactions_of_user")],
                "constraints": [models.UniqueConstraint(fields=("note", "user", "kind"), name="reaction_once")],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=40)),
                ("notes", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["-notes", "id"], name="topics_by_size")],
            },
        ),
        migrations.CreateModel(
            name="NoteTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("published_at", models.DateTimeField()),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="topics", to="notes.note"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="notes.topic"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["topic", "-published_at", "-id"], name="notes_of_topic")],
                "constraints": [models.UniqueConstraint(fields=("note", "topic"), name="topic_once_a_note")],
            },
        ),
        migrations.CreateModel(
            name="CommentLike",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="liked", to="notes.comment"
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
                "constraints": [models.UniqueConstraint(fields=("comment", "user"), name="comment_liked_once")],
            },
        ),
        migrations.CreateModel(
            name="Exposure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("surface", models.CharField(max_length=8)),
                ("ordinary", models.BooleanField()),
                ("served", models.PositiveIntegerField(default=0)),
                ("short", models.PositiveIntegerField(default=0)),
                ("seen", models.PositiveIntegerField(default=0)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["account", "-day"], name="exposure_of_account")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "surface", "account", "ordinary"), name="exposure_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedEntry",
            fields=[
                (
                    "note",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="notes.note",
                    ),
                ),
                ("ordinary", models.BooleanField(default=True)),
                ("pictured", models.BooleanField(default=False)),
                ("heat", models.FloatField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["ordinary", "-heat"], name="feed_by_heat"),
                    models.Index(fields=["ordinary", "pictured", "-heat"], name="feed_of_pictures"),
                ],
            },
        ),
    ]
