"""What holds for the members' log-in: how long a code lives, how often one is sent, which texts are in force."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

CODE_DIGITS: Final = 6
CODE_LIVES: Final = timedelta(minutes=5)
CODE_TRIES: Final = 5
RESEND_AFTER: Final = timedelta(seconds=60)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(hours=24)
NUMBER_A_HOUR: Final = 5
NUMBER_A_DAY: Final = 10
ADDRESS_A_HOUR: Final = 20
ADDRESS_A_DAY: Final = 60

TERMS_VERSION: Final = "2026-11-23"
"""The version of the terms and of the privacy notice (`templates/people/terms.html`, `privacy.html`) in force."""

WECHAT_PAGES: Final = "https://open.weixin.qq.com"
"""Where the forms of log-in may lead on to: browsers look at redirects too."""
