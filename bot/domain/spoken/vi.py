"""Vietnamese."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="vi",
    name="Tiếng Việt",
    english="Vietnamese",
    keywords={
        "and": "và",
        "complaint": "khiếu nại",
        "concern": "lo ngại",
        "consent": "đồng thuận, giấy đồng ý",
        "events": "sự kiện",
        "help": "giúp, giúp đỡ, trợ giúp",
        "language": "ngôn ngữ, ngon ngu",
        "meet": "hẹn gặp, gặp mặt",
        "no": "không",
        "paper": "giấy, bản giấy",
        "policies": "quy định",
        "privacy": "quyền riêng tư",
        "start": "bắt đầu",
        "steps": "các bước",
        "stop": "dừng, ngừng",
        "yes": "có, vâng, dạ, đồng ý",
    },
    people={
        "deputy": "phó hiệu trưởng, hiệu phó, thầy hiệu phó, cô hiệu phó",
        "head": "hiệu trưởng, thầy hiệu trưởng, cô hiệu trưởng",
        "office": "văn phòng, văn phòng trường",
        "teacher": "giáo viên, giáo viên chủ nhiệm, cô giáo, thầy giáo, cô chủ nhiệm, thầy chủ nhiệm",
    },
    hints={
        "about": r"về",
        "access": r"(?:dữ liệu|thông tin)\b.*\btrường\b.*\b(?:giữ|lưu)\b",
        "before": r"\b(?:nói chuyện|trao đổi|gặp)(?: với)?|nhắn cho",
        "discuss": r"\b(?:nói chuyện|trao đổi|bàn) (?:với|về|thêm)\b",
        "erase": r"x(?:óa|oá)\b.*\b(?:dữ liệu|tài khoản)",
        "meeting": r"(?<!\w)(?:hẹn gặp|gặp mặt|cuộc hẹn|xin gặp|muốn gặp)",
        "opening": r"kính gửi|gửi",
        "serious": (
            r"đánh (?:nhau|bạn|em|con|cháu|cô|thầy)\b|bắt nạt|ăn cắp|ăn trộm|đe dọa|con dao\b|cầm dao\b|ma túy|"
            r"phân biệt chủng tộc|bạo lực|cắn bạn|đá bạn"
        ),
        "teacher": r"(?<!\w)(?:giáo viên|cô giáo|thầy giáo|thầy\b|cô\b)",
        "wish": r"(?<!\w)(?:muốn|xin|có thể)\b",
    },
)
