"""Writing a note: the form, its draft kept as it is typed, a preview, deleting with a way back."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from siyu.domains.accounts.models import Account
from siyu.domains.notes.actions import remove_note
from siyu.domains.notes.actions.publish_note import publish_note
from siyu.domains.notes.actions.save_draft import save_draft
from siyu.domains.notes.models import Note
from siyu.domains.notes.queries.access import account_to_write_for, note_to_edit, writable_accounts
from siyu.domains.notes.queries.lists import topics_like
from siyu.domains.notes.rules import clean
from siyu.domains.notes.web.form import asked_content, asked_time, bring_files, shown_form
from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid, SiyuError
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page
from siyu.platform.http.toasts import toast


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def new(request: HttpRequest) -> HttpResponse:
    """The empty form; a POST publishes, schedules, or keeps the draft."""
    accounts = writable_accounts(request.user)
    if not accounts:
        return redirect(f"{reverse('accounts_web:open')}?next={reverse('notes:post')}")
    if request.method == "POST":
        return _take(request, accounts, request.POST.get("note", ""))
    return render(request, "notes/write.html", shown_form(accounts, request))


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def edit(request: HttpRequest, note: str) -> HttpResponse:
    """The form with a note in it."""
    found = note_to_edit(request.user, note)
    if request.method == "POST":
        return _take(request, [found.account], found.public_id)
    if found.state == Note.State.DELETED:
        raise Invalid(_("This note was taken down and cannot be changed."))
    return render(request, "notes/write.html", shown_form([found.account], request, note=found))


def _take(request: HttpRequest, accounts: list[Account], public_id: str) -> HttpResponse:
    """Do what the pressed button says; what is refused comes back in the form with everything typed."""
    user, act = cast("User", request.user), request.POST.get("act", "publish")
    try:
        account = _account(request, accounts)
        content = bring_files(user, request, asked_content(request))
        if act == "draft":
            save_draft(user, account, content, public_id=public_id)
            return toast(request, redirect(reverse("notes:my_notes") + "?state=drafts"), _("Draft kept."))
        at = asked_time(request, account) if request.POST.get("publish_at") else None
        note = publish_note(user, account, content, public_id=public_id, at=at)
    except SiyuError as refused:
        if refused.status == 404:
            raise
        context = shown_form(accounts, request, public_id=public_id, refused=refused)
        return render(request, "notes/write.html", context, status=422)
    return toast(request, redirect("notes:note", note=note.public_id), _after(note))


def _after(note: Note) -> str:
    if note.awaits_review:
        return _("Your note appears once somebody has looked at it.")
    return _("Scheduled.") if note.state == Note.State.SCHEDULED else _("Published.")


def _account(request: HttpRequest, accounts: list[Account]) -> Account:
    return accounts[0] if len(accounts) == 1 else account_to_write_for(request.user, request.POST.get("account", ""))


@require_POST
@member_page
@limited("notes.draft", "60/minute")
def draft(request: HttpRequest) -> JsonResponse:
    """Keep the draft as it is; JSON with its id."""
    user = cast("User", request.user)
    public_id = request.POST.get("note", "")
    account = note_to_edit(user, public_id).account if public_id else _account(request, writable_accounts(user))
    note = save_draft(user, account, asked_content(request), public_id=public_id)
    return JsonResponse({"id": note.public_id, "edit": reverse("notes:edit", args=[note.public_id])})


@require_POST
@member_page
@limited("notes.preview", "60/minute")
def preview(request: HttpRequest) -> HttpResponse:
    """The note as it would appear, in a sheet."""
    context: dict[str, Any] = shown_form(writable_accounts(request.user), request)
    return render(request, "notes/preview.html", context)


@require_safe
@member_page
@limited("notes.topics", "120/minute")
def topics(request: HttpRequest) -> JsonResponse:
    """Topics that begin with what was typed; JSON."""
    found = topics_like(clean(request.GET.get("q", ""), lines=False)[:30])
    return JsonResponse({"topics": [{"name": topic.name, "notes": topic.notes} for topic in found]})


@require_POST
@member_page
def delete(request: HttpRequest, note: str) -> HttpResponse:
    """Delete it, with a way back."""
    found = remove_note.delete_note(cast("User", request.user), note)
    undo = reverse("notes:restore", args=[found.public_id])
    return toast(request, redirect("notes:my_notes"), _("Deleted."), undo=undo)


@require_POST
@member_page
def restore(request: HttpRequest, note: str) -> HttpResponse:
    """Take the deletion back; 204, who asked loads the page again."""
    remove_note.restore_note(cast("User", request.user), note)
    return HttpResponse(status=204)
