"""What is written at the demo's desks: direct messages, quick replies, a quiz, reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True)
class Talk:
    """One member's messages with the desk. `hours` ago it began; a line that starts with `>` is the desk's answer.

    `tag` stands on the conversation, `note` is for colleagues, `closed` ones were put away.
    """

    hours: float
    lines: tuple[str, ...]
    tag: str = ""
    note: str = ""
    closed: bool = False


TALKS: Final = (
    Talk(0.15, ("请问墨绿那件香云纱，165/56 穿 M 会不会紧？肩宽 39",)),
    Talk(0.4, ("昨天拍的桂花香膏能改地址吗", "改到公司，杭州市西湖区文三路那边")),
    Talk(0.9, ("在吗", "我想给妈妈买一件，她 60 岁，胸围 96，喜欢素一点的", "预算一千以内"), "选款"),
    Talk(2.5, ("收到的盘扣松了一颗，可以补吗？",), "售后"),
    Talk(26, ("有没有伴娘服可以租呀，六个人", "十二月二十号用"), "团购"),
    Talk(
        5,
        (
            "真丝那件可以机洗吗",
            "> 您好呀，真丝别机洗哦：冷水、中性洗剂、三分钟以内，反面阴干。",
            "好的，那起皱怎么办",
            "> 挂烫机离一掌远，从里面熨，光泽不会塌。也可以洗澡时挂浴室里，蒸汽一熏就平了。",
            "太好了，谢谢～",
            "> 不客气，穿得开心。",
        ),
        "养护",
    ),
    Talk(
        9,
        (
            "我的快递三天没动了",
            "> 帮您查了：卡在苏州中转，已经催了，今晚会更新。",
            "嗯嗯",
            "> 到了拍张照给我看看合不合身，肩不合适七天内免费换。",
        ),
        "物流",
        "已联系驿站，周四再看一眼。",
    ),
    Talk(
        30,
        (
            "想退一件，腰有点大",
            "> 可以的，七天内都行。其实腰能改，我们出 30 元改衣费，您看要不要留下？",
            "那我去改，旁边就有裁缝铺",
            "> 好嘞，改好发我看看，改衣费发您微信红包。",
        ),
        "售后",
        "改衣费 30 元，财务走售后备用金。",
        closed=True,
    ),
    Talk(
        52,
        (
            "你们门店几点开门",
            "> 平江路店十点到晚上九点，周一休息。来之前说一声，给您留试衣间。",
        ),
        closed=True,
    ),
    Talk(
        75,
        (
            "超级会员群怎么进呀",
            "> 累计满三千就可以，您已经够了，我把邀请发给您。",
            "好，谢谢",
            "> 不客气，群里每周日有茶会，记得来。",
        ),
        "选款",
        closed=True,
    ),
    Talk(
        120,
        (
            "敏感肌能用珍珠散粉吗？上次用别家的泛红了",
            "> 我们这款没有香精和酒精。先在耳后试两天，没事再上脸，小样我给您寄一份。",
            "可以的，地址就是上次的",
            "> 寄出啦，单号晚上发您。",
        ),
        "选款",
        "敏感肌，只推白茶线。",
        closed=True,
    ),
)
QUICK_REPLIES: Final = (
    ("你好", "{昵称}您好呀，我是{品牌}的{客服}，有什么可以帮您？"),
    ("尺码", "麻烦告诉我身高、体重和肩宽，我帮您挑。先看肩，腰可以改，肩改不了。"),
    ("发货", "现货 48 小时内从苏州发出，江浙沪次日到，别的地方两到四天。"),
    ("退换", "签收七天内无理由退换，运费险都有；改腰身我们出 30 元改衣费。"),
    ("养护", "真丝：冷水、中性洗剂、不超过三分钟，反面阴干；熨烫隔一块布，离一掌远。"),
    ("谢谢", "谢谢{昵称}一直在，有事随时说。"),
)
GREETING: Final = "您好，这里是云裳记。尺码、面料、快递，问什么都行，真人回您。"


def _choice(place: str, text: str, result: str, *tags: tuple[str, int | None]) -> dict[str, Any]:
    given = [{"name": name, "days": days} for name, days in tags]
    return {"id": place, "text": text, "result": result, "tags": given}


QUIZ_TITLE: Final = "三十秒，测出你的旗袍版型"
QUIZ_INTRO: Final = "四个小问题，看看哪种版型最衬你。答完有搭配师的建议。"
QUIZ: Final[dict[str, Any]] = {
    "decided_by": "votes",
    "questions": [
        {
            "id": "when",
            "text": "你最想在什么时候穿？",
            "choices": [
                _choice("a", "上班通勤，天天能穿", "easy", ("通勤穿", 180)),
                _choice("b", "婚礼、年会、敬酒", "grand", ("近期有场合", 60)),
                _choice("c", "喝茶、逛园子、拍照", "soft", ("爱拍照", 180)),
            ],
        },
        {
            "id": "fit",
            "text": "腰身喜欢怎样的？",
            "choices": [
                _choice("a", "宽松一点，舒服第一", "easy"),
                _choice("b", "收腰，显身材", "grand"),
                _choice("c", "微微收，走路有风", "soft"),
            ],
        },
        {
            "id": "cloth",
            "text": "面料更偏爱？可以多选",
            "kind": "multi",
            "most": 2,
            "choices": [
                _choice("a", "真丝", "grand", ("偏爱真丝", 365)),
                _choice("b", "香云纱", "soft", ("偏爱香云纱", 365)),
                _choice("c", "棉麻", "easy", ("偏爱棉麻", 365)),
                _choice("d", "好打理的醋酸", "easy"),
            ],
        },
        {
            "id": "budget",
            "text": "一件预算多少？",
            "choices": [
                _choice("a", "五百以内", "easy", ("预算五百内", 90)),
                _choice("b", "五百到一千五", "soft", ("预算千元", 90)),
                _choice("c", "好料子不设限", "grand", ("预算不限", 90)),
            ],
        },
    ],
    "results": [
        {
            "id": "easy",
            "title": "利落改良款",
            "text": "小立领、A 字下摆，配平底鞋就能出门。先看棉麻和醋酸，洗起来不费事。",
            "tags": [{"name": "版型·改良", "days": 365}],
        },
        {
            "id": "grand",
            "title": "正式收腰款",
            "text": "重磅真丝，领高四厘米半，开衩到膝上。按肩宽选码，腰我们帮你改。",
            "tags": [{"name": "版型·收腰", "days": 365}],
        },
        {
            "id": "soft",
            "title": "写意宽袖款",
            "text": "香云纱越穿越软，宽袖微收腰，站在月洞门前最好看。",
            "tags": [{"name": "版型·写意", "days": 365}],
        },
    ],
}
DRAFT_TITLE: Final = "你的肌肤现在最缺什么"
DRAFT: Final[dict[str, Any]] = {
    "questions": [
        {
            "id": "now",
            "text": "洗完脸十分钟，脸上是什么感觉？",
            "choices": [_choice("a", "紧绷", "dry"), _choice("b", "刚好", "fine"), _choice("c", "出油", "oily")],
        }
    ],
    "results": [
        {"id": "dry", "title": "先补水"},
        {"id": "fine", "title": "守住就好"},
        {"id": "oily", "title": "做减法"},
    ],
}
WORDS: Final = (
    ("加微信", "hold", "拉人到别处成交"),
    ("返利", "hold", "兼职刷单"),
    ("代购内部价", "hold", "仿货"),
    ("刷单", "refuse", ""),
)
SPAM: Final = "姐妹们这款我有厂家尾货，一样的面料只要三分之一，想要的点我头像"
RUDE: Final = "穿成这样也好意思晒，胖成什么样了自己不知道吗"
HELD: Final = "有需要的加微信，内部价拿货，做代理还有返利"
UNTRUE: Final = "白茶面霜一晚上就能把斑全去掉，亲测"
RUDE_REASON: Final = "对群友的身材出言不逊，请不要评价别人的样子。"
