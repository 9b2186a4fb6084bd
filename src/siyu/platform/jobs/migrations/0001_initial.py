from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="JobProgress",
            fields=[
                ("key", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("account_id", models.BigIntegerField()),
                ("done", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(default=0)),
                ("step", models.CharField(blank=True, max_length=40)),
                ("state", models.CharField(default="waiting", max_length=12)),
                ("error", models.TextField(blank=True)),
                ("result", models.JSONField(default=dict)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="WorkerLease",
            fields=[
                ("worker", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("host", models.CharField(max_length=64)),
                ("pid", models.PositiveIntegerField()),
                ("started", models.FloatField()),
                ("seen_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ScheduledRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("target", models.CharField(blank=True, max_length=40)),
                ("day", models.DateField()),
                ("ran_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("name", "target", "day"), name="scheduled_once")],
            },
        ),
    ]
