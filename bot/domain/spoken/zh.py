"""Chinese in simplified characters, with the traditional ones where a word alone is typed. No spaces part its words."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="zh",
    name="中文",
    english="Chinese",
    keywords={
        "and": "和, 跟, 与",
        "complaint": "投诉, 投訴",
        "concern": "担忧, 反映问题",
        "consent": "同意书, 同意書",
        "events": "活动, 活動",
        "help": "帮助, 幫助, 帮忙",
        "language": "语言, 語言",
        "meet": "面谈, 面談, 预约, 預約",
        "no": "否, 不, 不用, 不要, 不同意",
        "paper": "纸质, 纸质版, 紙本",
        "policies": "规章, 规定",
        "privacy": "隐私, 隱私",
        "start": "开始, 開始",
        "steps": "步骤, 步驟",
        "stop": "停止, 退订, 退訂",
        "yes": "是, 是的, 好, 好的, 同意",
    },
    people={
        "deputy": "副校长, 副校長",
        "head": "校长, 校長",
        "office": "办公室, 辦公室, 学校办公室",
        "teacher": "老师, 老師, 班主任",
    },
    hints={
        "about": r"关于|關於",
        "access": r"(?:保存|持有|掌握).{0,12}(?:我|孩子|家).{0,6}(?:资料|数据|信息)|(?:我|孩子|家)的(?:全部|所有)?(?:资料|数据)的?(?:副本|复印件)",
        "discuss": r"谈谈|聊聊|谈一下|当面谈|面谈",
        "erase": r"删除.{0,8}(?:资料|数据|账户|账号|信息)",
        "meeting": r"见面|面谈|预约|约个时间",
        "serious": r"\w*(?:打人|打架|打了|被打|踢了|咬了|偷了|偷东西|威胁|拿刀|欺负|霸凌|毒品|种族歧视|暴力)",
        "teacher": r"老师|班主任",
        "wish": r"想|希望|可以|能不能|能否",
    },
)
