"""An opposition and its check to the weight of the finding: a product of factors that a person can check by hand.

The severity of the rule, the size of the difference, how firmly it was said, how far it reaches, where it stands, the
topic and what is at stake each make one factor; 1 is usual. Their product is read as odds, so the score never reaches
100 and no factor is drowned by another. The score orders findings within a severity, and only a product far from the
usual moves a finding by one severity: what a rule calls an error is one in all ordinary cases.
"""

from __future__ import annotations

import math

from msgspec import Struct

from auditor.findings.authority import touchpoint_weight
from auditor.findings.difference import times_between
from auditor.findings.oppositions import Opposition
from auditor.findings.reach import Reach, reached
from auditor.model import Factor, Quantity, Severity, Strength, Touchpoint
from auditor.priorities import Impact
from auditor.rules import Check, Topic
from auditor.wording import say, topic_name

# The odds of the usual finding of each severity: scores of 60, 41, 20 and 9, far enough apart for a factor or two.
_OF_RULE = {Severity.ERROR: 1.5, Severity.WARNING: 0.7, Severity.INFO: 0.25, Severity.NOTE: 0.1}
# A guarantee is what customers and courts hold a company to; "usually" leaves it a way out.
_OF_STRENGTH = {Strength.GUARANTEE: 1.3, Strength.FIRM: 1.0, Strength.HEDGED: 0.8}
# Who may get hurt comes before who loses money, and that before who is annoyed.
_OF_IMPACT = {Impact.SAFETY: 1.6, Impact.BUSINESS: 1.2, Impact.CONVENIENCE: 0.8}
# From 0.7 for values that nearly agree to 1.4 for free and charged: beyond a factor of three, worse is hardly worse.
_LEAST_DIFFERENCE, _MOST_DIFFERENCE = 0.7, 1.4
# From a statement that all others outreach to one that outreaches them all: reach alone does not make an error.
_LEAST_REACH, _MOST_REACH = 0.75, 1.25
# By the weight of the touchpoint (authority.py): a post of last year is 0.72, a web page 0.84, a policy 1.2.
_TOUCHPOINT_BASE, _TOUCHPOINT_STEP = 0.6, 0.12
# Up: only where a guarantee is broken or safety is at stake, and both are, or one is in the widest-read policy.
_RISES_FROM = 1.8
# Down: only one place that few rely on, with a difference of a tenth at most, and nothing else that speaks for it.
_FALLS_BELOW = 0.6
_SMALL = 1.1
_LIGHT = 1
_GRAVEST_FIRST = tuple(Severity)


class Weight(Struct, frozen=True):
    """What a finding weighs: the factors, of which the first is the rule's; the score, 0..100; the severity."""

    factors: tuple[Factor, ...]
    score: float
    severity: Severity


def weighed(check: Check, found: Opposition, topic: Topic, impact: tuple[str, Impact] | None, reach: Reach) -> Weight:
    """The weight of what a check has found; `impact` is what is at stake, and the name in audit.toml that says so.

    The score and the severity never fall where a single factor rises. The severity is at most one step from the
    rule's, between its `at_least` and `at_most`.
    """
    times, values = _furthest(found, topic)
    factors = (
        _difference(times, values),
        _strength(found),
        _reach(found, reach),
        _touchpoint(found),
        Factor("topic", round(float(topic.weight), 2), f"{topic_name(topic.id)} weighs {topic.weight:g}"),
        _impact(impact),
    )
    product = math.prod(factor.value for factor in factors)
    severity = _moved(check, product, grave=_is_grave(found, impact), light=_is_light(found, times))
    odds = _OF_RULE[check.severity] * product
    rule = Factor("rule", _OF_RULE[check.severity], _rule_in_words(check, severity, product))
    return Weight((rule, *factors), round(100 * odds / (1 + odds), 1), severity)


def _furthest(found: Opposition, topic: Topic) -> tuple[float | None, tuple[Quantity | None, Quantity | None]]:
    """The largest difference between a place to change and what the majority says, and the two values."""
    model = found.model.value
    apart = [(times_between(one.value, model, topic.favours), one.value) for one in found.outliers]
    sized = [(times, value) for times, value in apart if times is not None]
    if not sized:
        return None, (found.outliers[0].value, model)
    times, value = max(sized, key=lambda pair: pair[0])
    return times, (value, model)


def _difference(times: float | None, values: tuple[Quantity | None, Quantity | None]) -> Factor:
    if times is None or times == 1:
        return Factor("difference", 1.0, "what differs is not the size of a value")
    span = _MOST_DIFFERENCE - _LEAST_DIFFERENCE
    one, other = (say(value) if value is not None else "no value" for value in values)
    apart = "have no common measure" if math.isinf(times) else f"are {times:.3g} times apart"
    return Factor("difference", round(_LEAST_DIFFERENCE + span * (1 - 1 / times), 2), f"{one} and {other} {apart}")


def _strength(found: Opposition) -> Factor:
    strengths = {one.strength for one in (*found.outliers, *found.majority)}
    strongest = next(strength for strength in Strength if strength in strengths)
    why = {Strength.GUARANTEE: "one side is guaranteed", Strength.FIRM: "flatly stated"}
    return Factor("strength", _OF_STRENGTH[strongest], why.get(strongest, "both sides only say what is usual"))


def _reach(found: Opposition, reach: Reach) -> Factor:
    far = reached(found.outliers, reach)
    value = _LEAST_REACH + (_MOST_REACH - _LEAST_REACH) * min(far.rank, 1.0)
    return Factor("reach", round(value, 2), far.why)


def _touchpoint(found: Opposition) -> Factor:
    weightiest = _weightiest(found)
    value = _TOUCHPOINT_BASE + _TOUCHPOINT_STEP * touchpoint_weight(weightiest)
    return Factor("touchpoint", round(value, 2), f"{topic_name(weightiest)} is the weightiest place to change")


def _weightiest(found: Opposition) -> Touchpoint:
    return max((one.touchpoint for one in found.outliers), key=lambda at: (touchpoint_weight(at), at))


def _impact(impact: tuple[str, Impact] | None) -> Factor:
    if impact is None:
        return Factor("impact", 1.0, "audit.toml sets no impact for this scope")
    return Factor("impact", _OF_IMPACT[impact[1]], f"audit.toml says {impact[1]} for {impact[0]}")


def _is_light(found: Opposition, times: float | None) -> bool:
    """Whether nothing but one place that few rely on is to change, and by little."""
    single = sum(one.occurrences for one in found.outliers) == 1
    return single and touchpoint_weight(_weightiest(found)) <= _LIGHT and times is not None and 1 < times <= _SMALL


def _is_grave(found: Opposition, impact: tuple[str, Impact] | None) -> bool:
    """Whether a guarantee is broken or somebody may get hurt."""
    guaranteed = any(one.strength is Strength.GUARANTEE for one in (*found.outliers, *found.majority))
    return guaranteed or (impact is not None and impact[1] is Impact.SAFETY)


def _moved(check: Check, product: float, *, grave: bool, light: bool) -> Severity:
    """The rule's severity, one step up or down where the product says so and the rule allows it."""
    usual = _GRAVEST_FIRST.index(check.severity)
    if grave and product >= _RISES_FROM:
        return _GRAVEST_FIRST[max(usual - 1, _GRAVEST_FIRST.index(check.at_most))]
    if light and product < _FALLS_BELOW:
        return _GRAVEST_FIRST[min(usual + 1, _GRAVEST_FIRST.index(check.at_least))]
    return check.severity


def _rule_in_words(check: Check, severity: Severity, product: float) -> str:
    usual = f"{topic_name(check.id)} is usually {check.severity}"
    if severity is check.severity:
        return usual
    return f"{usual}; here {severity}, since all other factors together make {product:.2f}"
