"""Words of facts in templates."""
