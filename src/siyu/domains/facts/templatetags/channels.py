"""Channels in words, for the templates of every domain above."""

from __future__ import annotations

from django import template

from siyu.domains.facts.channels import channel_label

register = template.Library()
register.filter("channel_name", channel_label)
