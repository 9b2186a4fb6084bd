import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import siyu.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("chat", "0001_initial"),
        ("media", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=30)),
                ("intro", models.CharField(blank=True, max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[("vip", "Vip"), ("precise", "Precise"), ("standard", "Standard"), ("big", "Big")],
                        max_length=8,
                    ),
                ),
                ("capacity", models.PositiveIntegerField()),
                ("members", models.PositiveIntegerField(default=0)),
                (
                    "policy",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("apply", "Apply"),
                            ("conditions", "Conditions"),
                            ("invite", "Invite"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("questions", models.JSONField(default=list)),
                ("conditions", models.JSONField(default=dict)),
                ("listed", models.BooleanField(default=True)),
                ("all_muted", models.BooleanField(default=False)),
                ("overflow", models.BooleanField(default=False)),
                ("number", models.PositiveIntegerField(default=1)),
                ("rules", models.TextField(blank=True, max_length=3000)),
                ("rules_version", models.PositiveIntegerField(default=1)),
                ("announcement", models.TextField(blank=True, max_length=1000)),
                ("announcement_version", models.PositiveIntegerField(default=0)),
                ("announced_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("hidden_at", models.DateTimeField(null=True)),
                ("dissolved_at", models.DateTimeField(null=True)),
                ("dissolves_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "announced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "avatar",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="media.asset"
                    ),
                ),
                (
                    "conversation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="group", to="chat.conversation"
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="groups.group"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "-id"], name="groups_newest"),
                    models.Index(
                        condition=models.Q(("dissolved_at", None), ("hidden_at", None), ("listed", True)),
                        fields=["-members"],
                        name="groups_to_discover",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("members__lte", models.F("capacity"))), name="group_not_overfull"
                    ),
                    models.UniqueConstraint(fields=("first", "number"), name="one_group_of_a_number_in_a_family"),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("approved", "Approved"),
                            ("active", "Active"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("left", "Left"),
                            ("kicked", "Kicked"),
                            ("banned", "Banned"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Owner"),
                            ("admin", "Admin"),
                            ("volunteer", "Volunteer"),
                            ("member", "Member"),
                        ],
                        default="member",
                        max_length=9,
                    ),
                ),
                ("answers", models.JSONField(default=list)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(blank=True, max_length=24)),
                ("remark", models.CharField(blank=True, max_length=200)),
                ("muted_until", models.DateTimeField(null=True)),
                ("rules_version", models.PositiveIntegerField(default=0)),
                ("consented_at", models.DateTimeField(null=True)),
                ("consent", models.CharField(blank=True, max_length=300)),
                ("announcement_seen", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("joined_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["group", "state", "-id"], name="group_members_by_state"),
                    models.Index(fields=["user", "state"], name="groups_of_user"),
                ],
                "constraints": [models.UniqueConstraint(fields=("group", "user"), name="one_standing_in_a_group")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(default=siyu.kernel.ids.short_id, max_length=20, unique=True)),
                ("uses", models.PositiveIntegerField(default=0)),
                ("most", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
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
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.group"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VolunteerTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=60)),
                ("assigned_at", models.DateTimeField()),
                ("due_on", models.DateField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
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
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.group"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["group", "done_at"], name="tasks_of_group")],
            },
        ),
    ]
