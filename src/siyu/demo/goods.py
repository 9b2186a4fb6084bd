"""The shelf of 「云裳记」: qipao and what is worn with it, and Chinese-style make-up, from 39 to 1,680 yuan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from siyu.demo.spec import Flags, Ints


@dataclass(frozen=True)
class Goods:
    """One product with its price in yuan; `wear` tells clothes, whose size may not fit, from beauty."""

    sku: str
    title: str
    option: str
    yuan: int
    wear: bool


_SHELF = """
QP1680 重磅真丝手工盘扣长旗袍|颜色分类:墨绿;尺码:M|1680|wear
QP1480 苏绣真丝双层旗袍 年会礼服|颜色分类:朱砂红;尺码:M|1480|wear
QP1280 香云纱长款旗袍 非遗工艺|颜色分类:咖色;尺码:L|1280|wear
QP1080 金丝绒敬酒服旗袍|颜色分类:酒红;尺码:S|1080|wear
QP0880 宋锦立领旗袍外套套装|颜色分类:黛蓝;尺码:M|880|wear
QP0699 提花缎面中长旗袍|颜色分类:藕粉;尺码:M|699|wear
QP0569 法式蕾丝改良旗袍连衣裙|颜色分类:杏色;尺码:S|569|wear
QP0469 日常短款改良旗袍|颜色分类:青瓷;尺码:M|469|wear
QP0399 棉麻盘扣旗袍裙 通勤|颜色分类:米白;尺码:L|399|wear
QP0329 新中式国风衬衫|颜色分类:月白;尺码:M|329|wear
QP0269 女童旗袍 亲子款|颜色分类:大红;尺码:120|269|wear
QP0229 手工绣花鞋 软底|颜色分类:黑;尺码:37|229|wear
QP0199 桑蚕丝流苏披肩|颜色分类:烟灰|199|wear
QP0149 马面裙衬裙 打底|颜色分类:白;尺码:均码|149|wear
BT0599 国风彩妆礼盒 云锦套装|规格:礼盒装|599|beauty
BT0399 东方花酿护肤三件套|规格:水乳霜|399|beauty
BT0299 牡丹焕颜精华|规格:30ml|299|beauty
BT0239 桂花乌龙淡香水|规格:50ml|239|beauty
BT0199 云锦口红礼盒 三支装|颜色分类:正红+豆沙+梅子|199|beauty
BT0169 白茶面霜|规格:50g|169|beauty
BT0139 水墨气垫粉底|颜色分类:象牙白|139|beauty
BT0119 十二色敦煌眼影盘|颜色分类:飞天|119|beauty
BT0099 珍珠定妆散粉|规格:10g|99|beauty
BT0089 蚕丝面膜 十片装|规格:10片|89|beauty
BT0079 点绛唇釉|颜色分类:海棠|79|beauty
BT0069 雕花国风口红|颜色分类:正宫红|69|beauty
BT0059 玉簪花护手霜 两支|规格:50g*2|59|beauty
BT0049 黛眉自动眉笔|颜色分类:灰棕|49|beauty
BT0039 茉莉香膏|规格:10g|39|beauty
"""


def _read(line: str) -> Goods:
    sku, rest = line.split(" ", 1)
    title, option, yuan, sort = rest.split("|")
    return Goods(sku, title, option, int(yuan), sort == "wear")


SHELF: Final[tuple[Goods, ...]] = tuple(
    sorted((_read(line) for line in _SHELF.strip().splitlines()), key=lambda goods: goods.yuan)
)
PRICE_FEN: Final[Ints] = np.array([goods.yuan * 100 for goods in SHELF], dtype=np.int64)
IS_WEAR: Final[Flags] = np.array([goods.wear for goods in SHELF])
WEAR: Final[Ints] = np.flatnonzero(IS_WEAR).astype(np.int64)
BEAUTY: Final[Ints] = np.flatnonzero(~IS_WEAR).astype(np.int64)
