"""Doors of quizzes at the console."""
