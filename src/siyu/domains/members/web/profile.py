"""A member's profile: to edit one's own, and what others see."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from siyu.domains.media.actions.receive_upload import receive_upload
from siyu.domains.members.actions.change_profile import change_avatar, change_profile
from siyu.domains.members.models import UserBlock
from siyu.domains.members.queries.profiles import card_of, member_by_uid, profile_of
from siyu.domains.members.rules import NICKNAME_LONGEST, birthday_of
from siyu.domains.people.queries.asking import user_of
from siyu.kernel.errors import SiyuError
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page, open_page

_MONTHS = [("", gettext_lazy("Month")), *[(str(n), str(n)) for n in range(1, 13)]]
_DAYS = [("", gettext_lazy("Day")), *[(str(n), str(n)) for n in range(1, 32)]]


class ProfileForm(forms.Form):
    """What a member tells about themselves; all of it is optional."""

    nickname = forms.CharField(label=gettext_lazy("Nickname"), max_length=NICKNAME_LONGEST, required=False)
    bio = forms.CharField(
        label=gettext_lazy("About me"), max_length=100, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    city = forms.CharField(label=gettext_lazy("City"), max_length=20, required=False)
    month = forms.TypedChoiceField(
        choices=_MONTHS, coerce=int, empty_value=None, required=False,
        widget=forms.Select(attrs={"aria-label": gettext_lazy("Month")}),
    )  # fmt: skip
    day = forms.TypedChoiceField(
        choices=_DAYS, coerce=int, empty_value=None, required=False,
        widget=forms.Select(attrs={"aria-label": gettext_lazy("Day")}),
    )  # fmt: skip

    def clean(self) -> None:
        """The birthday is a day that there is, or none."""
        found = birthday_of(self.cleaned_data.get("month"), self.cleaned_data.get("day"))
        if found is None:
            self.add_error("day", _("There is no such day. Choose month and day, or neither."))
        self.cleaned_data["birthday_md"] = found or ""


@member_page
@limited("members.profile", "60/hour")
def edit(request: HttpRequest) -> HttpResponse:
    """One's own profile."""
    user = user_of(request)
    profile = profile_of(user)
    month, _dash, day = profile.birthday_md.partition("-")
    before = {"nickname": profile.nickname, "bio": profile.bio, "city": profile.city,
              "month": month.lstrip("0"), "day": day.lstrip("0")}  # fmt: skip
    form = ProfileForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("nickname", "bio", "city", "birthday_md")}
        try:
            change_profile(user, **given)
        except SiyuError as refused:
            form.add_error(refused.data.get("field") or None, refused.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("my")
    context = {"form": form, "card": card_of(user), "has_avatar": profile.avatar_id is not None}
    return render(request, "members/profile.html", context, status=422 if form.errors else 200)


@require_POST
@member_page
@limited("members.avatar", "20/hour")
def avatar(request: HttpRequest) -> HttpResponse:
    """Another picture of oneself, or none."""
    user, sent = user_of(request), request.FILES.get("file")
    try:
        if "remove" in request.POST:
            change_avatar(user, None)
        elif sent is not None and sent.size:
            change_avatar(user, receive_upload(user, sent.file, sent.size))  # type: ignore[arg-type]
    except SiyuError as refused:
        messages.error(request, refused.message)
    return redirect("my_profile")


@open_page
def show(request: HttpRequest, uid: str) -> HttpResponse:
    """A member as others see them: a name, a picture, a line; nothing of what they do."""
    member = member_by_uid(uid)
    profile = profile_of(member)
    mine = request.user.is_authenticated and request.user.pk == member.pk
    blocked = (
        request.user.is_authenticated and UserBlock.objects.filter(blocker_id=request.user.pk, blocked=member).exists()
    )
    context = {"card": card_of(member), "bio": "" if profile.hidden else profile.bio, "mine": mine, "blocked": blocked}
    return render(request, "members/member.html", context)
