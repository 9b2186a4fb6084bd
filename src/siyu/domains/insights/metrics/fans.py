"""Metrics of people: how many there are, who is active, what members and followers carry."""

from __future__ import annotations

from typing import Final

from siyu.domains.facts.kinds import KINDS
from siyu.domains.insights.metrics.metric import PEOPLE, ROWS, STOCK, TIME, Metric
from siyu.domains.insights.metrics.trade import KNOWN, PAID_FEN
from siyu.domains.insights.metrics.tree import (
    DaysInWindow,
    Difference,
    Node,
    Ratio,
    Span,
    Where,
    count,
    distinct,
    kind,
    total,
)

DONE_TO_THEM: Final = frozenset(
    {
        "order.shipped",
        "order.closed",
        "message.sent",
        "person.tagged",
        "person.untagged",
        "tier.changed",
        "penalty.applied",
    }
)
"""Kinds that happen to a person: no sign of activity."""
ACTIVE: Final = kind(*(name for name in KINDS if name not in DONE_TO_THEM))
FAN: Final = Where("by_fan", "=", value=True)
SUPER: Final = Where("tier", "=", "super")
PERSONS: Final = count("persons")
EVER_BOUGHT: Final = count("buyers", span="until")


def _active(span: Span = "window") -> Node:
    return distinct("facts", "person", ACTIVE, span=span)


def _active_days(span: Span = "window") -> Node:
    return distinct("facts", "person_day", ACTIVE, KNOWN, span=span)


def _by_fans(*kinds: str) -> Node:
    return Ratio(count("following", kind(*kinds), FAN), count("following", kind(*kinds)))


METRICS: Final = [
    Metric(
        "persons",
        "粉丝总数",
        "Persons",
        "现在认得的人，合并后的一人算一个。",
        "Known persons as of now; merged ones count once.",
        "count(persons)",
        "persons",
        "fans",
        PERSONS,
        STOCK,
    ),
    Metric(
        "new_persons",
        "新增粉丝",
        "New persons",
        "第一次留下行为落在窗口内的人数。",
        "Persons whose first fact of any kind falls in the window.",
        "count(persons first seen)",
        "persons",
        "fans",
        count("arrivals"),
        PEOPLE,
    ),
    Metric(
        "active_persons",
        "活跃粉丝",
        "Active persons",
        "窗口内自己做过任何事的人数（被发货、被打标签等不算）。",
        "Persons who did anything themselves in the window (being shipped to or tagged is not doing).",
        "count distinct persons of active facts",
        "persons",
        "fans",
        _active(),
        ROWS,
    ),
    Metric(
        "dau",
        "日均活跃",
        "Daily active persons",
        "窗口内每天活跃人数的平均。",
        "Mean over the days of the window of active persons.",
        "Σ daily active persons ÷ days in window",
        "per_person",
        "fans",
        Ratio(_active_days(), DaysInWindow()),
        ("channel",),
    ),
    Metric(
        "wau",
        "周活跃",
        "Weekly active persons",
        "窗口最后7天内活跃的人数。",
        "Active persons of the window's last 7 days.",
        "count distinct persons, last 7 days",
        "persons",
        "fans",
        _active("last_7"),
        ("channel", *STOCK),
    ),
    Metric(
        "mau",
        "月活跃",
        "Monthly active persons",
        "窗口最后30天内活跃的人数。",
        "Active persons of the window's last 30 days.",
        "count distinct persons, last 30 days",
        "persons",
        "fans",
        _active("last_30"),
        ("channel", *STOCK),
    ),
    Metric(
        "stickiness",
        "粘性",
        "Stickiness",
        "最后30天的日均活跃除以月活跃：一个月里平均有几成的日子会来。",
        "Mean daily active persons of the last 30 days divided by monthly active persons.",
        "DAU ÷ MAU, last 30 days",
        "ratio",
        "fans",
        Ratio(Ratio(_active_days("last_30"), DaysInWindow(30)), _active("last_30")),
        ("channel", *STOCK),
    ),
    Metric(
        "followers_gained",
        "新增关注",
        "Follows",
        "窗口内的关注次数。",
        "Follows in the window.",
        "count(account.followed)",
        "count",
        "fans",
        count("facts", kind("account.followed")),
        ROWS,
    ),
    Metric(
        "followers_lost",
        "取消关注",
        "Unfollows",
        "窗口内的取关次数。",
        "Unfollows in the window.",
        "count(account.unfollowed)",
        "count",
        "fans",
        count("facts", kind("account.unfollowed")),
        ROWS,
        "down",
    ),
    Metric(
        "followers_net",
        "净增关注",
        "Net follows",
        "关注次数减取关次数。",
        "Follows minus unfollows.",
        "follows − unfollows",
        "count",
        "fans",
        Difference(count("facts", kind("account.followed")), count("facts", kind("account.unfollowed"))),
        ROWS,
    ),
    Metric(
        "buyers_total",
        "累计购买人数",
        "Persons who ever bought",
        "到窗口结束为止付过款的人数。",
        "Persons with a paid order by the end of the window.",
        "count(persons with orders ≥ 1)",
        "persons",
        "fans",
        EVER_BOUGHT,
        STOCK,
    ),
    Metric(
        "buyer_share",
        "粉丝购买率",
        "Share who ever bought",
        "粉丝里到窗口结束为止买过的占比。",
        "Share of all persons who had bought by the end of the window.",
        "persons who ever bought ÷ persons",
        "ratio",
        "fans",
        Ratio(EVER_BOUGHT, PERSONS),
        STOCK,
    ),
    Metric(
        "members",
        "会员数",
        "Members",
        "窗口结束时有等级的人数；按等级看就是各级人数。",
        "Persons with a tier at the end of the window; by tier: how many in each.",
        "count(persons, tier ≠ none)",
        "persons",
        "fans",
        count("persons", Where("tier", "<>", "")),
        STOCK,
    ),
    Metric(
        "super_members",
        "超级会员数",
        "Super members",
        "窗口结束时达到超级会员门槛（默认净消费3000元）的人数。",
        "Persons above the super threshold (3,000 yuan net by default) at the end of the window.",
        "count(persons, tier = super)",
        "persons",
        "fans",
        count("persons", SUPER),
        ("city",),
    ),
    Metric(
        "super_member_share",
        "超级会员占比",
        "Share of super members",
        "会员里超级会员的占比。",
        "Share of members who are super members.",
        "super members ÷ members",
        "ratio",
        "fans",
        Ratio(count("persons", SUPER), count("persons", Where("tier", "<>", ""))),
        ("city",),
    ),
    Metric(
        "super_gmv_share",
        "超级会员成交占比",
        "GMV from super members",
        "窗口内支付金额里，现为超级会员的人贡献的占比。",
        "Share of the window's paid GMV from persons who are super members at its end.",
        "paid GMV of super members ÷ paid GMV",
        "ratio",
        "fans",
        Ratio(total("paid", "paid_fen", Where("who_tier", "=", "super")), PAID_FEN),
        (*TIME, "channel", "city"),
    ),
    Metric(
        "fan_gmv_share",
        "粉丝成交占比",
        "GMV from followers",
        "支付金额里，付款时已关注的人贡献的占比。",
        "Share of paid GMV from persons who followed at the moment of paying.",
        "paid GMV by followers ÷ paid GMV",
        "ratio",
        "fans",
        Ratio(
            total("following", "amount_fen", kind("order.paid"), FAN),
            total("following", "amount_fen", kind("order.paid")),
        ),
        PEOPLE,
    ),
    Metric(
        "fan_like_share",
        "粉丝点赞占比",
        "Likes from followers",
        "点赞里，点赞时已关注的人的占比。",
        "Share of likes of notes and lives by persons who followed at that moment.",
        "likes by followers ÷ likes",
        "ratio",
        "fans",
        _by_fans("note.liked", "live.liked"),
        PEOPLE,
    ),
    Metric(
        "fan_comment_share",
        "粉丝评论占比",
        "Comments from followers",
        "评论里，评论时已关注的人的占比。",
        "Share of comments on notes and lives by persons who followed at that moment.",
        "comments by followers ÷ comments",
        "ratio",
        "fans",
        _by_fans("note.commented", "live.commented"),
        PEOPLE,
    ),
    Metric(
        "fan_share_share",
        "粉丝转发占比",
        "Shares from followers",
        "转发里，转发时已关注的人的占比。",
        "Share of shares of notes and lives by persons who followed at that moment.",
        "shares by followers ÷ shares",
        "ratio",
        "fans",
        _by_fans("note.shared", "live.shared"),
        PEOPLE,
    ),
]
