"""Members log in by phone or WeChat: e-mail may be missing, everyone has a public uid."""

from django.db import migrations, models

import siyu.kernel.ids


def give_uids(apps, _schema_editor):
    """Each user there is gets an id of their own."""
    User = apps.get_model("people", "User")
    for user in User.objects.filter(uid=None).iterator():
        user.uid = siyu.kernel.ids.short_id()
        user.save(update_fields=["uid"])


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AlterField("user", "email", models.EmailField(blank=True, max_length=254, null=True, unique=True)),
        migrations.AddField("user", "phone", models.CharField(blank=True, max_length=16, null=True, unique=True)),
        migrations.AddField("user", "unionid", models.CharField(blank=True, max_length=64, null=True, unique=True)),
        migrations.AddField("user", "uid", models.CharField(editable=False, max_length=16, null=True)),
        migrations.RunPython(give_uids, migrations.RunPython.noop),
        migrations.AlterField(
            "user",
            "uid",
            models.CharField(default=siyu.kernel.ids.short_id, editable=False, max_length=16, unique=True),
        ),
    ]
