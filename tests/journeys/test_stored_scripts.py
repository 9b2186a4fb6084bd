"""Words never run: each of the attacks stands in each text of a filled community, and every page is opened once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from siyu.demo.cast import BOSS, BRAND, OPERATOR, STAFF
from siyu.domains.chains.models import Chain
from siyu.domains.checkins.models import Campaign
from siyu.domains.groups.models import Group
from siyu.domains.imports.models import ImportedOrder
from siyu.domains.moderation.models import Case
from siyu.domains.notes.models import Comment, Note
from siyu.domains.people.models import User
from siyu.domains.polls.models import Poll
from siyu.domains.quizzes.models import Answering, Quiz
from siyu.domains.routing.models import Route
from siyu.domains.segments.models import Segment
from siyu.domains.support.models import Thread

from .xss_payloads import PAYLOADS, PROBE
from .xss_world import all_of_them, build, spoil

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]
_LOOK = """probe => {
  const own = element => element.getAttributeNames().some(name => /^on|^hx-on/.test(name))
    || [...element.attributes].some(one => /^(href|src|action|formaction|xlink:href|data|poster)$/.test(one.name)
        && /^[\\s\\u0000-\\u0020]*(javascript|vbscript|data:text)/i.test(one.value));
  const alien = [...document.querySelectorAll(`${probe}, iframe:not([src^="/"]), object, embed, base, marquee, math,
    style, link[rel=import], meta[http-equiv=refresh], script:not([src]):not([type="application/json"])`)]
    .filter(one => !(one.matches('script') && one.nonce));
  const armed = [...document.querySelectorAll('*')].filter(own);
  return [...(window.__xss ? ['it ran'] : []), ...[...alien, ...armed].map(one => one.outerHTML.slice(0, 160))];
}"""


@pytest.fixture
def world(transactional_db: None, event_store: object, settings: Any, tmp_path: Path) -> Iterator[set[str]]:
    cache.clear()
    settings.MEDIA_ROOT = tmp_path / "media"
    build(tmp_path / "files")
    yield spoil()
    cache.clear()


def test_nothing_that_people_write_runs_anywhere(world: set[str], open_page: Callable[..., Any]) -> None:
    assert len(set(PAYLOADS)) >= 141
    assert {"notes.Note.title", "notes.Comment.text", "chat.Message.text", "members.Profile.nickname", "fans.Tag.name",
            "accounts.Account.name", "groups.Group.rules", "moderation.Report.note", "checkins.Campaign.title",
            "checkins.Mark.text", "routing.Route.words"} <= world  # fmt: skip
    found: dict[str, Any] = {}
    people = (
        (User.objects.filter(phone__isnull=False).earliest("pk"), True, _member_pages()),
        (User.objects.get(email=OPERATOR), False, _desk_pages()),
        (User.objects.get(email=BOSS), False, _owner_pages()),
        (User.objects.get(email=STAFF), False, _staff_pages()),
    )
    for user, phone, paths in people:
        page = open_page(user, phone=phone)
        page.context.route_web_socket("**/ws**", lambda _socket: None)
        page.on("dialog", lambda dialog: (found.setdefault("dialog", dialog.message), dialog.dismiss()))
        for path in paths:
            answer = page.goto(path)
            if answer.status >= 400:
                found[path] = answer.status
                continue
            _use(page)
            if trouble := page.evaluate(_LOOK, PROBE):
                found[path] = trouble
        page.close()
    assert found == {}


def _use(page: Any) -> None:
    """Let scripts draw what only they draw: earlier messages, people to call, the palette, what one sends."""
    page.wait_for_timeout(150)
    earlier = page.locator("[data-more]:not([hidden]) a")
    if page.locator("[data-talk]").count():
        if earlier.count():
            earlier.click()
        text = page.locator("textarea[data-text]")
        if text.count():
            text.fill(all_of_them()[:1900])
            text.press("Enter")
            text.fill("@")
            text.press_sequentially("x")
            page.wait_for_timeout(400)
    if page.locator("[data-palette]").count():
        page.keyboard.press("Escape")
        page.keyboard.press("Control+k")
        page.keyboard.type("xss")
        page.wait_for_timeout(400)


def _member_pages() -> list[str]:
    note, group, thread = _first(Note), _first(Group), Thread.objects.unscoped("test").latest("pk")
    writer = Comment.objects.unscoped("test").earliest("pk")
    quiz = Quiz.objects.unscoped("test").filter(state="published").get()
    some = User.objects.filter(phone__isnull=False).latest("pk")
    return [
        "/", "/feed/follow/", "/feed/discover/", "/featured/", "/search/", "/search/?q=xss", "/my/recent/",
        f"/n/{note.public_id}/", f"/n/{note.public_id}/share/", f"/n/{writer.note.public_id}/",
        f"/report/comment/{writer.public_id}/",
        f"/a/{BRAND}/", f"/a/{BRAND}/notes/", f"/a/{BRAND}/share/", f"/u/{some.uid}/",
        "/groups/", f"/g/{group.public_id}/", f"/g/{group.public_id}/about/", f"/g/{group.public_id}/members/",
        f"/g/{group.public_id}/announcement/", f"/g/{group.public_id}/tasks/",
        f"/g/{group.public_id}/polls/", f"/g/{group.public_id}/polls/new/",
        f"/g/{group.public_id}/polls/{_first(Poll).public_id}/",
        f"/g/{group.public_id}/chains/", f"/g/{group.public_id}/chains/{_first(Chain).public_id}/",
        f"/g/{group.public_id}/check-ins/", f"/g/{group.public_id}/check-ins/{_first(Campaign).public_id}/",
        "/messages/", "/messages/notices/", f"/d/to/{BRAND}/", f"/report/member/{thread.user.uid}/",
        f"/q/{quiz.public_id}/", "/my/", "/my/profile/", "/my/follows/", "/my/blocks/", "/my/privacy/",
        f"/my/privacy/at/{BRAND}/", "/my/notes/", "/my/likes/", "/my/collects/", "/my/reports/", "/my/penalties/",
        "/my/accounts/", "/post/", "/convention/",
    ]  # fmt: skip


def _desk_pages() -> list[str]:
    base = f"/console/{BRAND}/"
    group, quiz = _first(Group), Quiz.objects.unscoped("test").filter(state="published").get()
    talks = Thread.objects.unscoped("test").order_by("pk")
    told = Answering.objects.unscoped("test").exclude(person_id=None).earliest("pk")
    buyer = ImportedOrder.objects.unscoped("test").exclude(identity=None).first().identity.person
    inside = [f"inbox/{talk.conversation.public_id}/" for talk in talks[:2]]
    cases = [f"moderation/cases/{case.pk}/" for case in Case.objects.filter(for_platform=False)]
    return [
        base + path
        for path in (
            "", "fans/", f"fans/{told.person_id}/", f"fans/{buyer.pk}/?tab=orders",
            "fans/review/", "segments/", "segments/new/",
            f"segments/of/{_first(Segment).slug}/", f"segments/of/{_first(Segment).slug}/edit/",
            "imports/", "content/", "content/comments/",
            "content/calendar/", "content/exposure/", "groups/", f"groups/{group.public_id}/",
            f"groups/{group.public_id}/edit/", f"groups/{group.public_id}/members/",
            f"groups/{group.public_id}/invite/", "inbox/", "inbox/?show=closed", *inside, "inbox/replies/",
            "moderation/", *cases, "moderation/?state=held",
            f"groups/{group.public_id}/polls/", f"groups/{group.public_id}/polls/{_first(Poll).public_id}/",
            f"groups/{group.public_id}/check-ins/", f"groups/{group.public_id}/check-ins/{_first(Campaign).public_id}/",
            "group-health/", f"group-health/{group.public_id}/",
            "routing/", "routing/new/", f"routing/{_first(Route).public_id}/",
            f"groups/{group.public_id}/chains/", f"groups/{group.public_id}/chains/{_first(Chain).public_id}/",
            "moderation/penalties/", "moderation/words/", "quizzes/", f"quizzes/{quiz.public_id}/",
            f"quizzes/{quiz.public_id}/results/", "quizzes/follow-up/",
        )
    ]  # fmt: skip


def _owner_pages() -> list[str]:
    base = f"/console/{BRAND}/settings/"
    return [base + path for path in ("", "staff/", "homepage/", "certification/", "matrix/", "audit-log/")] + [
        f"/console/{BRAND}/inbox/settings/", f"/a/{BRAND}/preview/", f"/g/{_first(Group).public_id}/",
        f"/g/{_first(Group).public_id}/requests/", f"/g/{_first(Group).public_id}/check-ins/new/",
    ]  # fmt: skip


def _staff_pages() -> list[str]:
    cases = [f"moderation/cases/{case.pk}/" for case in Case.objects.all()]
    return [
        f"/staff/{path}"
        for path in ("", "accounts/", "users/", "exposure/", "certifications/", f"certifications/{BRAND}/",
                     "moderation/", *cases, "moderation/?state=held", "moderation/penalties/", "moderation/words/",
                     "moderation/convention/")
    ]  # fmt: skip


def _first(model: Any) -> Any:
    return model.objects.unscoped("test").order_by("pk").first()
