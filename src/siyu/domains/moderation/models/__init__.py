"""Tables of moderation."""

from siyu.domains.moderation.models.case import Case, Report
from siyu.domains.moderation.models.convention import Convention
from siyu.domains.moderation.models.penalty import Penalty
from siyu.domains.moderation.models.word import Word

__all__ = ["Case", "Convention", "Penalty", "Report", "Word"]
