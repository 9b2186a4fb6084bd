"""Forms of the account's settings."""

from __future__ import annotations

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from siyu.domains.accounts.types import ROLE_LABELS

_COMMON_ZONES = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "Australia/Sydney",
    "UTC",
)


class AccountForm(forms.Form):
    """Name and time zone."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("Fans and staff read it."))
    time_zone = forms.CharField(
        label=_("Time zone"),
        help_text=_("Days, weeks and months of every figure begin by it."),
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
    )
    zones = _COMMON_ZONES

    def clean_time_zone(self) -> str:
        """A zone of the tz database."""
        zone: str = self.cleaned_data["time_zone"].strip()
        if zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone. Write it like Asia/Shanghai."))
        return zone


class StaffForm(forms.Form):
    """Someone new on the staff."""

    name = forms.CharField(label=_("Name"), max_length=60)
    email = forms.EmailField(label=_("E-mail"), help_text=_("They log in with it."))
    role = forms.ChoiceField(label=_("Role"), choices=list(ROLE_LABELS.items()), initial="operator")


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(choices=list(ROLE_LABELS.items()))
