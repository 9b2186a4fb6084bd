"""Registers this part with Django."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Django's entry for `moderation`."""

    name = "siyu.domains.moderation"
    label = "moderation"

    def ready(self) -> None:
        """Screen names and homepages of accounts, which rank below; stand in the console and in 我的."""
        from siyu.domains.accounts.types import screening
        from siyu.domains.moderation.actions.refuse_text import refuse_text

        screening.fill(refuse_text)
        _hang_on_bars()
        _hang_in_log()


def _hang_on_bars() -> None:
    from django.utils.translation import gettext_lazy as _

    from siyu.platform.ui import navigation
    from siyu.platform.ui.member_tabs import MyEntry, my_entries
    from siyu.platform.ui.navigation import Entry

    review, words = "moderation.review", "moderation.words"
    queue, penalties, lists = (f"console:moderation:{name}" for name in ("queue", "penalties", "words"))
    navigation.add(
        Entry("moderation", _("Moderation"), "review", queue, review, 115, also="审核 举报 队列 review reports"),
        Entry("penalties", _("Penalties"), "ban", penalties, review, 116, parent="moderation", also="处罚 禁言"),
        Entry("word_lists", _("Word lists"), "shield", lists, words, 117, parent="moderation", also="敏感词 词库"),
    )
    my_entries.add("reports", MyEntry("reports", _("My reports"), "flag", "my_reports", 40, shelf="more"))
    my_entries.add(
        "penalties", MyEntry("penalties", _("Decisions about me"), "shield", "my_penalties", 41, shelf="more")
    )


def _hang_in_log() -> None:
    from siyu.domains.accounts.types import log_values
    from siyu.domains.moderation.queries.rule_words import rule_words, step_words, verdict_words

    log_values.add("outcome", step_words)
    log_values.add("was", step_words)
    log_values.add("category", rule_words)
    log_values.add("verdict", verdict_words)
