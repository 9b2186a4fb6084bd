"""URLs of 我的 and of members' own pages."""

from __future__ import annotations

from django.urls import path

from siyu.domains.members.web import following, mine, own_data, privacy, profile

urlpatterns = [
    path("my/", mine.my, name="my"),
    path("my/settings/", mine.settings_page, name="my_settings"),
    path("my/help/", mine.help_page, name="my_help"),
    path("my/profile/", profile.edit, name="my_profile"),
    path("my/profile/avatar/", profile.avatar, name="my_avatar"),
    path("my/follows/", following.follows, name="my_follows"),
    path("my/follows/<slug:brand>/", following.follow, name="follow"),
    path("my/blocks/", following.blocks, name="my_blocks"),
    path("my/blocks/member/<str:uid>/", following.block_member, name="block_member"),
    path("my/blocks/account/<slug:brand>/", following.block_brand, name="block_account"),
    path("my/privacy/", privacy.overview, name="my_privacy"),
    path("my/privacy/personalisation/", privacy.personalisation, name="my_personalisation"),
    path("my/privacy/messages/", privacy.messages_page, name="my_messages_why"),
    path("my/privacy/at/<slug:brand>/", privacy.at_account, name="my_privacy_at"),
    path("my/privacy/at/<slug:brand>/consent/", privacy.consent, name="my_consent"),
    path("my/privacy/export/", own_data.export, name="my_export"),
    path("my/privacy/export/<str:export_id>/", own_data.export_state, name="my_export_state"),
    path("my/privacy/export/<str:export_id>/file/", own_data.export_file, name="my_export_file"),
    path("my/privacy/erase/", own_data.erase, name="my_erase"),
    path("my/privacy/erase/undo/", own_data.undo_erase, name="my_erase_undo"),
    path("u/<str:uid>/", profile.show, name="member"),
]
