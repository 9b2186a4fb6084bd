"""Tables of log-ins."""

from siyu.domains.people.models.agreement import Agreement
from siyu.domains.people.models.phone_code import CodeSending, PhoneCode
from siyu.domains.people.models.user import User
from siyu.domains.people.models.wechat_login import WeChatLogin

__all__ = ["Agreement", "CodeSending", "PhoneCode", "User", "WeChatLogin"]
