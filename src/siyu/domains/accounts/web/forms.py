"""Forms of the member pages of accounts."""

from __future__ import annotations

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from siyu.domains.accounts.conf import PERSONAL, POSITIONINGS
from siyu.domains.accounts.rules import NAME_MOST, SLUG_MOST


class OpeningForm(forms.Form):
    """Name, what it is about, address; the action judges them."""

    name = forms.CharField(
        label=_("What is it called?"),
        max_length=NAME_MOST,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "nickname",
                "hx-get": reverse_lazy("accounts_web:address"),
                "hx-trigger": "input changed delay:600ms",
                "hx-target": "#address-field",
            }
        ),
    )
    positioning = forms.ChoiceField(
        label=_("What is it about?"), choices=[(key, POSITIONINGS[key]) for key in PERSONAL], widget=forms.RadioSelect
    )
    slug = forms.CharField(
        label=_("Its address"),
        max_length=SLUG_MOST,
        required=False,
        help_text=_("Small letters, digits and hyphens. Leave it empty and one is made of the name."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
