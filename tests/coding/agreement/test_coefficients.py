"""Kappa and alpha against worked figures."""

from __future__ import annotations

import pytest

from kg.coding.agreement.coefficients import cohen_kappa, krippendorff_alpha

# 10 units, 8 agreed: observed 0.8; marginals 6/4 and 6/4 give 0.52 expected.
FIRST = list("aaaaaabbbb")
SECOND = list("aaaaabbbba")


def test_kappa_is_agreement_beyond_what_the_marginals_give() -> None:
    assert cohen_kappa(FIRST, SECOND) == pytest.approx((0.8 - 0.52) / (1 - 0.52))


def test_alpha_takes_the_pooled_labels_without_replacement() -> None:
    expected_disagreement = 2 * 12 * 8 / (20 * 19)

    assert krippendorff_alpha(FIRST, SECOND) == pytest.approx(1 - 0.2 / expected_disagreement)


@pytest.mark.parametrize("labels", [[], ["a", "a"]], ids=["no unit", "one label"])
def test_without_two_labels_there_is_no_chance_to_correct_for(labels: list[str]) -> None:
    assert cohen_kappa(labels, labels) is None
    assert krippendorff_alpha(labels, labels) is None
