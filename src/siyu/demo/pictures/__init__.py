"""Drawn pictures for the demo's notes: dresses, fabrics, lipsticks, tea, gardens, mountains, and covers of words."""
