"""Tables of routing."""

from siyu.domains.routing.models.route import Newcomer, Route, Routed, RouteRun

__all__ = ["Newcomer", "Route", "RouteRun", "Routed"]
