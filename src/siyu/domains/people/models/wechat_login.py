"""Under which openids a user's WeChat was seen: evidence beside the unionid, which is what names the user."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class WeChatLogin(models.Model):
    """One openid of a user at one of our WeChat applications. An openid differs in each; only the unionid does not."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wechat_logins")
    app_id = models.CharField(max_length=40)
    openid = models.CharField(max_length=64)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["app_id", "openid"], name="openid_once_per_app")]

    def __str__(self) -> str:
        return self.openid
