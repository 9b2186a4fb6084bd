"""Tables of imports."""

from siyu.domains.imports.models.job import ImportJob, Mapping, RejectedRow
from siyu.domains.imports.models.order import Goods, ImportedOrder, OrderLine

__all__ = ["Goods", "ImportJob", "ImportedOrder", "Mapping", "OrderLine", "RejectedRow"]
