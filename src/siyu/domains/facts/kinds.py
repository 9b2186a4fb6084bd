"""The catalogue of event kinds: `noun.past_participle`, a permanent number for the store, words in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Kind:
    """One kind of fact; `code` is stored and never reused."""

    code: int
    name: str
    zh: str
    en: str


_CATALOGUE = """
1 account.followed 关注 followed
2 account.unfollowed 取关 unfollowed
10 note.viewed 看笔记 viewed a note
11 note.liked 点赞笔记 liked a note
12 note.collected 收藏笔记 collected a note
13 note.commented 评论笔记 commented on a note
14 note.shared 分享笔记 shared a note
20 group.joined 进群 joined a group
21 group.left 退群 left a group
22 group.messaged 群发言 spoke in a group
23 group.checked_in 打卡 checked in
24 poll.voted 投票 voted
25 chain.joined 接龙 joined a chain
26 packet.opened 拆红包 opened a red packet
27 programme.attended 参加节目 came to an event of a group
30 live.entered 进直播间 entered a live room
31 live.left 离开直播间 left a live room
32 live.commented 直播评论 commented live
33 live.liked 直播点赞 liked live
34 live.shared 分享直播 shared a live
35 live.gifted 打赏 gave a gift
40 product.viewed 看商品 viewed a product
41 cart.added 加购 added to cart
42 order.placed 下单 placed an order
43 order.paid 付款 paid an order
44 order.shipped 发货 was shipped an order
45 order.received 收货 received an order
46 order.reviewed 评价 reviewed an order
47 order.refunded 退款 was refunded
48 order.closed 订单关闭 had an order closed
50 course.enrolled 报名课程 enrolled in a course
51 lesson.completed 学完一课 completed a lesson
52 course.reviewed 评价课程 reviewed a course
55 coupon.claimed 领券 claimed a coupon
56 coupon.used 用券 used a coupon
60 lottery.entered 参加抽奖 entered a lottery
61 lottery.won 中奖 won a lottery
62 quiz.answered 答题 answered a quiz
63 list.subscribed 订阅小清单 subscribed to a list
65 referral.invited 邀请好友 invited a friend
66 referral.joined 受邀加入 joined by invitation
70 message.sent 收到消息 was sent a message
71 message.opened 打开消息 opened a message
72 message.clicked 点击消息 clicked a message
73 message.refused 拒收消息 refused messages
75 direct.asked 私信咨询 wrote a direct message
76 direct.answered 私信获回复 was answered
80 person.tagged 被打标签 was tagged
81 person.untagged 被去标签 was untagged
82 tier.changed 等级变化 changed tier
90 report.made 举报 made a report
91 penalty.applied 被处罚 was penalised
"""


def _read(line: str) -> Kind:
    code, name, zh, en = line.split(" ", 3)
    return Kind(int(code), name, zh, en)


KINDS: Final[dict[str, Kind]] = {kind.name: kind for kind in (_read(line) for line in _CATALOGUE.strip().splitlines())}
BY_CODE: Final[dict[int, Kind]] = {kind.code: kind for kind in KINDS.values()}
