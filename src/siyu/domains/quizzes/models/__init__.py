"""Tables of quizzes."""

from siyu.domains.quizzes.models.answering import Answering
from siyu.domains.quizzes.models.follow_up import FollowUp
from siyu.domains.quizzes.models.quiz import Quiz, QuizVersion

__all__ = ["Answering", "FollowUp", "Quiz", "QuizVersion"]
