"""Cohen's kappa (nltk) and Krippendorff's alpha (krippendorff) for two coders and nominal labels."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["cohen_kappa", "krippendorff_alpha"]


def cohen_kappa(first: Sequence[str], second: Sequence[str]) -> float | None:
    """Compute kappa of two coders' labels for the same units; None when only one label occurs at all."""
    if len(set(first) | set(second)) < 2:
        return None
    from nltk.metrics.agreement import AnnotationTask

    task = AnnotationTask(
        [("first", str(unit), label) for unit, label in enumerate(first)]
        + [("second", str(unit), label) for unit, label in enumerate(second)]
    )
    return float(task.kappa())


def krippendorff_alpha(first: Sequence[str], second: Sequence[str]) -> float | None:
    """Compute alpha of two coders' labels for the same units; None when only one label occurs at all."""
    values = sorted(set(first) | set(second))
    if len(values) < 2:
        return None
    import krippendorff

    index = {value: number for number, value in enumerate(values)}
    data = [[index[label] for label in first], [index[label] for label in second]]
    alpha = krippendorff.alpha(
        reliability_data=data, value_domain=list(range(len(values))), level_of_measurement="nominal"
    )
    return float(alpha)
