"""Registers this part with Django."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Django's entry for `media`."""

    name = "siyu.domains.media"
    label = "media"

    def ready(self) -> None:
        """Forget every night what nobody used; keep the pictures of homepages."""
        from siyu.domains.accounts.types import picture_keeper
        from siyu.domains.media.actions import keep_homepage_pictures as keeping
        from siyu.domains.media.types import Holder, holders
        from siyu.platform.jobs.schedule import daily

        daily("media.forget_loose", 4, _forget_later)
        holders.add(keeping.KEPT, Holder(keeping.may_see_kept))
        holders.add(keeping.SHOWN, Holder(lambda _user, _slug: True))
        picture_keeper.fill(keeping.keep_homepage_pictures)


def _forget_later(_target: str) -> None:
    from siyu.domains.media.jobs import forget_loose

    forget_loose.enqueue()
