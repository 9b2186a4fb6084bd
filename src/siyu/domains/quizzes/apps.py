"""Registers this part with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    """Django's entry for `quizzes`."""

    name = "siyu.domains.quizzes"
    label = "quizzes"

    def ready(self) -> None:
        """Let quizzes hold pictures and stand on cards; put them and their follow-up in the console."""
        from siyu.domains.media.types import Card, Holder, cards, holders
        from siyu.domains.members.types import Eraser, Export, erasers, exports
        from siyu.domains.quizzes.actions.forget_answers import forget_answers
        from siyu.domains.quizzes.queries.follow_ups import PERMISSION, due_count
        from siyu.domains.quizzes.queries.own_data import answers
        from siyu.domains.quizzes.queries.pages import choose_quiz_card, find_quiz_card, render_quiz_card
        from siyu.domains.quizzes.types import HOLDER
        from siyu.platform.ui import navigation, todos

        exports.add("quiz_answers", Export(answers))
        erasers.add("quizzes", Eraser(90, forget_answers))
        holders.add(HOLDER, Holder(lambda _user, _id: True))
        cards.add(HOLDER, Card(find_quiz_card, render_quiz_card, _("Quizzes"), choose_quiz_card))
        desk = "console:quizzes_desk"
        navigation.add(
            navigation.Entry("quizzes", _("Quizzes"), "help", f"{desk}:list", "quizzes.edit", 81, also="答题 quiz"),
            navigation.Entry(
                "follow_up", _("Follow-up"), "calendar", f"{desk}:follow_up", PERMISSION, 82, "quizzes", also="跟进"
            ),
        )
        todos.todos.add(
            "follow_up",
            todos.Source(
                PERMISSION, _("Follow-up due"), _("the next step for who answered"), "calendar", f"{desk}:follow_up",
                due_count,
            ),
        )  # fmt: skip
