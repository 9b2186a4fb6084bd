"""Forms of the members' way in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from siyu.domains.people.conf import CODE_DIGITS
from siyu.domains.people.rules import phone_of
from siyu.platform.settings import settings


class PhoneForm(forms.Form):
    """A phone number; `cleaned_data["phone"]` is E.164."""

    phone = forms.CharField(
        label=_("Phone number"),
        max_length=24,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "autofocus": True}),
    )

    def clean_phone(self) -> str:
        """Read the number however it is typed."""
        found = phone_of(self.cleaned_data["phone"], settings().sms_regions)
        if found is None:
            raise forms.ValidationError(_("Please check the number: a mobile number has 11 digits."))
        return found


class EnterForm(PhoneForm):
    """A phone number, and yes to the terms; the box is never ticked beforehand."""

    agree = forms.BooleanField(
        error_messages={"required": _("Please read the terms and the privacy notice, and tick the box if you agree.")}
    )


class CodeForm(forms.Form):
    """The code that came."""

    code = forms.CharField(
        label=_("Code"),
        max_length=CODE_DIGITS + 4,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric", "autocomplete": "one-time-code", "class": "code-input", "autofocus": True,
                "pattern": "[0-9 ]*",
            }
        ),
    )  # fmt: skip

    def clean_code(self) -> str:
        """Digits only; spaces are forgiven."""
        code = "".join(str(self.cleaned_data["code"]).split())
        if not (code.isascii() and code.isdigit() and len(code) == CODE_DIGITS):
            raise forms.ValidationError(_("The code has %(n)s digits.") % {"n": CODE_DIGITS})
        return code
