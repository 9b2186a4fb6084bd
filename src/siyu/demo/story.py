"""What the staff of 「云裳记」 have done so far: tags, remarks, saved segments and views, all through real actions."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from siyu.demo.cast import desk_of
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions.save_view import save_view
from siyu.domains.fans.actions.set_remark import set_remark
from siyu.domains.fans.actions.tag_many import tag_many
from siyu.domains.fans.models import Standing
from siyu.domains.fans.queries.person_filters import PersonFilters
from siyu.domains.imports.models import OrderLine
from siyu.domains.segments.actions.save_segment import save_segment
from siyu.domains.segments.models import Segment

_OPERATOR = "operator@yunshang.example"

_REMARKS: Final = (
    "偏爱墨绿和月白，腰围 66，新款先发图给她看。",
    "婚礼答谢宴买过三套，姐妹都在群里，团购找她牵头。",
    "皮肤敏感，只推白茶面霜和珍珠散粉，别推香水。",
    "住得近，常来门店改腰身；快递请放驿站。",
    "每年春节前给妈妈买一件，十二月底提醒。",
    "直播间老朋友，问得细，客服请耐心，她转介绍多。",
    "退过两次尺码，建议先量肩宽再下单，M 偏小。",
    "茶艺老师，上课穿，喜欢香云纱，留意新到面料。",
    "七夕和生日都会自己买礼物，贺卡写“云裳”。",
    "只在晚上八点后回消息，白天别打扰。",
)

VIEWS: Final[dict[str, PersonFilters]] = {
    "快要离开的超级会员": PersonFilters(tier="super", stage="lapsing"),
    "这周生日": PersonFilters(birthday="week"),
    "旗袍老客，按最近下单": PersonFilters(tags=("旗袍买家",), orders_min=3, sort="-last_order"),
    "小红书来的高客单": PersonFilters(channel="xiaohongshu", net_paid_min=80_000),
}


def tell_story(day: date) -> None:
    """Do what the staff did; doing it again changes nothing but what it would put right."""
    desk = desk_of(_OPERATOR)
    _put_tags(desk)
    _write_remarks(desk)
    for name, filters in VIEWS.items():
        save_view(desk, name, filters)
    known = dict(Segment.objects.of(desk.account).values_list("name", "slug"))
    for name, tree in segments(day).items():
        save_segment(desk, name=name, tree=tree, slug=known.get(name))


def segments(day: date) -> dict[str, dict[str, Any]]:
    """The saved segments by name, seen from this day."""
    year = day.year if (day.month, day.day) >= (11, 11) else day.year - 1
    double_11 = {"from": f"{year}-10-21", "to": f"{year}-11-12"}
    return {
        "超级会员": {"tier": "super"},
        "90天未复购的旗袍买家": {"all": [{"tag": "旗袍买家"}, {"attr": "days_since_last_order", "gt": 90}]},
        "双11看过直播没下单": {
            "all": [{"event": "live.entered", **double_11}, {"not": {"event": "order.paid", **double_11}}]
        },
        "七天内加购没下单": {
            "all": [
                {"event": "cart.added", "within_days": 7},
                {"not": {"event": "order.paid", "within_days": 7}},
            ]
        },
        "看完笔记两周内买了": {
            "sequence": [{"event": "note.viewed"}, {"event": "product.viewed"}, {"event": "order.paid"}],
            "within_days": 14,
        },
        "常看直播又常退货": {
            "all": [
                {"event": "live.entered", "within_days": 180, "distinct_days": {"gte": 3}},
                {"event": "order.refunded", "within_days": 365, "count": {"gte": 2}},
            ]
        },
        "有赞老客还在别处买": {
            "all": [
                {"channel": "youzan"},
                {"any": [{"channel": "taobao"}, {"channel": "douyin"}, {"channel": "xiaohongshu"}]},
                {"attr": "orders", "gte": 3},
            ]
        },
        "群里活跃，还没下过单": {"all": [{"event": "group.messaged", "within_days": 60}, {"attr": "orders", "eq": 0}]},
    }


def _put_tags(desk: Desk) -> None:
    paid = OrderLine.objects.filter(
        order__account=desk.account, order__paid_at__isnull=False, order__identity__isnull=False
    )
    person = "order__identity__person_id"
    standings = Standing.objects.of(desk.account)
    groups = {
        "旗袍买家": paid.filter(goods__sku__startswith="QP").values_list(person, flat=True).distinct(),
        "美妆买家": paid.filter(goods__sku__startswith="BT").values_list(person, flat=True).distinct(),
        "真丝香云纱": paid.filter(goods__sku__in=["QP1680", "QP1480", "QP1280"])
        .values_list(person, flat=True)
        .distinct(),
        "专员跟进": standings.filter(tier="super").order_by("-net_paid_fen").values_list("person_id", flat=True)[:60],
        "退货偏多": standings.filter(refunded_fen__gt=80_000, orders__gte=3).values_list("person_id", flat=True),
    }
    for name, persons in groups.items():
        tag_many(desk, name, ids=sorted(set(persons)))


def _write_remarks(desk: Desk) -> None:
    best = Standing.objects.of(desk.account).order_by("-net_paid_fen", "-person_id")
    for place, person in enumerate(best.values_list("person_id", flat=True)[:40]):
        set_remark(desk, person, _REMARKS[place % len(_REMARKS)])
