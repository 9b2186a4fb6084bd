"""What can be done in quizzes, one use case a file."""
