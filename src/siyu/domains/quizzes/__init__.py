"""Owns quizzes: questions, answers that become tags, result cards, follow-up."""
