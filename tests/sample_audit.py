"""A small audit written out by hand: what the tests of every report format read."""

from __future__ import annotations

from auditor.model import (
    Agreement,
    Audit,
    Bin,
    Clock,
    Coverage,
    CoverageCell,
    CoverageRow,
    Duration,
    Evidence,
    Factor,
    Finding,
    Fix,
    FixKind,
    Judgement,
    Model,
    Money,
    NotChecked,
    Origin,
    Orphan,
    Period,
    Promise,
    Promised,
    Region,
    SaidValue,
    Scope,
    Severity,
    SilentPractice,
    Skipped,
    Strength,
    Touchpoint,
    Unit,
    Variant,
    Verdict,
    VerdictKind,
)

STANDARD = Scope(service="standard", region="US")
THREE_TO_FIVE = Duration(3, 5, Unit.BUSINESS_DAY)
SEVEN_TO_TEN = Duration(7, 10, Unit.BUSINESS_DAY)
DELIVERED = Clock("dispatched", "delivered")


def evidence(
    document: str,
    touchpoint: Touchpoint,
    sentence: str,
    quote: str,
    value: Duration | Money,
    role: str,
    places: int = 1,
) -> Evidence:
    return Evidence(
        document=document,
        touchpoint=touchpoint,
        origin=Origin.TEXT,
        quote=quote,
        sentence=sentence,
        value=value,
        strength=Strength.FIRM,
        scope=STANDARD,
        clock=DELIVERED,
        occurrences=places,
        documents=(document,),
        locator="main > p",
        region=Region.BODY,
        context=("Shipping", "Standard"),
        role=role,
    )


SCRIPT = evidence(
    "scripts/orders.md",
    Touchpoint.CALL_SCRIPT,
    "Please allow 7 to 10 business days for standard orders.",
    "7 to 10 business days",
    SEVEN_TO_TEN,
    "outlier",
)
POLICY = evidence(
    "https://www.shop.example/shipping.html",
    Touchpoint.POLICY,
    "Standard orders arrive in 3–5 business days once they have left us.",
    "3–5 business days",
    THREE_TO_FIVE,
    "majority",
    12,
)
FREE = evidence(
    "https://www.shop.example/",
    Touchpoint.BANNER,
    "Free shipping over $75",
    "over $75",
    Money(75, "USD"),
    "majority",
    40,
)

FINDING = Finding(
    key="EXP-3f9c1a7be210",
    code="C1",
    rule="contradiction",
    topic="delivery_time",
    severity=Severity.ERROR,
    scope=STANDARD,
    title="Standard delivery in the US: 3–5 business days in 12 places, 7–10 business days in the call script",
    explanation="The same customers are told two times that cannot both be true.",
    suggestion="Change scripts/orders.md to “Please allow 3–5 business days for standard orders.”",
    evidence=(SCRIPT, POLICY),
    state="9b1c0f",
    severity_score=63.4,
    severity_factors=(
        Factor("rule", 1.5, "contradiction is usually error"),
        Factor("difference", 1.05, "7–10 business days and 3–5 business days are 2 times apart"),
        Factor("reach", 1.1, "1,240 views on 3 pages"),
    ),
    confidence=0.94,
    owners=("call centre",),
    fix=Fix(
        document="scripts/orders.md",
        locator="main > p",
        owner="call centre",
        kind=FixKind.PLACE,
        occurrences=1,
        sentence="Please allow 7 to 10 business days for standard orders.",
        replacement="Please allow 3 to 5 business days for standard orders.",
        model=Model(
            "https://www.shop.example/shipping.html",
            "main > p",
            "Standard orders arrive in 3–5 business days once they have left us.",
        ),
    ),
)

KEPT = Verdict(
    topic="delivery_time",
    scope=STANDARD,
    promise=Promised(THREE_TO_FIVE, Strength.FIRM, (POLICY,)),
    verdict=VerdictKind.OVER_PROMISE,
    measure="delivery",
    n=1894,
    n_open=33,
    quarantined={"end_before_start": 7},
    kept_rate=0.7276,
    kept_ci=(0.7081, 0.7463),
    p50=4,
    p90=7,
    p95=9,
    unit=Unit.BUSINESS_DAY,
    target=0.90,
    defensible={
        "0.90": Duration(None, 7, Unit.BUSINESS_DAY),
        "0.95": Duration(None, 10, Unit.BUSINESS_DAY),
        "0.99": None,
    },
    trend="steady",
    periods=(Period("2026-08", 610, 0.75), Period("2026-09", 640, 0.73), Period("2026-10", 644, 0.70)),
    bins=(
        Bin(1, 90, 0),
        Bin(2, 310, 2),
        Bin(3, 420, 4),
        Bin(4, 380, 9),
        Bin(5, 178, 18),
        Bin(7, 330, 0),
        Bin(9, 186, 0),
    ),
    match_method="topic and scope",
    conventions=("business days: the order day is day 0, a closed day rolls forward",),
    arithmetic="1,894 decided: 1,378 within 5 business days = 72.8 %",
    suggestion="Say “up to 7 business days”: it was kept for at least 90 % of customers.",
    as_of="2026-10-31",
)


def said(statement: Evidence, *, outlying: bool = False) -> SaidValue:
    return SaidValue(
        value=statement.value,
        strength=statement.strength,
        quote=statement.sentence,
        document=statement.document,
        occurrences=statement.occurrences,
        outlying=outlying,
    )


COVERAGE = Coverage(
    touchpoints=(Touchpoint.WEB, Touchpoint.POLICY, Touchpoint.BANNER, Touchpoint.CALL_SCRIPT),
    rows=(
        CoverageRow(
            topic="delivery_time",
            scope=Scope(service="standard"),
            scopes=(STANDARD,),
            usual=THREE_TO_FIVE,
            agreement=Agreement.DISAGREE,
            cells=(
                CoverageCell(Touchpoint.WEB, ()),
                CoverageCell(Touchpoint.POLICY, (said(POLICY),)),
                CoverageCell(Touchpoint.BANNER, ()),
                CoverageCell(Touchpoint.CALL_SCRIPT, (said(SCRIPT, outlying=True),)),
            ),
        ),
        CoverageRow(
            topic="free_shipping_threshold",
            scope=Scope(),
            scopes=(Scope(),),
            usual=Money(75, "USD"),
            agreement=Agreement.ONE_PLACE,
            cells=(
                CoverageCell(Touchpoint.WEB, ()),
                CoverageCell(Touchpoint.POLICY, ()),
                CoverageCell(Touchpoint.BANNER, (said(FREE),)),
                CoverageCell(Touchpoint.CALL_SCRIPT, ()),
            ),
        ),
    ),
    unsaid=("refund_time", "warranty_period"),
)

AUDIT = Audit(
    company="Shop & Sons",
    as_of="2026-11-01",
    documents={"banner": 0, "call_script": 1, "policy": 12, "web": 28},
    commitments=53,
    promises=(
        Promise(
            "delivery_time",
            STANDARD,
            (
                Variant(THREE_TO_FIVE, Strength.FIRM, DELIVERED, 12, (POLICY,)),
                Variant(SEVEN_TO_TEN, Strength.FIRM, DELIVERED, 1, (SCRIPT,)),
            ),
        ),
        Promise("free_shipping_threshold", Scope(), (Variant(Money(75, "USD"), Strength.FIRM, Clock(), 40, (FREE,)),)),
    ),
    findings=(FINDING,),
    judgement=Judgement(
        verdicts=(KEPT,),
        orphans=(
            Orphan(
                "refund_time",
                Scope(),
                "within 5 days",
                "https://www.shop.example/refunds.html",
                "no measure of refund time",
            ),
        ),
        silent=(SilentPractice("repair", {"service": "express"}, 412, 2, 4, Unit.DAY),),
    ),
    skipped=(Skipped("https://www.shop.example/old.html", "404 Not Found", "remove the link or redirect it"),),
    not_checked=(NotChecked("contradiction", "shipping fee: USD and CAD amounts are not compared"),),
    coverage=COVERAGE,
)
