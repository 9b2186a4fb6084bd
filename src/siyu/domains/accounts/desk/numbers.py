"""The page of settings on which owners tune the numbers of a domain."""

from __future__ import annotations

from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from siyu.domains.accounts.actions.tune_numbers import reset_numbers, tunable_of, tune_numbers
from siyu.domains.accounts.queries.numbers import number_fields, numbers_of
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast


@require_http_methods(["GET", "POST"])
@desk_page("account.settings")
def tuning(request: DeskRequest, part: str) -> HttpResponseBase:
    """The numbers of a part; POST keeps them, `reset=1` brings the defaults back."""
    tunable, slug, trouble = tunable_of(part), request.desk.account.slug, None
    if request.method == "POST":
        here = HttpResponseRedirect(reverse("console:accounts_desk:numbers", kwargs={"slug": slug, "part": part}))
        if request.POST.get("reset"):
            reset_numbers(request.desk, part)
            return toast(request, here, _("The defaults hold again."))
        try:
            tune_numbers(request.desk, part, request.POST.dict())
            return toast(request, here, _("Saved."))
        except Invalid as wrong:
            trouble = wrong
    values, sent = numbers_of(request.desk.account, part, tunable.numbers), request.POST.dict() if trouble else None
    wrong_field = str(trouble.data.get("field", "")) if trouble else ""
    context = {
        "tunable": tunable, "trouble": trouble, "back": reverse(tunable.back, kwargs={"slug": slug}),
        "sections": [(one, number_fields(one.numbers, values, sent, wrong_field)) for one in tunable.sections],
        "tuned": any(values[one.name] != one.default for one in tunable.numbers),
    }  # fmt: skip
    return render(request, "accounts/numbers.html", context, status=422 if trouble else 200)
