"""What a page says to draw a chart: the question, the figures, and everything a reader needs to trust them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from siyu.platform.ui.navigation import Text


@dataclass(frozen=True)
class Chart:
    """A chart for `{% chart %}`. `option` is an ECharts option of plain JSON values, without colours or formatters.

    `format` of an axis or series is said by name: `fen`, `count`, `percent` (a share of 1), `days`.
    `columns` and `rows` are the table behind it; cells are shown as given, so format them before.
    """

    name: str
    title: Text
    option: dict[str, Any]
    unit: Text = ""
    window: Text = ""
    zone: str = ""
    computed_at: datetime | None = None
    answer: Text = ""
    format: str = "count"
    columns: Sequence[Text] = ()
    rows: Sequence[Sequence[Any]] = ()
    size: str = ""

    def data(self) -> dict[str, Any]:
        """What `ui/js/chart.js` reads."""
        return {"option": self.option, "format": self.format}


@dataclass(frozen=True)
class Series:
    """One named run of figures on a shared category axis; `kind` is `line` or `bar`."""

    name: Text
    values: Sequence[float | int | None]
    kind: str = "bar"
    stack: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


def over_categories(categories: Sequence[str], series: Sequence[Series], *, flat: bool = False) -> dict[str, Any]:
    """The option of lines or bars over categories (days, months, tiers); `flat` lays the bars down."""
    axis_of_names: dict[str, Any] = {"type": "category", "data": list(categories)}
    axis_of_values: dict[str, Any] = {"type": "value"}
    if flat:
        axis_of_names["inverse"] = True
    return {
        "xAxis": axis_of_values if flat else axis_of_names,
        "yAxis": axis_of_names if flat else axis_of_values,
        "legend": {"show": len(series) > 1},
        "tooltip": {"trigger": "axis"},
        "series": [
            {
                "name": str(one.name),
                "type": one.kind,
                "data": list(one.values),
                **({"stack": one.stack} if one.stack else {}),
                **one.extra,
            }
            for one in series
        ],
    }
