"""Chains 接龙 in groups: sign-ups and orders with quantities, a cap and a deadline."""
