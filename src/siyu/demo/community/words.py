"""What the demo's people write: notes by subject, comments, and talk in groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Subject:
    """One thing an account writes about: titles, sentences for the text, topics; `cover` names what is drawn."""

    cover: str
    titles: tuple[str, ...]
    lines: tuple[str, ...]
    topics: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


DRESS: Final = Subject(
    "dress",
    _words("""
    新中式旗袍怎么选才显瘦
    第一件旗袍，先看领高
    真丝和醋酸差在哪里
    小个子穿旗袍的三个细节
    通勤也能穿的改良旗袍
    敬酒服不踩雷清单
    梨形身材试穿报告
    盘扣是手工还是机器，一眼看懂
    四十岁第一次穿旗袍
    夏天穿旗袍不闷的面料
    """),
    _words("""
    领高 4.5 厘米是多数人的舒适线，脖子短的姐妹选 3 厘米的小立领。
    腰线往上提 2 厘米，腿一下子就长了。
    开衩到膝上 5 厘米，走路好看也不尴尬。
    收腰不等于勒腰，坐下来能伸进一只手才算合身。
    颜色别怕深，墨绿和酒红比浅色更显白。
    第一次下单，先按肩宽选码，腰可以改，肩改不了。
    这件是阿姨们手缝的盘扣，一对要四十分钟。
    平时配平底鞋，正式场合再换细跟，两种气质。
    """),
    ("旗袍", "新中式", "穿搭"),
)
SILK: Final = Subject(
    "fabric",
    _words("""
    真丝旗袍怎么洗不缩水
    香云纱为什么越穿越软
    重磅真丝和普通真丝手感对比
    宋锦、云锦、蜀锦一次讲清
    花色是印的还是织的
    面料小样开箱
    一米料子的来历
    真丝起皱了怎么救
    """),
    _words("""
    冷水、中性洗剂、不超过三分钟，反面阴干，这样洗五年都有光泽。
    香云纱要晒莨十几次，泥巴里的铁让它发黑发亮。
    姆米数越高越挺括，做旗袍 19 姆米起步，22 姆米更好。
    挂烫机离面料一掌远，从里面熨，光泽不会塌。
    这块料子在苏州的小厂织了三个月，织机比我年纪还大。
    凑近看经纬线，提花的图案正反面都有。
    留一小块边角料，以后修补颜色一模一样。
    """),
    ("面料", "真丝", "国风"),
)
MAKEUP: Final = Subject(
    "makeup",
    _words("""
    穿旗袍配什么口红
    黄皮友好的豆沙色合集
    枫叶红和正红到底差多少
    素颜也能涂的三支
    口红不沾杯的小办法
    秋冬唇妆一支搞定
    十五分钟通勤妆
    老师傅教的新中式眉
    """),
    _words("""
    墨绿旗袍配正红，酒红旗袍配豆沙，别和衣服撞同一个红。
    先薄涂一层，纸巾抿掉，再涂第二层，吃饭都不太掉。
    自然光下试色，商场的灯会骗人。
    唇纹深的先涂润唇膏等五分钟。
    眉尾略平，整个人就温柔下来。
    评论区告诉我你的肤色，我帮你挑色号。
    """),
    ("口红", "妆容", "试色"),
)
CARE: Final = Subject(
    "care",
    _words("""
    换季护肤清单，敏感肌看这里
    早C晚A新手怎么开始
    防晒霜一次要涂多少
    干皮过冬的三件套
    空瓶记：回购和不回购的
    面膜到底要不要洗
    油皮的夏天
    """),
    _words("""
    脸和脖子一元硬币两枚的量，少了等于没涂。
    新手先隔天用，皮肤不红不痒再加次数。
    泛红的时候做减法，只留洁面、保湿、防晒。
    空瓶三次以上的才敢放进清单。
    先在耳后试两天，这一步别省。
    不是越贵越好，看成分表的前五位。
    """),
    ("护肤", "敏感肌", "空瓶记"),
)
TEA: Final = Subject(
    "tea",
    _words("""
    周末的茶席与花
    老白茶怎么煮不苦
    一个人的下午茶
    茶点这样摆就好看
    朋友来家里喝什么茶
    盖碗不烫手的拿法
    立冬煮茶，加一片陈皮
    桂花乌龙的做法
    """),
    _words("""
    五克茶，先润一遍，冷水下锅，小火煮三分钟。
    盖碗口沿留一条缝，食指抵盖，拇指中指扶边，不烫手。
    茶点不要甜过茶，米糕和栗子刚好。
    把茶席铺在窗边，光就是最好的摆件。
    陈皮放一瓣就够，多了只剩药味。
    水开后等半分钟再冲绿茶，香气不会焖掉。
    """),
    ("茶", "慢生活", "下午茶"),
)
TRAVEL: Final = Subject(
    "travel",
    _words("""
    穿旗袍逛苏州园林的路线
    清晨的西湖人最少
    一个人去景德镇三天
    巷子里的裁缝铺
    雨天的平江路
    去看一次云海
    拙政园几点去不挤
    """),
    _words("""
    七点半开门就进，前四十分钟几乎没有人。
    月洞门前站偏左一步，光正好打在侧脸。
    鞋一定要平底，石板路下雨很滑。
    路线：拙政园—平江路—耦园，走慢一点要四小时。
    老裁缝说，衣服要配路，不是配照片。
    带一把油纸伞，不为拍照，真的会下雨。
    """),
    ("旅行", "苏州", "园林"),
)
FLOWERS: Final = Subject(
    "flowers",
    _words("""
    一枝腊梅能开半个月
    团扇上画什么花
    瓶花的高低怎么定
    春天第一枝
    给妈妈挑的一把扇子
    案头清供
    """),
    _words("""
    花枝是瓶高的一倍半，歪一点比正的好看。
    剪口斜切，水里加几粒盐。
    扇面留白三分之二，一枝就够。
    买花不用多，早市五块钱一把。
    腊梅怕暖气，放在窗边能多开一周。
    """),
    ("插花", "团扇", "国风"),
)
BRAND_SUBJECTS: Final = (DRESS, SILK, MAKEUP, CARE)
FOUNDER_SUBJECTS: Final = (DRESS, TRAVEL, FLOWERS)
TEA_SUBJECTS: Final = (TEA, FLOWERS, TRAVEL)

ENDINGS: Final = _words("""
有问题评论区见，看到都会回。
先收藏，用得上的时候不慌。
你们还想看什么，告诉我。
群里的姐妹问得最多的就是这个。
写得啰嗦，但都是试出来的。
""")

COMMENTS: Final = _words("""
求链接！
收藏了，周末就去试
我 155，这个长度会不会拖地呀
终于有人把这个讲明白了
上次按你说的洗，真的没缩水
墨绿那件还有 M 码吗
妈妈看了也想要一件
敏感肌留言，用了两周没泛红
请问可以改肩吗
看完默默下单了
有没有适合胖女孩的版型
老粉报到，从第一条看到现在
颜色好正，和直播间里一样
这个角度拍得真好看
同问，蹲一个回复
已经回购第三次了
""")
REPLIES: Final = _words("""
可以改的，私信发我肩宽和身高
M 码周四补货，到了在群里说
155 建议选短款，到小腿肚刚好
谢谢一直在呀
有的，看置顶那条的尺码表
""")


@dataclass(frozen=True)
class Circle:
    """One group: what it is and what is said in it. `lines` are said in turn by its members; `>` is staff.

    `rhythm`: how it talked before today, see `past`.
    """

    name: str
    kind: str
    capacity: int
    policy: str
    intro: str
    lines: tuple[str, ...]
    questions: tuple[str, ...] = ()
    rhythm: str = ""


_CHAT = _words("""
早呀，今天降温了，大家多穿点
刚收到昨天那件，领子真的很挺
> 收到的姐妹记得拍买家秀，周五统一晒
请问真丝的怎么熨？
> 反面低温，隔一块布，离一掌远
谢谢！昨天差点直接上熨斗
我有个老办法：洗完澡挂浴室里，蒸汽一熏就平了
这个好用，我也试过
周日的茶会还有位置吗
> 还剩四个，接龙里写一下就行
带女儿来可以吗，她七岁
> 可以，小朋友那桌有点心
好期待，我带一盒自己做的桂花糕
上次的照片洗出来啦，谁要留地址给群主
我我我
""")
_SIZES = _words("""
姐妹们，162/58 穿 M 还是 L？
肩宽多少呀
39
那 L，肩改不了
> 对，先看肩。量肩的时候手自然垂下来
我和你差不多，L 刚好能坐下
谢谢，下单了
> 不合适七天内换，运费险都有
""")
_CARE = _words("""
换季脸又开始红了
先停酸吧，我停了一周就好多了
> 只留洁面、保湿、防晒，别加新东西
防晒涂多少才够？
两枚一元硬币那么多
> 对，脸和脖子一起
记下了
""")
CIRCLES: Final = (
    Circle("云裳记 · 老友一群", "big", 500, "open", "穿旗袍的老朋友，聊天、晒图、每周日茶会。", _CHAT, rhythm="lively"),
    Circle("云裳记 · 老友二群", "big", 500, "open", "一群满了，这里一样热闹。", _CHAT[::-1]),
    Circle("尺码互助群", "standard", 120, "open", "报身高体重肩宽，过来人告诉你穿几码。", _SIZES, rhythm="leaving"),
    Circle("敏感肌换季小组", "standard", 150, "apply", "一起做减法，不推销。", _CARE, ("你现在用的护肤品有哪些？",)),
    Circle("超级会员服务群", "vip", 10, "conditions", "专属搭配师在，随时问。", _SIZES),
    Circle("新品试穿官", "precise", 30, "apply", "每月十件试穿，穿完写真实感受。", _CHAT[3:], ("说说你最喜欢的一件",)),
    Circle("苏州同城茶会", "standard", 80, "open", "每月第一个周日，平江路见。", _CHAT[8:], rhythm="lively"),
    Circle("手作盘扣班", "precise", 30, "invite", "跟着林阿姨学盘扣，四周一期。", _CHAT[5:], rhythm="bursts"),
    Circle("真丝养护答疑", "standard", 199, "open", "洗、熨、收，一次问明白。", _CHAT[:9], rhythm="leaving"),
    Circle("沈姐的书房", "standard", 60, "open", "沈云裳和大家一起读书。", _CHAT[6:]),
    Circle("喝茶去", "standard", 100, "open", "今天喝什么，发上来。", _CHAT[8:] + _CHAT[:4]),
    Circle("口红试色交流", "big", 300, "open", "自然光试色，黄皮白皮都有。", _CARE[3:] + _SIZES),
)
RULES: Final = "一、说话和气，不拉人、不发广告。\n二、晒图先问本人。\n三、尺码和肤质因人而异，经验仅供参考。"
