"""The demo's community in which every word that people wrote was replaced by an attack, and the pages that show it."""

from __future__ import annotations

from contextlib import suppress
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.db import models

from siyu.demo import fill
from siyu.demo.cast import BOSS, BRAND, CAST, OPERATOR, bring_cast, desk_of
from siyu.demo.community.groups import fill_groups
from siyu.demo.community.notes import write_notes
from siyu.demo.community.people import bring_members, members, open_more_accounts
from siyu.demo.community.plays import route
from siyu.demo.generate import write_set
from siyu.demo.intake import take_orders
from siyu.demo.spec import Spec
from siyu.domains.accounts.actions.change_homepage import add_block
from siyu.domains.accounts.actions.publish_homepage import publish_homepage
from siyu.domains.accounts.models import Homepage
from siyu.domains.accounts.types import homepage_components
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.types import Draft
from siyu.domains.fans.actions.save_view import save_view
from siyu.domains.fans.actions.set_remark import set_remark
from siyu.domains.fans.actions.tag_many import tag_many
from siyu.domains.fans.models import Person
from siyu.domains.fans.queries.person_filters import PersonFilters
from siyu.domains.groups.actions.announce import announce
from siyu.domains.groups.actions.assign_task import assign_task
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.segments.actions.save_segment import save_segment
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform.http.limits import unlimited

from .xss_payloads import PAYLOADS, SHORT

PEOPLE: Final = 60
CODES: Final = {
    "act", "action", "address", "app_id", "auth", "birthday_md", "browser", "by_name", "by_number", "category",
    "channel", "city_code", "code", "code_seal", "colour", "content_type", "cover", "day", "discriminator", "email",
    "encoding", "endpoint", "error", "family", "field", "file", "fingerprint", "folded", "headers_key", "host",
    "id", "join_code", "key", "kind", "language", "licence", "lines_file", "listing", "month", "nonce", "object_id",
    "opened_from", "openid", "order_no", "outcome", "password", "phone", "phone_key", "phone_masked", "positioning",
    "pickup", "preset", "public_id", "purpose", "receipt", "result", "rule", "scope", "segment", "sku", "slug",
    "source", "stage",
    "state", "state_before", "status", "step", "subscriber", "surface", "target", "theme", "tier", "time_zone",
    "timezone", "token", "topic", "uid", "unionid", "unit", "url", "value", "version", "worker",
}  # fmt: skip
"""Columns that no person writes: ids, states, addresses, numbers."""
WORDS: Final = {
    "alt", "body", "caption", "description", "explanation", "intro", "label", "line", "name", "note", "reason",
    "subtitle", "text", "title", "words",
}  # fmt: skip
"""Keys under which JSON columns keep what people write."""
LISTS: Final = {"questions", "reasons", "words"}


def build(folder: Path) -> None:
    """The demo, small: orders, members, notes, groups, desks, and what staff write about fans."""
    bring_cast({part.email: "long-and-plain-2026" for part in CAST})
    open_more_accounts()
    spec = Spec(day=clock.now().date(), people=PEOPLE)
    write_set(spec, folder)
    take_orders(BRAND, folder / "youzan-orders.csv", folder / "youzan-items.csv")
    bring_members(Spec(day=spec.day, people=400), 16)
    write_notes(0, 4)
    fill_groups(0, 1)
    fill._desks()
    _staff_write()


def _staff_write() -> None:
    desk, boss = desk_of(OPERATOR), desk_of(BOSS)
    persons = list(Person.objects.of(desk.account).order_by("-pk").values_list("pk", flat=True)[:40])
    tag_many(desk, "旗袍买家", ids=persons)
    for person in persons:
        set_remark(desk, person, "爱喝茶")
    save_view(desk, "老客", PersonFilters(tags=("旗袍买家",)))
    save_segment(desk, name="90天未复购的旗袍买家", tree={"tag": "旗袍买家"})
    route()
    group = Group.objects.of(desk.account).get()
    lead = lead_as_staff(desk, group.public_id)
    announce(lead, "周日茶会")
    volunteer = GroupMember.objects.of(desk.account).filter(group=group, user=members()[0]).get()
    volunteer.role = "volunteer"
    volunteer.save()
    assign_task(lead, volunteer.user.uid, "摆茶席")
    for name, _component in homepage_components:
        with suppress(Invalid):  # it stands there already
            add_block(boss, name)
    publish_homepage(boss, revision=_revision(boss))
    with unlimited():
        for number in range(60):  # more than a page of a conversation: the rest is drawn by its script
            send_message(volunteer.user, group.public_id, Draft(text=f"第 {number} 句", nonce=f"more-{number}"))


def _revision(desk: Any) -> int:
    found: int = Homepage.objects.of(desk.account).get().revision
    return found


def spoil() -> set[str]:
    """Replace all words in all rows of all domains, whatever their length; answers the names of what was replaced."""
    done: set[str] = set()
    for model in apps.get_models():
        if not model.__module__.startswith("siyu.domains"):
            continue
        columns = [one for one in model._meta.concrete_fields if one.name not in CODES and _holds_words(one)]
        rows = list(model._base_manager.all()) if columns else []
        for number, row in enumerate(rows):
            for column in columns:
                old = getattr(row, column.name)
                new = _spoilt(column, old, number, small=model._meta.app_label == "quizzes")
                if new != old:
                    setattr(row, column.name, new)
                    done.add(f"{model._meta.label}.{column.name}")
        if rows:
            model._base_manager.bulk_update(rows, [column.name for column in columns], batch_size=50)
    return done


def _holds_words(column: models.Field[Any, Any]) -> bool:
    if isinstance(column, models.JSONField):
        return True
    return isinstance(column, models.CharField | models.TextField) and not column.choices


def all_of_them(number: int = 0) -> str:
    """Every payload, beginning with another one for each number, so that none hides behind the same neighbour."""
    start = number * 17 % len(PAYLOADS)
    return " ".join((*PAYLOADS[start:], *PAYLOADS[:start], str(number)))


def _spoilt(column: models.Field[Any, Any], old: Any, number: int, *, small: bool) -> Any:
    if isinstance(column, models.JSONField):
        words = cycle(SHORT) if small else (all_of_them(n) for n in cycle(range(1, 9)))
        return _walk(old, words, inside=column.name in LISTS)
    if not old:
        return old
    lines = all_of_them(number)
    return lines if isinstance(column, models.TextField) else lines.replace("\n", " ")  # a name has one line


def _walk(value: Any, words: Any, *, inside: bool) -> Any:
    if isinstance(value, dict):
        return {key: _walk(one, words, inside=key in WORDS) for key, one in value.items()}
    if isinstance(value, list):
        return [_walk(one, words, inside=inside) for one in value]
    return next(words) if inside and isinstance(value, str) and value else value
