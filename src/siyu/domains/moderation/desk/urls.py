"""Addresses of moderation, beneath /console/<account>/moderation/."""

from __future__ import annotations

from siyu.domains.moderation.desk.room import at_desk
from siyu.domains.moderation.desk.routes import routes

app_name = "moderation"
urlpatterns = routes(at_desk)
