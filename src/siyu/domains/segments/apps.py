"""Registers this part with Django."""

from django.apps import AppConfig


class SegmentsConfig(AppConfig):
    """Django's entry for `segments`."""

    name = "siyu.domains.segments"
    label = "segments"
