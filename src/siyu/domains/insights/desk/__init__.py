"""Console pages of figures: dashboards, the catalogue of metrics, the boss page."""
