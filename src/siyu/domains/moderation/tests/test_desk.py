"""The reviewers' pages: only what is theirs, one decision only, everything with a way back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.inbox.models import Notice
from siyu.domains.moderation.actions.decide_held import decide_held, undo_held
from siyu.domains.moderation.actions.edit_words import add_word
from siyu.domains.moderation.actions.import_words import import_words
from siyu.domains.moderation.actions.open_case import open_case
from siyu.domains.moderation.actions.report_content import report_content
from siyu.domains.moderation.models import Case, Penalty, Word
from siyu.domains.moderation.queries.queue import Asked, count_cases, list_cases
from siyu.domains.moderation.queries.word_pages import words_file
from siyu.domains.moderation.tests.walls import KIND, Wall
from siyu.domains.moderation.types import Reviewer
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform.audit.models import AuditEntry
from siyu.platform.http import limits

pytestmark = pytest.mark.django_db
DESK, STAFF = "/console/silk/moderation", "/staff/moderation"


def reported(target: str, category: str = "spam") -> Case:
    limits.forget_all()
    report_content(User.objects.create_member(name="热心人"), KIND, target, category, "拉群")
    return Case.objects.get(kind=KIND, target=target, state="open")


def held(target: str) -> Case:
    with transaction.atomic():
        return open_case(KIND, target, words=["加微信"])


@pytest.fixture
def seated(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def test_a_desk_sees_its_own_cases_and_the_platform_all(
    written: Wall, judge: Reviewer, platform: Reviewer, client: Client
) -> None:
    case, official = reported("a"), reported("official-b")
    stranger = User.objects.create_user("s@example.com")
    Membership.objects.create(account=Account.objects.create(slug="other", name="Other"), user=stranger, role="owner")
    client.force_login(stranger)
    assert client.get(f"/console/other/moderation/cases/{case.pk}/").status_code == 404
    assert client.post(f"/console/other/moderation/cases/{case.pk}/decide/", {"outcome": "hide"}).status_code == 404
    client.force_login(judge.user)
    assert "说了 a" in client.get(f"{DESK}/").content.decode()
    assert "说了 official-b" not in client.get(f"{DESK}/").content.decode()
    assert client.get(f"{DESK}/cases/{official.pk}/").status_code == 404
    assert client.get(f"{STAFF}/").status_code == 404
    client.force_login(platform.user)
    queue = client.get(f"{STAFF}/").content.decode()
    assert "说了 a" in queue
    assert "说了 official-b" in queue
    assert client.get(f"{STAFF}/cases/{official.pk}/").status_code == 200


def test_deciding_shows_the_next_case_and_can_be_taken_back(written: Wall, seated: Client) -> None:
    first, second = reported("a"), reported("b")
    answer = seated.post(
        f"{DESK}/cases/{first.pk}/decide/", {"outcome": "mute_7", "category": "spam", "reason": "广告"}
    )
    assert answer["Location"] == f"{DESK}/cases/{second.pk}/"
    assert written.hidden == {"a"}
    assert Penalty.objects.get().user == written.author
    assert AuditEntry.objects.filter(act="case.decided").count() == 1
    told = Notice.objects.get(user=written.author)
    assert "广告" in told.title
    assert told.url == "/my/penalties/"
    assert seated.post(f"{DESK}/cases/{first.pk}/undo/").status_code == 204
    assert written.hidden == set()
    assert Penalty.objects.get().lifted_at is not None
    first.refresh_from_db()
    assert (first.state, first.edition) == ("open", None)
    assert Notice.objects.filter(user=written.author).count() == 2


def test_a_decision_without_reason_keeps_what_was_filled_in(written: Wall, seated: Client) -> None:
    case = reported("a")
    answer = seated.post(f"{DESK}/cases/{case.pk}/decide/", {"outcome": "mute_1", "category": "vulgar", "reason": " "})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="vulgar" selected' in page
    assert 'value="mute_1" required checked' in page
    case.refresh_from_db()
    assert case.state == "open"


def test_whoever_comes_second_sees_the_first_decision(written: Wall, seated: Client) -> None:
    case = reported("a")
    told = {"outcome": "mute_7", "category": "spam", "reason": "广告"}
    seated.post(f"{DESK}/cases/{case.pk}/decide/", told)
    answer = seated.post(f"{DESK}/cases/{case.pk}/decide/", {**told, "outcome": "dismiss"}, follow=True)
    assert answer.redirect_chain[0][0] == f"{DESK}/cases/{case.pk}/"
    case.refresh_from_db()
    assert case.outcome == "mute_7"
    assert written.hidden == {"a"}


def test_the_proposal_follows_category_repeats_and_aggravation(written: Wall, seated: Client) -> None:
    case = reported("a")
    address = f"{DESK}/cases/{case.pk}/"
    htmx = {"HX-Request": "true"}

    def proposed(**asked: str) -> str:
        return seated.get(address, asked, headers=htmx).content.decode()

    assert "禁言 1 天" in proposed(category="spam")
    assert "禁言 7 天" in proposed(category="spam", aggravated="on")
    assert "永久禁言" in proposed(category="illegal")
    Penalty.objects.create(user=written.author, account=written.account, reason="x", since=clock.now())
    assert "禁言 7 天" in proposed(category="spam")


def test_the_queue_narrows_by_everything(written: Wall, judge: Reviewer, seated: Client) -> None:
    late, soon, fresh = reported("late", "vulgar"), reported("soon"), reported("fresh")
    Case.objects.filter(pk=late.pk).update(due_at=clock.now() - timedelta(minutes=1))
    Case.objects.filter(pk=soon.pk).update(due_at=clock.now() + timedelta(hours=1))
    waiting = held("h")

    def found(**asked: str) -> list[int]:
        return [case.pk for case in list_cases(judge, Asked(**asked)).rows]

    assert found() == [late.pk, soon.pk, fresh.pk]
    assert found(age="late") == [late.pk]
    assert found(age="soon") == [soon.pk]
    assert found(age="fresh") == [fresh.pk]
    assert found(category="vulgar") == [late.pk]
    assert found(words="说了 fresh") == [fresh.pk]
    assert found(words="作者") == [late.pk, soon.pk, fresh.pk]
    assert found(kind="note") == []
    assert found(state="held") == [waiting.pk]
    assert count_cases(judge) == {"open": 3, "held": 1, "late": 1}
    assert seated.get(f"{DESK}/?cursor=broken", headers={"accept": "application/json"}).status_code == 422
    for state in ("open", "held", "decided"):
        assert seated.get(f"{DESK}/?state={state}&q=nothing&age=late").status_code == 200


def test_pages_of_the_queue_hold_every_case_once(written: Wall, judge: Reviewer) -> None:
    now = clock.now()
    Case.objects.bulk_create(
        Case(account=written.account, kind=KIND, target=f"t{n}", source="reports", opened_at=now, due_at=now)
        for n in range(60)
    )
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = list_cases(judge, Asked(), cursor)
        seen += [case.pk for case in page.rows]
        cursor = page.next_cursor
    assert seen == sorted(set(seen))
    assert len(seen) == 60


def test_held_texts_are_released_and_refused_together(written: Wall, judge: Reviewer, seated: Client) -> None:
    cases = [held(name) for name in "abc"]
    open_report = reported("d")
    written.hidden |= {"a", "b", "c"}
    answer = seated.post(f"{DESK}/held/", {"act": "release", "case": [cases[0].pk, cases[1].pk, open_report.pk]})
    assert answer["Location"] == f"{DESK}/?state=held"
    assert written.hidden == {"c"}
    open_report.refresh_from_db()
    assert open_report.state == "open"
    assert undo_held(judge, [cases[0].pk]) == 1
    assert written.hidden == {"a", "c"}
    assert decide_held(judge, [cases[2].pk], "refuse", category="vulgar") == [cases[2].pk]
    assert decide_held(judge, [cases[2].pk], "release") == []
    cases[2].refresh_from_db()
    assert (cases[2].outcome, cases[2].category) == ("hide", "vulgar")
    assert not Penalty.objects.exists()
    with pytest.raises(Invalid):
        decide_held(judge, [], "burn")


def test_penalties_are_listed_and_lifted(written: Wall, seated: Client) -> None:
    case = reported("a")
    seated.post(f"{DESK}/cases/{case.pk}/decide/", {"outcome": "ban", "category": "illegal", "reason": "诈骗"})
    penalty = Penalty.objects.get()
    elsewhere = Penalty.objects.create(user=written.author, reason="平台的", since=clock.now())
    page = seated.get(f"{DESK}/penalties/").content.decode()
    assert "诈骗" in page
    assert "平台的" not in page
    assert seated.post(f"{DESK}/penalties/{elsewhere.pk}/lift/").status_code == 404
    seated.post(f"{DESK}/penalties/{penalty.pk}/lift/", {"reason": "误判"})
    assert "诈骗" not in seated.get(f"{DESK}/penalties/").content.decode()
    assert "诈骗" in seated.get(f"{DESK}/penalties/?state=over").content.decode()
    assert Notice.objects.filter(user=written.author, body="误判").exists()


def test_the_word_editor(written: Wall, judge: Reviewer, platform: Reviewer, seated: Client) -> None:
    add_word(platform, "赌博", "refuse")
    seated.post(f"{DESK}/words/add/", {"word": "加微信", "verdict": "hold", "note": "引流"})
    assert seated.post(f"{DESK}/words/add/", {"word": "***", "verdict": "hold"}).status_code == 422
    page = seated.get(f"{DESK}/words/", {"try": "快加 V微·-信 加 微✨信"}).content.decode()
    assert "加v微信加微信" in page
    assert "会等待审核" in page
    assert "会被拒绝" in seated.get(f"{DESK}/words/", {"try": "网上賭 博"}).content.decode()
    assert "会直接显示" in seated.get(f"{DESK}/words/", {"try": "你好"}).content.decode()
    word = Word.objects.get(word="加微信")
    assert word.account == written.account
    theirs = Word.objects.get(word="赌博")
    assert seated.post(f"{DESK}/words/{theirs.pk}/remove/").status_code == 404
    answer = seated.post(f"{DESK}/words/{word.pk}/remove/", follow=True)
    assert not Word.objects.filter(word="加微信").exists()
    undo = (
        answer.context["messages"]._loaded_data[0].extra_tags
        if hasattr(answer.context["messages"], "_loaded_data")
        else ""
    )
    undo = undo or f"{DESK}/words/add/?word=加微信&verdict=hold&note=引流"
    assert seated.post(undo).status_code == 204
    assert Word.objects.get(word="加微信").note == "引流"


def test_words_come_and_go_as_a_file(judge: Reviewer, seated: Client) -> None:
    add_word(judge, "代购", "hold", "旧的")
    raw = "word,action,note\n代购,refuse,新的\n=HYPERLINK(1),hold,\n***,hold,\n高仿,放行,\n坏,什么,\n".encode()
    taken = import_words(judge, raw)
    assert (taken.words, [line for line, _ in taken.refused]) == (3, [4, 6])
    assert dict(Word.objects.values_list("word", "verdict")) == {
        "代购": "refuse",
        "=HYPERLINK(1)": "hold",
        "高仿": "pass",
    }
    written = words_file(judge).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in written
    before = set(Word.objects.values_list("word", "verdict", "note"))
    import_words(judge, words_file(judge))
    assert set(Word.objects.values_list("word", "verdict", "note")) == before
    assert import_words(judge, "加薇,hold,".encode("gb18030")).words == 1
    for bad in (b"\xff\xff\x00\x81", b"x" * (3 << 20)):
        with pytest.raises(Invalid):
            import_words(judge, bad)
    assert seated.get(f"{DESK}/words/export/").content.startswith(b"\xef\xbb\xbf")


def test_reviewers_without_the_right_to_words_do_not_see_them(written: Wall, client: Client) -> None:
    reviewer = User.objects.create_user("r2@example.com")
    Membership.objects.create(account=written.account, user=reviewer, role="reviewer")
    client.force_login(reviewer)
    assert client.get(f"{DESK}/").status_code == 200
    assert client.get(f"{DESK}/words/").status_code == 403
