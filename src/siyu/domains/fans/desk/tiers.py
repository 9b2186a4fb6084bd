"""The account's tiers: thresholds and grace."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siyu.domains.accounts.actions.tune_account import tune_account
from siyu.domains.fans.conf import FansConf, fans_conf
from siyu.domains.fans.desk.words import tier_label
from siyu.kernel.money import FEN_PER_YUAN, format_yuan, parse_fen
from siyu.platform.http.desk import DeskRequest, desk_page


class TiersForm(forms.Form):
    """One threshold in yuan a tier, and the days of grace."""

    grace_days = forms.IntegerField(
        label=gettext_lazy("Days of grace"),
        min_value=0,
        max_value=90,
        help_text=gettext_lazy("A refund lowers the tier only after so many days: the return window of your goods."),
    )

    def __init__(self, conf: FansConf, data: Any = None) -> None:
        super().__init__(data, initial={"grace_days": conf.grace_days})
        self.conf = conf
        for step in conf.tiers:
            self.fields[step.code] = forms.CharField(
                label=str(tier_label(step)),
                initial=format_yuan(step.from_fen).replace(",", ""),
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
        self.order_fields([step.code for step in conf.tiers])

    def clean(self) -> dict[str, Any]:
        """Thresholds are amounts above zero, and a higher tier asks for more."""
        cleaned: dict[str, Any] = super().clean() or {}
        above: int | None = None
        for step in self.conf.tiers:
            fen = self._read(step.code, cleaned.get(step.code, ""))
            if fen is not None and above is not None and fen >= above:
                self.add_error(step.code, _("Must be less than the tier above."))
            above = fen if fen is not None else above
            cleaned[step.code] = fen
        return cleaned

    def _read(self, code: str, text: str) -> int | None:
        if not text:
            return None
        try:
            fen = parse_fen(text)
        except ValueError:
            fen = 0
        if fen < 1:
            self.add_error(code, _("Write an amount of yuan above zero."))
            return None
        return fen

    def tuned(self) -> dict[str, Any]:
        """What the account's settings keep."""
        rows = [
            {"code": step.code, "zh": step.zh, "en": step.en, "from_fen": self.cleaned_data[step.code]}
            for step in self.conf.tiers
        ]
        return {"tiers": rows, "grace_days": self.cleaned_data["grace_days"]}


@desk_page("account.settings")
def tiers(request: DeskRequest) -> HttpResponse:
    """See and change the thresholds."""
    account = request.desk.account
    form = TiersForm(fans_conf(account), request.POST or None)
    if request.method == "POST" and form.is_valid():
        tune_account(request.desk, "fans", form.tuned())
        messages.success(request, _("Saved. Tiers follow with the next rebuild of standings, tonight at the latest."))
        return redirect("console:fans:tiers", slug=account.slug)
    context = {"form": form, "yuan": FEN_PER_YUAN}
    return render(request, "fans/tiers.html", context, status=422 if form.errors else 200)
