"""Doors of quizzes on the member side."""
