"""Send notices to the devices of their readers: at most once, not in their quiet hours."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from siyu.domains.inbox.adapters.push import Browser, Outcome, Sender
from siyu.domains.inbox.conf import FAILURES_MOST, FAMILIES
from siyu.domains.inbox.models import Device, Notice, Preference, QuietHours
from siyu.domains.inbox.rules import family_of, is_quiet
from siyu.kernel import clock

AT_ONCE = 500
_HANDS = 8


def push_notices(key: str) -> dict[str, int]:
    """Push all notices of a key; answers how many devices took it, are gone, failed.

    A notice is marked before it is sent: a job that runs twice pushes once, one that dies halfway pushes some not at
    all. They wait in the app either way.
    """
    counts = {"sent": 0, "gone": 0, "failed": 0}
    sender = Sender()
    try:
        while some := _claimed(key):
            for outcome, n in _send(sender, some).items():
                counts[outcome] += n
    finally:
        sender.close()
    return counts


def _claimed(key: str) -> list[Notice]:
    """The next notices that nobody has pushed; they are ours from here on."""
    with transaction.atomic():
        unsent = Notice.objects.select_for_update(skip_locked=True).filter(key=key, pushed_at=None).order_by("pk")
        some = list(unsent[:AT_ONCE])
        Notice.objects.filter(pk__in=[notice.pk for notice in some]).update(pushed_at=clock.now())
    return some


def _send(sender: Sender, notices: list[Notice]) -> dict[Outcome, int]:
    wanted = _wanted(notices)
    devices = list(Device.objects.filter(user__in=wanted))
    jobs = [(device, _words(wanted[device.user_id]), wanted[device.user_id].kind) for device in devices]

    def post(job: tuple[Device, bytes, str]) -> Outcome:
        device, words, kind = job
        return sender.send(Browser(device.endpoint, device.key, device.auth), words, urgent=kind.startswith("live"))

    with ThreadPoolExecutor(_HANDS) as hands:
        outcomes = list(hands.map(post, jobs))
    by: dict[Outcome, list[int]] = {"sent": [], "gone": [], "failed": []}
    for device, outcome in zip(devices, outcomes, strict=True):
        by[outcome].append(device.pk)
    Device.objects.filter(pk__in=by["gone"]).delete()
    Device.objects.filter(pk__in=by["sent"]).exclude(failures=0).update(failures=0)
    failed = Device.objects.filter(pk__in=by["failed"])
    failed.update(failures=F("failures") + 1)
    failed.filter(failures__gte=FAILURES_MOST).delete()
    return {outcome: len(found) for outcome, found in by.items()}


def _wanted(notices: list[Notice]) -> dict[int, Notice]:
    """User → notice, for those who want it pushed now."""
    family, now = family_of(notices[0].kind, FAMILIES), clock.now()
    users = [notice.user_id for notice in notices]
    not_pushed = Preference.objects.filter(user__in=users, family=family).exclude(way=Preference.Way.ALL)
    asleep = {
        hours.user_id
        for hours in QuietHours.objects.filter(user__in=users)
        if is_quiet(now.astimezone(ZoneInfo(hours.time_zone)).hour, hours.start, hours.end)
    }
    asleep |= set(not_pushed.values_list("user_id", flat=True))
    return {notice.user_id: notice for notice in notices if notice.user_id not in asleep and notice.read_at is None}


def _words(notice: Notice) -> bytes:
    told = {"title": notice.title, "body": notice.body, "url": notice.url or "/messages/notices/", "tag": notice.key}
    return json.dumps(told, ensure_ascii=False).encode()
