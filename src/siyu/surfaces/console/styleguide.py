"""The style guide: every component of the design system in both themes, with figures made up for show."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siyu.kernel import clock
from siyu.kernel.paging import Page
from siyu.platform.ui.charts import Chart, Series, over_categories

_COLOURS = ("paper", "sheet", "rail", "hover", "ink", "ink-soft", "line", "seal", "jade", "amber", "indigo", "plum")
_SUMS = (12_800_00, 9_640_00, 15_300_00, 21_900_00, 18_450_00, 26_120_00)


class SampleForm(forms.Form):
    """A form with something wrong, to show where the words stand."""

    name = forms.CharField(label=gettext_lazy("Name"), help_text=gettext_lazy("As your staff should read it."))
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=[("owner", gettext_lazy("Owner")), ("host", gettext_lazy("Host"))]
    )
    agree = forms.BooleanField(label=gettext_lazy("Tell me every Monday"), required=False)


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """Show every component twice."""
    months = [f"2024-{month:02d}" for month in range(1, 7)]
    chart = Chart(
        name="sample",
        title=_("Does spring bring more than winter?"),
        answer=_("Yes: June is twice as high as January."),
        option=over_categories(months, [Series(_("Net paid"), _SUMS), Series(_("Refunded"), [v // 5 for v in _SUMS])]),
        format="fen",
        unit=_("yuan"),
        window="2024-01-01 – 2024-06-30",
        computed_at=clock.now() - timedelta(minutes=3),
        columns=[_("Month"), _("Net paid")],
        rows=[(month, f"¥{fen // 100:,}") for month, fen in zip(months, _SUMS, strict=True)],
    )
    return render(
        request,
        "console/style_guide.html",
        {
            "themes": [("light", _("Light")), ("dark", _("Dark"))],
            "colours": _COLOURS,
            "form": SampleForm({"name": "", "email": "mei@", "role": "host"}),
            "chart": chart,
            "page": Page(rows=(), next_cursor="bmV4dA", previous_cursor="cHJldg"),
            "now": clock.now(),
            "yesterday": clock.now() - timedelta(hours=20),
        },
    )
