"""What can be read of quizzes."""
