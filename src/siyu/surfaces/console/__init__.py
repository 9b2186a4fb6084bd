"""The console of operators: shell, navigation, today, dashboards, boss page."""
