"""How identities are written down."""

from __future__ import annotations

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.fans.queries import identity_values


@given(key=st.text(min_size=1, max_size=150), phone=st.from_regex(r"1[0-9]{10}", fullmatch=True))
def test_the_hash_of_a_phone_is_the_standard_one(key: str, phone: str) -> None:
    class Home:
        def secret(self, _name: str) -> str:
            return key

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(identity_values, "settings", Home)
        identity_values._padded_key.cache_clear()
        assert identity_values.phone_value(phone) == hmac.digest(key.encode(), phone.encode(), "sha256").hex()
    identity_values._padded_key.cache_clear()
