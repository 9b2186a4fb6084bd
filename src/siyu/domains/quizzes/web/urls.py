"""URLs of quizzes on the member side, beneath `q/`."""

from __future__ import annotations

from django.urls import path

from siyu.domains.quizzes.web import answering

app_name = "quizzes"
urlpatterns = [
    path("<str:quiz>/", answering.front, name="quiz"),
    path("<str:quiz>/begin/", answering.begin, name="begin"),
    path("<str:quiz>/go/", answering.question, name="question"),
    path("<str:quiz>/result/<str:answering>/", answering.result, name="result"),
    path("<str:quiz>/result/<str:answering>/card.png", answering.poster, name="poster"),
]
