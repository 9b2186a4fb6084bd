import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PredictionRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ran_at", models.DateTimeField()),
                ("problem", models.JSONField(default=dict)),
                ("unit", models.CharField(default="day", max_length=4)),
                ("observed_until", models.DateField(null=True)),
                ("horizon_days", models.PositiveIntegerField(default=0)),
                ("customers", models.PositiveIntegerField(default=0)),
                ("fitted", models.JSONField(default=dict)),
                ("expected_orders", models.FloatField(default=0)),
                ("calibration_end", models.DateField(null=True)),
                ("calibration", models.JSONField(default=list)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.account"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["account", "-ran_at"], name="predictions_newest")],
            },
        ),
    ]
