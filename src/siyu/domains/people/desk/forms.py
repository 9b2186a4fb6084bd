"""Forms about one's own log-in."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

THEMES = [("auto", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))]


class ProfileForm(forms.Form):
    """What others read as one's name."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("Colleagues see it beside what you did."))


class PreferencesForm(forms.Form):
    """Language and theme; each may come alone."""

    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    theme = forms.ChoiceField(choices=THEMES, required=False)
