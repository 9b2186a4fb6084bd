"""Direct messages of a member: the list, the way in to an account, one conversation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from siyu.domains.accounts.models import Account
from siyu.domains.chat.actions.mark_read import mark_read
from siyu.domains.chat.queries.access import access_conversation
from siyu.domains.chat.queries.page import talk_page
from siyu.domains.chat.types import Draft
from siyu.domains.inbox.models import Notice
from siyu.domains.members.queries.blocking import account_blocked
from siyu.domains.people.queries.asking import user_of
from siyu.domains.support.actions.open_direct import open_direct
from siyu.domains.support.conf import support_conf
from siyu.domains.support.queries.access import account_to_write, own_thread
from siyu.domains.support.queries.my_messages import my_threads, staffed_now
from siyu.kernel.errors import NotFound, SiyuError
from siyu.platform.http.member import member_page


@require_GET
@member_page
def mine(request: HttpRequest) -> HttpResponse:
    """My conversations with accounts, and the way to my notices."""
    notices = Notice.objects.filter(user=user_of(request), read_at=None).count()
    return render(request, "support/messages.html", {"threads": my_threads(user_of(request)), "notices": notices})


@require_http_methods(["GET", "POST"])
@member_page
def entrance(request: HttpRequest, brand: str) -> HttpResponseBase:
    """Write to an account for the first time; whoever wrote before is led to where they were."""
    user, account = user_of(request), account_to_write(brand)
    trouble: SiyuError | None = None
    text = request.POST.get("text", "")
    if request.method == "POST":
        try:
            message = open_direct(user, account, Draft(text=text), source=request.POST.get("from", ""))
        except NotFound:
            raise
        except SiyuError as refused:
            trouble = refused
        else:
            return _to(message.conversation.public_id)
    elif (thread := own_thread(user, account)) is not None:
        return _to(thread.conversation.public_id)
    if trouble is not None and "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"code": trouble.code, "message": str(trouble)}, status=trouble.status)
    context = {
        "account": account,
        **_hours(account),
        "blocked": account_blocked(user, account),
        "source": request.GET.get("from", "")[:60],
        "text": text,
        "trouble": trouble,
    }
    return render(request, "support/entrance.html", context, status=trouble.status if trouble else 200)


@require_GET
@member_page
def direct(request: HttpRequest, conversation: str) -> HttpResponseBase:
    """One conversation; without JavaScript older pages come by `?before=`. Staff are led to their desk."""
    user = user_of(request)
    seat = access_conversation(user, conversation)
    if seat.conversation.kind != "direct":
        raise NotFound(_("This conversation is not here, or you are not part of it."))
    account = seat.conversation.account
    if seat.participant is None:
        place = {"slug": account.slug, "conversation": conversation}
        return HttpResponseRedirect(reverse("console:support_desk:thread", kwargs=place))
    before = request.GET.get("before", "")
    context = {
        "account": account,
        **_hours(account),
        "blocked": account_blocked(user, account),
        **talk_page(seat, user, before=int(before) if before.isdigit() else None, leads=False),
    }
    if not before:
        mark_read(user, conversation, seat.conversation.last_seq)
    return render(request, "support/direct.html", context)


def _hours(account: Account) -> dict[str, object]:
    conf = support_conf(account)
    return {"hours": conf, "always": conf.opens == conf.closes, "staffed": staffed_now(account)}


def _to(conversation: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("support:direct", kwargs={"conversation": conversation}) + "#newest")
