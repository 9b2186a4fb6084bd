"""Registers this part with Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Django's entry for `audit`."""

    name = "siyu.platform.audit"
    label = "audit"
