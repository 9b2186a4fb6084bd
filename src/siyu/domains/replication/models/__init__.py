"""Tables of replication."""

from siyu.domains.replication.models.answer import GateAnswer
from siyu.domains.replication.models.replication import Replication

__all__ = ["GateAnswer", "Replication"]
