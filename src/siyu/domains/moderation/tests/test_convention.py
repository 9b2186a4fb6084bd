"""The convention: nine categories for ever, words by edition, one publication only."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from siyu.domains.moderation.actions.edit_convention import drop_draft, publish_draft, save_draft
from siyu.domains.moderation.conf import CATEGORIES, FORMS
from siyu.domains.moderation.errors import AlreadyDecided
from siyu.domains.moderation.models import Case, Convention
from siyu.domains.moderation.queries.conventions import current_edition, draft, edition, shipped_edition
from siyu.domains.moderation.queries.proposals import proposal
from siyu.domains.moderation.tests.walls import Wall
from siyu.domains.moderation.types import Reviewer
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_nine_categories_with_55_forms_ship() -> None:
    assert list(FORMS) == list(CATEGORIES)
    assert (len(FORMS), sum(map(len, FORMS.values()))) == (9, 55)
    assert len({str(form) for forms in FORMS.values() for form in forms}) == 55


def test_a_draft_holds_only_once_it_is_published(written: Wall, platform: Reviewer, client: Client) -> None:
    rules = [replace(rule, severity=4) if rule.code == "spam" else rule for rule in shipped_edition().rules]
    rules[2] = replace(rules[2], label="广告营销", forms=("硬广",))
    save_draft(platform, "新的开头", rules, "广告加重")
    case = Case(account=written.account, author=written.author, opened_at=clock.now())
    assert proposal(case, "spam").code == "mute_1"
    assert "广告营销" not in client.get("/convention/").content.decode()
    assert publish_draft(platform) == 2
    assert proposal(case, "spam").code == "mute_for_good"
    page = client.get("/convention/").content.decode()
    assert "广告营销" in page
    assert "硬广" in page
    assert "广告营销" not in client.get("/convention/1/").content.decode()
    assert client.get("/convention/3/").status_code == 404
    assert edition(2).note == "广告加重"
    with pytest.raises(AlreadyDecided):
        publish_draft(platform)
    assert draft() == (current_edition(), False)
    assert AuditEntry.objects.filter(act="convention.published").count() == 1


def test_a_draft_can_be_thrown_away(platform: Reviewer) -> None:
    save_draft(platform, "x", shipped_edition().rules)
    save_draft(platform, "y", shipped_edition().rules)
    assert Convention.objects.count() == 1
    assert drop_draft(platform) == 1
    assert current_edition().number == 1


def test_only_the_platform_edits_and_nine_stay_nine(platform: Reviewer, judge: Reviewer) -> None:
    rules = list(shipped_edition().rules)
    for act in (lambda: save_draft(judge, "x", rules), lambda: publish_draft(judge), lambda: drop_draft(judge)):
        with pytest.raises(NotFound):
            act()
    for wrong in (
        rules[:8], [*rules, rules[0]], rules[::-1], [replace(rules[0], label=" "), *rules[1:]],
        [replace(rules[0], severity=5), *rules[1:]], [replace(rules[0], forms=()), *rules[1:]],
        [replace(rules[0], forms=("x" * 81,)), *rules[1:]], [replace(rules[0], explanation="x" * 501), *rules[1:]],
    ):  # fmt: skip
        with pytest.raises(Invalid):
            save_draft(platform, "x", wrong)
    assert not Convention.objects.exists()


def test_the_editor_keeps_input_that_cannot_be_taken(platform: Reviewer, client: Client) -> None:
    client.force_login(platform.user)
    told = {"intro": "开头", "note": "改动"}
    for rule in shipped_edition().rules:
        told |= {f"label_{rule.code}": rule.label, f"severity_{rule.code}": "2", f"forms_{rule.code}": "一\n\n二\n"}
    assert client.get("/staff/moderation/convention/").status_code == 200
    wrong = client.post("/staff/moderation/convention/", {**told, "label_spam": "", "forms_illegal": "留着我"})
    assert wrong.status_code == 422
    assert "留着我" in wrong.content.decode()
    assert client.post("/staff/moderation/convention/", told).status_code == 302
    assert draft()[0].rules[0].forms == ("一", "二")
    client.post("/staff/moderation/convention/publish/", {"act": "publish"})
    assert current_edition().number == 2
