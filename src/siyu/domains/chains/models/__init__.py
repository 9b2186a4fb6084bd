"""Tables of chains."""

from siyu.domains.chains.models.chain import Chain, ChainItem
from siyu.domains.chains.models.entry import ChainEntry, ChainLine

__all__ = ["Chain", "ChainEntry", "ChainItem", "ChainLine"]
