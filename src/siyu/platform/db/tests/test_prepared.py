"""Prepared queries answer what their querysets answer, for whatever parameters."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from siyu.platform.db.prepared import Prepared

pytestmark = pytest.mark.django_db


def test_each_call_asks_for_its_own_parameters() -> None:
    of = Prepared(lambda one, other: ContentType.objects.filter(Q(pk=one) | Q(pk=other)).values_list("pk", "model"))
    rows = list(ContentType.objects.order_by("pk").values_list("pk", "model")[:4])
    assert sorted(of(rows[0][0], rows[1][0])) == rows[:2]
    assert sorted(of(rows[3][0], rows[2][0])) == rows[2:4]
    assert of(0, -1) == []


def test_constants_stay_and_a_parameter_may_stand_twice() -> None:
    kind = ContentType.objects.get(app_label="notes", model="note")
    of = Prepared(lambda one: ContentType.objects.filter(Q(pk=one) & Q(pk__lte=one), model="note").values_list("model"))
    assert of(kind.pk) == [("note",)]
    assert of(kind.pk + 1) == []


def test_one_statement_and_no_more() -> None:
    of = Prepared(lambda one: ContentType.objects.filter(pk=one).values_list("model"))
    of(1)
    with CaptureQueriesContext(connection) as seen:
        of(2)
    assert len(seen) == 1


def test_a_parameter_that_the_query_does_not_use_is_a_mistake() -> None:
    with pytest.raises(AssertionError, match="1 parameters"):
        Prepared(lambda one, other: ContentType.objects.filter(pk=one).values_list("pk"))(1, 2)
