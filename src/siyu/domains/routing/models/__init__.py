"""Tables of routing."""

from siyu.domains.routing.models.route import Route, Routed, RouteRun

__all__ = ["Route", "RouteRun", "Routed"]
