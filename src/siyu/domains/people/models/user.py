"""A human being who can log in: staff of accounts and platform staff by e-mail, members by phone or WeChat."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models

from siyu.kernel.ids import short_id


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a user who logs in with an e-mail address; no password means it must be set by mail or passkey."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_member(self, *, phone: str | None = None, unionid: str | None = None, name: str = "") -> User:
        """Make a user who logs in with a code sent to a phone (E.164) or with WeChat, and has no password."""
        user = self.model(phone=phone, unionid=unionid, name=name, email=None)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a member of the platform staff."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """One log-in. Platform staff have `is_staff`; rights in an account come from `accounts.Membership`.

    `uid` names the user where others see it; `phone` is E.164 and confirmed by a code; `unionid` is WeChat's.
    """

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    uid = models.CharField(max_length=16, unique=True, default=short_id, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)  # type: ignore[assignment]  # members have none
    phone = models.CharField(max_length=16, unique=True, null=True, blank=True)
    unionid = models.CharField(max_length=64, unique=True, null=True, blank=True)
    name = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=10, blank=True)
    theme = models.CharField(max_length=8, default="auto")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name or self.email or self.uid
