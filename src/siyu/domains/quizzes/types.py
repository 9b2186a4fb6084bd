"""The shape of a quiz's content, read from JSON and checked; and what an answer comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from siyu.kernel.errors import Invalid
from siyu.platform.registry import Registry

HOLDER: Final = "quiz"
"""The name of quizzes among holders of media and among cards."""

Code = Annotated[str, Field(pattern=r"^[a-z0-9]{1,12}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class GivenTag(_Part):
    """A tag that a choice puts on; it falls off after `days`, never when empty."""

    name: str = Field(min_length=1, max_length=40)
    days: int | None = Field(default=None, ge=1, le=3650)


class Choice(_Part):
    """One choice of a question: what it says, what it tells about the person, where it leads."""

    id: Code
    text: str = Field(min_length=1, max_length=60)
    picture: str = Field(default="", max_length=20)
    tags: tuple[GivenTag, ...] = ()
    points: int = Field(default=0, ge=-1000, le=1000)
    result: str = ""
    goto: str = ""


class Question(_Part):
    """One question; `multi` lets people choose several, at most `most` of them (0: as many as there are)."""

    id: Code
    text: str = Field(min_length=1, max_length=100)
    picture: str = Field(default="", max_length=20)
    kind: Literal["single", "multi"] = "single"
    most: int = Field(default=0, ge=0)
    optional: bool = False
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=12)


class Result(_Part):
    """A card that people get at the end; `from_points` where points decide. Its tags come on top of the choices'."""

    id: Code
    title: str = Field(min_length=1, max_length=40)
    text: str = Field(default="", max_length=300)
    picture: str = Field(default="", max_length=20)
    from_points: int | None = None
    tags: tuple[GivenTag, ...] = ()
    group: str = Field(default="", max_length=20)


class Content(_Part):
    """What a quiz asks and what comes of it. Ids are unique; jumps lead forward, so every way ends."""

    questions: tuple[Question, ...] = Field(min_length=1, max_length=30)
    results: tuple[Result, ...] = Field(min_length=1, max_length=12)
    decided_by: Literal["points", "votes"] = "votes"

    @field_validator("questions", "results")
    @classmethod
    def _unique(cls, parts: tuple[Question | Result, ...]) -> tuple[Question | Result, ...]:
        ids = [part.id for part in parts]
        if len(set(ids)) != len(ids):
            raise ValueError("two parts have the same id")
        return parts

    @model_validator(mode="after")
    def _consistent(self) -> Content:
        places = {question.id: place for place, question in enumerate(self.questions)}
        results = {result.id for result in self.results}
        for place, question in enumerate(self.questions):
            ids = [choice.id for choice in question.choices]
            if len(set(ids)) != len(ids):
                raise ValueError(f"question {place + 1}: two choices have the same id")
            for choice in question.choices:
                if choice.result and choice.result not in results:
                    raise ValueError(f"question {place + 1}: there is no result {choice.result!r}")
                if choice.goto and places.get(choice.goto, -1) <= place:
                    raise ValueError(f"question {place + 1}: a jump leads to a later question")
        if self.decided_by == "points" and not any(result.from_points is None for result in self.results):
            raise ValueError("one result needs no points: it is for whoever reaches no other")
        return self


def read_content(data: object) -> Content:
    """The checked content. Raises Invalid with the path to what is wrong and the reason."""
    try:
        return Content.model_validate(data)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        path = ".".join(str(part) for part in first["loc"])
        raise Invalid(first["msg"].removeprefix("Value error, "), path=path or "quiz") from wrong


def pictures_in(content: Any) -> Iterator[str]:
    """The public ids of all pictures in a content, finished or not."""
    if isinstance(content, dict):
        for name, value in content.items():
            if name == "picture" and isinstance(value, str) and value:
                yield value
            else:
                yield from pictures_in(value)
    elif isinstance(content, list | tuple):
        for part in content:
            yield from pictures_in(part)


@dataclass(frozen=True)
class Prize:
    """What a domain above gives for a finished quiz: `shown(answering)` is (template, context) or None for nothing."""

    shown: Callable[[Any], tuple[str, dict[str, Any]] | None]


prizes: Registry[Prize] = Registry("quizzes.prizes")
"""Filled in AppConfig.ready by domains that give prizes; the result page shows what each of them gives."""
