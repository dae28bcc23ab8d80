"""Prometheus' text format (0.0.4): names, kinds, labels of our own making, numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Metric:
    """One name with its samples. Labels are keys of the program, never anybody's words."""

    name: str
    kind: str
    help: str
    samples: Sequence[tuple[str, Labels, float]]  # what is added to the name, labels, value

    def lines(self) -> Iterator[str]:
        """As they stand on the page."""
        yield f"# HELP {self.name} {self.help}"
        yield f"# TYPE {self.name} {self.kind}"
        for more, labels, value in self.samples:
            inside = ",".join(f'{name}="{said}"' for name, said in labels.items())
            yield f"{self.name}{more}{{{inside}}} {value:.12g}" if inside else f"{self.name}{more} {value:.12g}"


def gauge(name: str, help: str, *samples: tuple[Labels, float]) -> Metric:
    """A number that goes up and down."""
    return Metric(name, "gauge", help, [("", labels, value) for labels, value in samples])


class Histogram:
    """How often something took how long, since the process began."""

    def __init__(self, *bounds: float) -> None:
        self._bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0

    def note(self, seconds: float) -> None:
        """It took this long once more."""
        self._counts[bisect_left(self._bounds, seconds)] += 1
        self._sum += seconds

    def metric(self, name: str, help: str) -> Metric:
        """As it is now."""
        reached, samples = 0, []
        for bound, count in zip((*self._bounds, float("inf")), self._counts, strict=True):
            reached += count
            samples.append(("_bucket", {"le": "+Inf" if bound == float("inf") else f"{bound:g}"}, float(reached)))
        # The sum in whole seconds: from one look to the next it does not tell how long a single one took.
        return Metric(name, "histogram", help, [*samples, ("_sum", {}, round(self._sum)), ("_count", {}, reached)])


def page(metrics: Iterable[Metric]) -> str:
    """All of them; one without samples is left out, for it is not known yet."""
    return "".join(f"{line}\n" for metric in metrics if metric.samples for line in metric.lines())
