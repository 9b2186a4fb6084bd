import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import siyu.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Conversation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=siyu.kernel.ids.short_id, max_length=20, unique=True)),
                ("kind", models.CharField(choices=[("group", "Group"), ("direct", "Direct")], max_length=8)),
                ("last_seq", models.BigIntegerField(default=0)),
                ("last_change", models.BigIntegerField(default=0)),
                ("closed_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.BigIntegerField()),
                (
                    "voice",
                    models.CharField(
                        choices=[("member", "Member"), ("account", "Account"), ("system", "System")],
                        default="member",
                        max_length=8,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("picture", "Picture"),
                            ("video", "Video"),
                            ("card", "Card"),
                            ("system", "System"),
                        ],
                        default="text",
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000)),
                ("body", models.JSONField(default=dict)),
                ("mentions", models.JSONField(default=list)),
                ("nonce", models.CharField(blank=True, max_length=40)),
                ("sent_at", models.DateTimeField()),
                ("held_at", models.DateTimeField(null=True)),
                ("recalled_at", models.DateTimeField(null=True)),
                ("hidden_at", models.DateTimeField(null=True)),
                ("pinned_at", models.DateTimeField(null=True)),
                ("change", models.BigIntegerField(default=0)),
                (
                    "conversation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="chat.conversation",
                    ),
                ),
                (
                    "reply_to",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chat.message",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("change__gt", 0)),
                        fields=["conversation", "change"],
                        name="messages_changed",
                    ),
                    models.Index(
                        condition=models.Q(("pinned_at__isnull", False)),
                        fields=["conversation"],
                        name="messages_pinned",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("conversation", "seq"), name="a_seq_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("nonce", ""), _negated=True),
                        fields=("conversation", "sender", "nonce"),
                        name="a_nonce_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nickname", models.CharField(blank=True, max_length=30)),
                ("joined_seq", models.BigIntegerField(default=0)),
                ("read_seq", models.BigIntegerField(default=0)),
                ("mentioned_seq", models.BigIntegerField(default=0)),
                ("muted", models.BooleanField(default=False)),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="participants", to="chat.conversation"
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
                "constraints": [
                    models.UniqueConstraint(fields=("conversation", "user"), name="one_seat_in_a_conversation")
                ],
            },
        ),
    ]
