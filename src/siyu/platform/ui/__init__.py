"""The design system: tokens, one CSS file and one template per component, icons, small ES modules."""
