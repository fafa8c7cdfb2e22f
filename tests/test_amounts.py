"""From text to every value in it: forms, bounds, elided units, schedules, and what is never read."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import opening_hours
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.commitments.amounts import Amount, document_currency, find_amounts, unit_lent_by
from auditor.errors import RuleError
from auditor.model import ClockTime, Duration, Money, Percent, Quantity, Schedule, Unit
from auditor.rules_languages import read_language

MINUTE, HOUR, DAY, WEEK, MONTH, YEAR = Unit.MINUTE, Unit.HOUR, Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR
BUSINESS_DAY, BUSINESS_HOUR = Unit.BUSINESS_DAY, Unit.BUSINESS_HOUR


def exactly(number: float, unit: Unit) -> Duration:
    return Duration(number, number, unit)


def up_to(number: float, unit: Unit) -> Duration:
    return Duration(None, number, unit)


def at_least(number: float, unit: Unit) -> Duration:
    return Duration(number, None, unit)


def read(
    text: str, unit_hint: Unit | None = None, currency: str | None = None, heads: Sequence[str] = ()
) -> list[tuple[str, Quantity]]:
    amounts = find_amounts(text, unit_hint=unit_hint, currency=currency, heads=heads)
    return [(text[amount.start : amount.end], amount.value) for amount in amounts]


Case = tuple[str, list[tuple[str, Quantity]]]

NUMBERS_AND_UNITS: list[Case] = [
    ("Orders arrive within 3-5 business days.", [("within 3-5 business days", Duration(3, 5, BUSINESS_DAY))]),
    ("Allow 3–5 working days", [("3–5 working days", Duration(3, 5, BUSINESS_DAY))]),
    ("takes 3 - 5 days", [("3 - 5 days", Duration(3, 5, DAY))]),
    ("takes 3\u202f–\u20095\u00a0days", [("3\u202f–\u20095\u00a0days", Duration(3, 5, DAY))]),
    ("in 3 to 5 days", [("3 to 5 days", Duration(3, 5, DAY))]),
    ("in 3 through 5 days", [("3 through 5 days", Duration(3, 5, DAY))]),
    ("in 3 thru 5 days", [("3 thru 5 days", Duration(3, 5, DAY))]),
    ("in two or three days", [("two or three days", Duration(2, 3, DAY))]),
    ("between 6 and 8 weeks", [("between 6 and 8 weeks", Duration(6, 8, WEEK))]),
    ("59 down to 30 days", [("59 down to 30 days", Duration(30, 59, DAY))]),
    ("30 minutes to 2 hours", [("30 minutes to 2 hours", Duration(0.5, 2, HOUR))]),
    ("48/72 hrs", [("48/72 hrs", Duration(48, 72, HOUR))]),
    ("2 weeks", [("2 weeks", exactly(2, WEEK))]),
    ("14 days", [("14 days", exactly(14, DAY))]),
    ("48h", [("48h", exactly(48, HOUR))]),
    ("48hrs", [("48hrs", exactly(48, HOUR))]),
    ("P1: 4 h", [("4 h", exactly(4, HOUR))]),
    ("5 business days", [("5 business days", exactly(5, BUSINESS_DAY))]),
    ("3 w.d.", [("3 w.d.", exactly(3, BUSINESS_DAY))]),
    ("10bd", [("10bd", exactly(10, BUSINESS_DAY))]),
    ("5-7 bank working days", [("5-7 bank working days", Duration(5, 7, BUSINESS_DAY))]),
    ("inside five trading days", [("inside five trading days", up_to(5, BUSINESS_DAY))]),
    ("ten weekdays", [("ten weekdays", exactly(10, BUSINESS_DAY))]),
    ("two full working days", [("two full working days", exactly(2, BUSINESS_DAY))]),
    ("30 calendar days", [("30 calendar days", exactly(30, DAY))]),
    ("72 business hours", [("72 business hours", exactly(72, BUSINESS_HOUR))]),
    ("a two (2) year warranty", [("two (2) year", exactly(2, YEAR))]),
    ("five (5) to ten (10) Business Days", [("five (5) to ten (10) Business Days", Duration(5, 10, BUSINESS_DAY))]),
    ("forty-five days", [("forty-five days", exactly(45, DAY))]),
    ("forty five days", [("forty five days", exactly(45, DAY))]),
    ("a hundred and fifty nights", [("a hundred and fifty nights", exactly(150, DAY))]),
    ("a 120-night trial", [("120-night", exactly(120, DAY))]),
    ("half an hour", [("half an hour", exactly(30, MINUTE))]),
    ("half a year", [("half a year", exactly(6, MONTH))]),
    ("half a working day", [("half a working day", exactly(0.5, BUSINESS_DAY))]),
    ("a quarter of an hour", [("a quarter of an hour", exactly(15, MINUTE))]),
    ("three-quarters of an hour", [("three-quarters of an hour", exactly(45, MINUTE))]),
    ("a week and a half", [("a week and a half", exactly(1.5, WEEK))]),
    ("two and a half weeks", [("two and a half weeks", exactly(2.5, WEEK))]),
    ("1½ hours", [("1½ hours", exactly(1.5, HOUR))]),
    ("an hour or two", [("an hour or two", Duration(1, 2, HOUR))]),
    ("a couple of days", [("a couple of days", exactly(2, DAY))]),
    ("a fortnight", [("a fortnight", exactly(2, WEEK))]),
    ("20 seconds", [("20 seconds", exactly(0.3333, MINUTE))]),
    ("under 30 s", [("under 30 s", up_to(0.5, MINUTE))]),
    ("1 min 10 s", [("1 min 10 s", exactly(1.1667, MINUTE))]),
    ("2 hours 30 minutes", [("2 hours 30 minutes", exactly(150, MINUTE))]),
    ("in the first 30 days", [("30 days", exactly(30, DAY))]),
    ("in the first month", [("first month", exactly(1, MONTH))]),
    ("in the week after it lands", [("in the week", exactly(1, WEEK))]),
    ("add a third year", [("third year", exactly(3, YEAR))]),
    ("30 days' notice", [("30 days", exactly(30, DAY))]),
    ("a lifetime warranty", [("lifetime", Duration(None, None, Unit.LIFETIME))]),
    ("for as long as you own the car", [("for as long as you own", Duration(None, None, Unit.LIFETIME))]),
    ("**within 24 hours**", [("within 24 hours", up_to(24, HOUR))]),
    ("two-and-a-half weeks", [("two-and-a-half weeks", exactly(2.5, WEEK))]),
    ("3/4 hour", [("3/4 hour", exactly(45, MINUTE))]),
    ("1/2 hour", [("1/2 hour", exactly(30, MINUTE))]),
    ("¾ of an hour", [("¾ of an hour", exactly(45, MINUTE))]),
    ("an hour and half", [("an hour and half", exactly(1.5, HOUR))]),
    ("40 minutes to an hour", [("40 minutes to an hour", Duration(40, 60, MINUTE))]),
    ("an hour to an hour and a quarter", [("an hour to an hour and a quarter", Duration(1, 1.25, HOUR))]),
    ("10 days to 2 weeks", [("10 days to 2 weeks", Duration(10, 14, DAY))]),
    ("1 hour 20 minutes 30 seconds", [("1 hour 20 minutes 30 seconds", exactly(80.5, MINUTE))]),
    ("twenty and four hours", [("twenty and four hours", exactly(24, HOUR))]),
    ("3-to-5 days", [("3-to-5 days", Duration(3, 5, DAY))]),
    ("three to five (3-5) business days", [("three to five (3-5) business days", Duration(3, 5, BUSINESS_DAY))]),
    ("5-7 (business) days", [("5-7 (business) days", Duration(5, 7, BUSINESS_DAY))]),
    ("5 to 7 days (business days)", [("5 to 7 days (business days)", Duration(5, 7, BUSINESS_DAY))]),
    ("5 - 7 business/working days", [("5 - 7 business/working days", Duration(5, 7, BUSINESS_DAY))]),
    ("Guaranteed 2 business day", [("2 business day", exactly(2, BUSINESS_DAY))]),
    ("in three days' time", [("three days", exactly(3, DAY))]),
    ("a 24-hour clock", []),
    ("wait another week", [("another week", exactly(1, WEEK))]),
    ("with no end date", [("no end date", Duration(None, None, Unit.LIFETIME))]),
]

BOUNDS: list[Case] = [
    ("call 40 hrs out or earlier", [("40 hrs out or earlier", at_least(40, HOUR))]),
    ("a booking is three weeks out", [("three weeks", exactly(3, WEEK))]),
    ("nobody has to stand longer than a dozen minutes", [("longer than a dozen minutes", up_to(12, MINUTE))]),
    ("called within 45 min of your message", [("within 45 min", up_to(45, MINUTE))]),
    ("two, maybe three days", [("two, maybe three days", Duration(2, 3, DAY))]),
    ("inside 60 days", [("inside 60 days", up_to(60, DAY))]),
    ("under 15 minutes", [("under 15 minutes", up_to(15, MINUTE))]),
    ("up to about 14 days", [("up to about 14 days", up_to(14, DAY))]),
    ("no later than 14 days", [("no later than 14 days", up_to(14, DAY))]),
    ("within the first 7 days", [("within the first 7 days", up_to(7, DAY))]),
    ("within the hour", [("within the hour", up_to(1, HOUR))]),
    ("≤ 2 working days", [("≤ 2 working days", up_to(2, BUSINESS_DAY))]),
    ("before 40 days are up", [("before 40 days", up_to(40, DAY))]),
    ("two hours at most", [("two hours at most", up_to(2, HOUR))]),
    ("5 days or less", [("5 days or less", up_to(5, DAY))]),
    ("The seller has 72 hours to answer", [("72 hours", up_to(72, HOUR))]),
    ("at least 2 years", [("at least 2 years", at_least(2, YEAR))]),
    ("min 2 years", [("min 2 years", at_least(2, YEAR))]),
    ("never less than 180 days", [("never less than 180 days", at_least(180, DAY))]),
    ("from 41 to 15 days before", [("from 41 to 15 days before", Duration(15, 41, DAY))]),
    ("up to the end of week twelve", [("up to the end of week twelve", up_to(12, WEEK))]),
    ("minimum 5 days of life", [("minimum 5 days", at_least(5, DAY))]),
    ("18 months or more", [("18 months or more", at_least(18, MONTH))]),
    ("5+ years", [("5+ years", at_least(5, YEAR))]),
    ("more than 5 minutes", [("more than 5 minutes", at_least(5, MINUTE))]),
    ("rarely more than ten minutes", [("more than ten minutes", up_to(10, MINUTE))]),
    ("will never run past four months", [("past four months", up_to(4, MONTH))]),
    ("under a 100-year warranty", [("100-year", exactly(100, YEAR))]),
    ("cut from 171 to 45 min", [("45 min", exactly(45, MINUTE))]),
    ("up to 6 hours before your slot", [("up to 6 hours before", at_least(6, HOUR))]),
    ("7 days before", [("7 days before", at_least(7, DAY))]),
    ("10 days or more before", [("10 days or more before", at_least(10, DAY))]),
    ("two working days ahead", [("two working days ahead", at_least(2, BUSINESS_DAY))]),
    ("within 7 days before", [("within 7 days before", up_to(7, DAY))]),
    ("allow 10 days before they leave us", [("10 days before", exactly(10, DAY))]),
    ("up to 21 days after delivery", [("up to 21 days", up_to(21, DAY))]),
]

RELATIVE: list[Case] = [
    ("Same-day dispatch", [("Same-day", exactly(0, DAY))]),
    ("the same working day", [("the same working day", exactly(0, BUSINESS_DAY))]),
    ("out that afternoon", [("that afternoon", exactly(0, DAY))]),
    ("goes today", [("today", exactly(0, DAY))]),
    ("the day you write", [("the day", exactly(0, DAY))]),
    ("on the day", [("on the day", exactly(0, DAY))]),
    ("before the working day's out", [("before the working day's", exactly(0, BUSINESS_DAY))]),
    ("by close of day", [("by close of day", exactly(0, DAY))]),
    ("posted tomorrow", [("tomorrow", exactly(1, DAY))]),
    ("overnight", [("overnight", exactly(1, DAY))]),
    ("the day after tomorrow", [("the day after tomorrow", exactly(2, DAY))]),
    ("by end of day tomorrow", [("by end of day tomorrow", up_to(1, DAY))]),
    ("by the next workday", [("by the next workday", up_to(1, BUSINESS_DAY))]),
    ("NBD", [("NBD", exactly(1, BUSINESS_DAY))]),
    ("the next business day", [("the next business day", exactly(1, BUSINESS_DAY))]),
    ("next-working-day delivery", [("next-working-day", exactly(1, BUSINESS_DAY))]),
    ("the following morning", [("the following morning", exactly(1, DAY))]),
    ("the day after", [("the day after", exactly(1, DAY))]),
    ("the working day before delivery", [("the working day before", at_least(1, BUSINESS_DAY))]),
    ("by the end of tomorrow", [("by the end of tomorrow", up_to(1, DAY))]),
    (
        "by close of business the next working day",
        [("by close of business the next working day", up_to(1, BUSINESS_DAY))],
    ),
    ("by 6pm the next day", [("by 6pm", ClockTime("18:00")), ("the next day", exactly(1, DAY))]),
    ("by the end of the third working day", [("by the end of the third working day", up_to(3, BUSINESS_DAY))]),
    ("second working day", [("second working day", exactly(2, BUSINESS_DAY))]),
    ("by day 60", [("by day 60", up_to(60, DAY))]),
    ("day 31 thru day 60", [("day 31 thru day 60", Duration(31, 60, DAY))]),
    ("on business day five", [("business day five", exactly(5, BUSINESS_DAY))]),
]

ELIDED: list[Case] = [
    (
        "Plans run 12 months. We reply next working day and decide in four.",
        [
            ("12 months", exactly(12, MONTH)),
            ("next working day", exactly(1, BUSINESS_DAY)),
            ("four", exactly(4, BUSINESS_DAY)),
        ],
    ),
    ("within 3 days (six in August)", [("within 3 days", up_to(3, DAY)), ("six", exactly(6, DAY))]),
    ("within 3 days, 9 in 10 times", [("within 3 days", up_to(3, DAY)), ("9 in 10", Percent(90))]),
    (
        "2-3 days in zone A, 3-5 in zones B and C",
        [("2-3 days", Duration(2, 3, DAY)), ("3-5", Duration(3, 5, DAY))],
    ),
    (
        "by the end of the next working day; a slow line inside three",
        [
            ("by the end of the next working day", up_to(1, BUSINESS_DAY)),
            ("inside three", up_to(3, BUSINESS_DAY)),
        ],
    ),
    (
        "2 days, £8.75 each, or 3 to 5 by sea",
        [("2 days", exactly(2, DAY)), ("£8.75", Money(8.75, "GBP")), ("3 to 5", Duration(3, 5, DAY))],
    ),
    ("Delivery (business days): 5-7", [("5-7", Duration(5, 7, BUSINESS_DAY))]),
    ("Within 2 hours. You must be 18+. We hold SOC 2.", [("Within 2 hours", up_to(2, HOUR))]),
    ("Takes 3 days. Windows 11 and Web 2.0, 10 x 20 cm", [("3 days", exactly(3, DAY))]),
    (
        "within 2 working days, a full answer within 10",
        [("within 2 working days", up_to(2, BUSINESS_DAY)), ("within 10", up_to(10, BUSINESS_DAY))],
    ),
    (
        "2-3 days for the US and 7-14 for Canada",
        [("2-3 days", Duration(2, 3, DAY)), ("7-14", Duration(7, 14, DAY))],
    ),
    ("Frames 5 years, hinges for two.", [("5 years", exactly(5, YEAR)), ("two", exactly(2, YEAR))]),
    ("within 5 days (this one is new)", [("within 5 days", up_to(5, DAY))]),
    ("within 5 days, for 3 items", [("within 5 days", up_to(5, DAY))]),
    ("6 h at 55 °C over 100 km", [("6 h", exactly(6, HOUR))]),
]

MONEY: list[Case] = [
    ("$9.95 AUD flat", [("$9.95 AUD", Money(9.95, "AUD"))]),
    ("never a charge for returns", [("never a charge", Money(0, None))]),
    ("next day, no freight", [("next day", exactly(1, DAY)), ("no freight", Money(0, None))]),
    ("orders $35 & up", [("$35 & up", Money(35, "USD"))]),
    ("over R4 000", [("over R4 000", Money(4000, "ZAR"))]),
    ("£4·95", [("£4·95", Money(4.95, "GBP"))]),
    ("£1.2k of cover", [("£1.2k", Money(1200, "GBP"))]),
    ("we never charge for returns", [("never charge", Money(0, None))]),
    ("shipping is included", [("shipping is included", Money(0, None))]),
    ("without any charge", [("without any charge", Money(0, None))]),
    ("a fiver", [("a fiver", Money(5, "GBP"))]),
    ("OVER $85", [("OVER $85", Money(85, "USD"))]),
    ("$ 4.99", [("$ 4.99", Money(4.99, "USD"))]),
    ("£1,000.50", [("£1,000.50", Money(1000.5, "GBP"))]),
    ("€6,95", [("€6,95", Money(6.95, "EUR"))]),
    ("1.000 €", [("1.000 €", Money(1000, "EUR"))]),
    ("99 CZK", [("99 CZK", Money(99, "CZK"))]),
    ("USD 20", [("USD 20", Money(20, "USD"))]),
    ("AED 0", [("AED 0", Money(0, "AED"))]),
    ("Rs. 150", [("Rs. 150", Money(150, "INR"))]),
    ("KSh 3,500", [("KSh 3,500", Money(3500, "KES"))]),
    ("R250 or above", [("R250 or above", Money(250, "ZAR"))]),
    ("US$5.25", [("US$5.25", Money(5.25, "USD"))]),
    ("CA$19", [("CA$19", Money(19, "CAD"))]),
    ("S$80 and above", [("S$80 and above", Money(80, "SGD"))]),
    ("$5-10", [("$5", Money(5, "USD")), ("10", Money(10, "USD"))]),
    ("€35+", [("€35+", Money(35, "EUR"))]),
    ("£1m", [("£1m", Money(1_000_000, "GBP"))]),
    ("fifteen dollars", [("fifteen dollars", Money(15, "USD"))]),
    ("a forty-pound voucher", [("forty-pound", Money(40, "GBP"))]),
    ("nine pounds seventy-six", [("nine pounds seventy-six", Money(9.76, "GBP"))]),
    ("It costs nine ninety-five", [("nine ninety-five", Money(9.95, "USD"))]),
    ("Spend one ninety-nine", [("one ninety-nine", Money(199, "USD"))]),
    ("50p", [("50p", Money(0.5, "GBP"))]),
    ("$0", [("$0", Money(0, "USD"))]),
    ("carriage paid", [("carriage paid", Money(0))]),
    ("return label on us", [("on us", Money(0))]),
    ("at no cost", [("at no cost", Money(0))]),
    ("freight-free", [("freight-free", Money(0))]),
    ("no restocking charge", [("no restocking charge", Money(0))]),
    ("we pay the freight", [("we pay", Money(0))]),
]

PERCENT: list[Case] = [
    ("eleven buses in twelve", [("eleven buses in twelve", Percent(91.67))]),
    ("10-25% credit", [("10", Percent(10)), ("25%", Percent(25))]),
    ("two thirds of it", [("two thirds", Percent(66.666667))]),
    ("1 in 4 calls", [("1 in 4", Percent(25))]),
    ("99.95 % of the time", [("99.95 %", Percent(99.95))]),
    ("0,5 %", [("0,5 %", Percent(0.5))]),
    ("ninety-five percent (95%)", [("ninety-five percent (95%)", Percent(95))]),
    ("ten per cent", [("ten per cent", Percent(10))]),
    ("no more than 10%", [("no more than 10%", Percent(10))]),
    ("nine out of ten calls", [("nine out of ten", Percent(90))]),
    ("96 in 100", [("96 in 100", Percent(96))]),
    ("Nine chats in ten", [("Nine chats in ten", Percent(90))]),
    ("19 of every 20", [("19 of every 20", Percent(95))]),
    ("997 minutes out of every thousand", [("997 minutes out of every thousand", Percent(99.7))]),
    ("four nines", [("four nines", Percent(99.99))]),
    ("a fifth off", [("a fifth", Percent(20))]),
    ("half price", [("half price", Percent(50))]),
]

TIMES: list[Case] = [
    ("before 12:00 p.m. (noon) PT", [("before 12:00 p.m. (noon) PT", ClockTime("12:00", "PT"))]),
    ("by half two", [("by half two", ClockTime("14:30", None))]),
    ("lodged by 1530 leave", [("by 1530", ClockTime("15:30", None))]),
    ("carbon neutral by 2030", []),
    ("signed before 3 and posted", [("before 3", ClockTime("15:00", None))]),
    ("by 17.45 and fitted", [("by 17.45", ClockTime("17:45", None))]),
    ("by 1pm", [("by 1pm", ClockTime("13:00"))]),
    ("before 15:00 CET", [("before 15:00 CET", ClockTime("15:00", "CET"))]),
    ("before 15h00", [("before 15h00", ClockTime("15:00"))]),
    ("by 15h", [("by 15h", ClockTime("15:00"))]),
    ("by 11.59pm", [("by 11.59pm", ClockTime("23:59"))]),
    ("before 4:00 P.M. Eastern", [("before 4:00 P.M. Eastern", ClockTime("16:00", "Eastern"))]),
    ("before noon Central", [("before noon Central", ClockTime("12:00", "Central"))]),
    ("by midnight", [("by midnight", ClockTime("00:00"))]),
    ("ahead of 6", [("ahead of 6", ClockTime("18:00"))]),
    ("before seven", [("before seven", ClockTime("07:00"))]),
    ("by 9.30", [("by 9.30", ClockTime("09:30"))]),
    ("by five o'clock", [("by five o'clock", ClockTime("17:00"))]),
    ("at half past four", [("half past four", ClockTime("16:30"))]),
    ("at 3 (Pacific)", [("3 (Pacific)", ClockTime("15:00", "Pacific"))]),
]

SCHEDULES: list[Case] = [
    (text, [(text, Schedule(schedule, zone))])
    for text, schedule, zone in (
        ("8 til 6 in the week and Saturday 9 to 1", "Mo-Fr 08:00-18:00; Sa 09:00-13:00", None),
        ("8 to 6, Saturdays to 1", "Mo-Fr 08:00-18:00; Sa 08:00-13:00", None),
        ("9-5, Sundays 11-3", "Mo-Sa 09:00-17:00; Su 11:00-15:00", None),
        ("24 hours/day, 365 days/year", "24/7", None),
        ("24 hours a day, 365 days a year", "24/7", None),
        ("9am to 6pm, including weekends", "Mo-Su 09:00-18:00", None),
        ("M-F 7:30-6, SAT 8-NOON", "Mo-Fr 07:30-18:00; Sa 08:00-12:00", None),
        ("Mon–Fri 9am–5pm, Sat 10–2", "Mo-Fr 09:00-17:00; Sa 10:00-14:00", None),
        ("weekdays 08:00-18:00 CET", "Mo-Fr 08:00-18:00", "CET"),
        ("8am-6pm Mon-Sat, Sun 10am-2pm", "Mo-Sa 08:00-18:00; Su 10:00-14:00", None),
        ("8am to 8pm Monday to Friday and 9am to 1pm on Saturdays", "Mo-Fr 08:00-20:00; Sa 09:00-13:00", None),
        ("Monday to Thursday 8.45am to 5pm, and to 4.30pm on Friday", "Mo-Th 08:45-17:00; Fr 08:45-16:30", None),
        ("Monday to Friday 9 till 5, Saturdays till 1", "Mo-Fr 09:00-17:00; Sa 09:00-13:00", None),
        ("Monday to Friday from 9 until 5:30", "Mo-Fr 09:00-17:30", None),
        ("10am–3pm, Mon, Wed and Fri", "Mo,We,Fr 10:00-15:00", None),
        ("M–Th 9a–9p, F 9a–8p, Sun noon–6", "Mo-Th 09:00-21:00; Fr 09:00-20:00; Su 12:00-18:00", None),
        ("seven days a week, 8 to 8", "Mo-Su 08:00-20:00", None),
        ("7am-10pm, seven days", "Mo-Su 07:00-22:00", None),
        ("daily 9-9", "Mo-Su 09:00-21:00", None),
        ("9–5 weekdays (AEST)", "Mo-Fr 09:00-17:00", "AEST"),
        ("weekdays from seven A M to nine P M, Central Time", "Mo-Fr 07:00-21:00", "Central Time"),
        ("0600–2200 CT, 365 days", "Mo-Su 06:00-22:00", "CT"),
        ("Mon–Fri 9.30–12.30", "Mo-Fr 09:30-12:30", None),
        ("Mo–Fr 9–13 and 14–18", "Mo-Fr 09:00-13:00,14:00-18:00", None),
        ("Sunday to Thursday, 22:00–06:00", "Su-Th 22:00-06:00", None),
        ("10am–5pm daily except Tuesday", "Mo,We-Su 10:00-17:00", None),
        ("Mon-Sat 9-5, closed Sunday", "Mo-Sa 09:00-17:00", None),
        ("Mon to Sat, 10 AM - 6.30 PM (closed on gazetted holidays)", "Mo-Sa 10:00-18:30; PH off", None),
        ("Sat & bank holidays 10:00–18:00", "Sa,PH 10:00-18:00", None),
        ("seven days: 9–6, Sundays 11–4", "Mo-Sa 09:00-18:00; Su 11:00-16:00", None),
        ("April to September 7.30–20.00, seven days", "Apr-Sep: Mo-Su 07:30-20:00", None),
        ("Monday to Thursday, half past nine until three", "Mo-Th 09:30-15:00", None),
        ("5:30 a.m. – midnight, daily", "Mo-Su 05:30-24:00", None),
        ("06:30–21:30", "06:30-21:30", None),
        ("9 to 6", "09:00-18:00", None),
        ("24/7", "24/7", None),
        ("24x7", "24/7", None),
        ("twenty-four (24) hours a day, seven (7) days a week", "24/7", None),
        ("9-to-5 Monday to Friday", "Mo-Fr 09:00-17:00", None),
        ("0800 to 1800 hrs", "08:00-18:00", None),
        ("Sa/Su 10-4", "Sa-Su 10:00-16:00", None),
        ("24-7", "24/7", None),
        ("24 by 7", "24/7", None),
        ("8 till 8, weekends 9 till 5", "Mo-Fr 08:00-20:00; Sa-Su 09:00-17:00", None),
        ("the clock round", "24/7", None),
        ("around the clock", "24/7", None),
        ("all day, every day", "24/7", None),
    )
]

NOTHING = [
    "Updated 2024-06-02",
    "2024‑06‑02",
    "2024 – 06 – 02",
    "18+ only",
    "SOC 2 Type II",
    "Sent on US roads",
    "Call 0800 123 4567 or 1-800-555-1234 or +44 (0)20 7946 0000",
    "Order #12345-22, ref AB123456",
    "Company 12345678",
    "since 1998, founded in 2004",
    "on 12/03/2024, 2024-03-12 or 14 March",
    "March 14, 2025",
    "221B Baker Street, 10115 Berlin",
    "version 3.2.1 of model X100",
    "30 cm x 20 cm, 5 kg",
    "bake at 180 °C",
    "We use the 24-hour clock",
    "4.8/5 stars, rated 4.8 out of 5",
    "see page 12",
    "toll-free, risk-free, free from defects, feel free to ask",
    "a few days, several weeks",
    "You may try again as soon as possible.",
    "Two fifty-seat rooms",
    "orders@example.com https://example.com/3-days/5",
    "up to 50 pounds of luggage",
    "at 15:22:41 exactly",
    "",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    NUMBERS_AND_UNITS + BOUNDS + RELATIVE + ELIDED + MONEY + PERCENT + TIMES + SCHEDULES,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_form_is_read_with_its_quote_and_its_value(text: str, expected: list[tuple[str, Quantity]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("schedule", sorted({value.schedule for _, ((_, value),) in SCHEDULES}))
def test_schedules_are_opening_hours_as_another_reader_knows_them(schedule: str) -> None:
    assert opening_hours.validate(schedule)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_value_is_not_read(text: str) -> None:
    assert read(text, currency="USD") == []


def test_heads_lend_their_unit_to_bare_cells() -> None:
    assert read("3-5", heads=["Delivery time (business days)"]) == [("3-5", Duration(3, 5, BUSINESS_DAY))]
    assert read("2", heads=["Express", "Transit (days)"]) == [("2", exactly(2, DAY))]
    assert read("up to 10", unit_hint=WEEK) == [("up to 10", up_to(10, WEEK))]
    assert read("½", heads=["Sev 1", "Reply (h)"]) == [("½", exactly(0.5, HOUR))]
    assert read("45", heads=["Basic", "Returns within 30 days"]) == [("45", exactly(45, DAY))]
    assert read("3-5") == []


def test_heads_lend_their_currency_and_their_days() -> None:
    assert read("4.50", heads=["Price (€)"]) == [("4.50", Money(4.5, "EUR"))]
    assert read("08h30 – 16h00", heads=["Saturday"]) == [("08h30 – 16h00", Schedule("Sa 08:30-16:00"))]


def test_a_24_hour_line_is_open_all_day_and_a_24_hour_reply_is_not() -> None:
    assert read("call our 24-hour duty line") == [("24-hour", Schedule("24/7"))]
    assert read("a 24-hour reply") == [("24-hour", exactly(24, HOUR))]
    assert read("Leaks: 0800 111 2222 (24 hours)") == [("24 hours", Schedule("24/7"))]
    assert read("Ring the duty line, 24 hours.") == [("24 hours", Schedule("24/7"))]
    assert read("Ring 0800 111 2222 24 hours ahead") == [("24 hours ahead", at_least(24, HOUR))]


def test_a_head_that_counts_days_is_nearer_than_a_heading_with_a_weekday() -> None:
    heads = ["Business days", "Roasted on Tuesdays"]
    assert read("1-2", heads=heads) == [("1-2", Duration(1, 2, BUSINESS_DAY))]


def test_heads_say_what_a_bare_cell_is() -> None:
    assert read("97", heads=["Answered in time (%)"]) == [("97", Percent(97))]
    assert read("97", heads=["Answered, % of calls"]) == [("97", Percent(97))]
    assert read("included", heads=["Carriage"]) == [("included", Money(0, None))]
    assert read("16.45", heads=["Order by – weekday"]) == [("16.45", ClockTime("16:45", None))]
    assert read("none", heads=["Restocking fee"]) == [("none", Money(0, None))]
    assert read("16.45", heads=["Price by weight"]) == read("none", heads=["Colour"]) == []


def read_lent(text: str, before: Sequence[Amount]) -> list[tuple[str, Quantity]]:
    return [(text[one.start : one.end], one.value) for one in find_amounts(text, lent=unit_lent_by(before))]


def test_the_item_before_lends_its_unit_or_currency_to_a_label_and_a_number() -> None:
    weeks, prices = find_amounts("Oak: ships in 3 weeks"), find_amounts("UK: £4")
    lent = [
        find_amounts(text, lent=unit_lent_by(before))[0].value
        for text, before in (("Ash: six to eight", weeks), ("EU 9", prices))
    ]
    assert lent == [Duration(6, 8, WEEK), Money(9, "GBP")]
    assert read_lent("Ireland: 5–8, $18", weeks) == [("5–8", Duration(5, 8, WEEK)), ("$18", Money(18, "USD"))]
    assert read_lent("Posted in 3 more.", weeks) == [("3", exactly(3, WEEK))]
    assert find_amounts("Choose from 12 stains", lent=unit_lent_by(weeks)) == ()
    assert find_amounts("3-5", heads=["Days"], lent=unit_lent_by(weeks))[0].value == Duration(3, 5, DAY)
    assert find_amounts("8 to 10", heads=["Within 30 days"], lent=unit_lent_by(weeks))[0].value == Duration(8, 10, WEEK)


def test_invisible_characters_part_nothing_and_stay_in_the_quote() -> None:
    text = "in 1\u200b0-1\u200d2 bus\u00adiness\u200f days\u202c now"
    assert read(text) == [("1\u200b0-1\u200d2 bus\u00adiness\u200f days", Duration(10, 12, BUSINESS_DAY))]
    assert read("tomor\u200brow") == [("tomor\u200brow", exactly(1, DAY))]


def test_dollars_are_those_of_the_document() -> None:
    assert read("over $99 or ten bucks", currency="AUD") == [
        ("over $99", Money(99, "AUD")),
        ("ten bucks", Money(10, "AUD")),
    ]
    assert read("US$5", currency="AUD") == [("US$5", Money(5, "USD"))]


def test_pounds_are_weight_where_a_document_counts_in_dollars() -> None:
    assert read("under 50 pounds", currency="USD") == []
    assert read("under 50 pounds", currency="GBP") == [("under 50 pounds", Money(50, "GBP"))]


@pytest.mark.parametrize(
    ("text", "locale", "currency"),
    [
        ("Free over $99 in Sydney and Perth", None, "AUD"),
        ("We post from Auckland by NZ Post", None, "NZD"),
        ("Ships from Toronto with Canada Post", None, "CAD"),
        ("Delivered in Singapore, from S$5", None, "SGD"),
        ("USPS to the lower 48 and Alaska; $9 to Canada", None, "USD"),
        ("Free over $99", None, "USD"),
        ("Free over $99", "en-AU", "AUD"),
        ("Free over $99", "fr_CA", "CAD"),
        ("Free over £40", None, "GBP"),
        ("Livraison €5", None, "EUR"),
        ("Free over $99", "xx", "USD"),
    ],
)
def test_places_and_locale_say_which_dollar_is_meant(text: str, locale: str | None, currency: str) -> None:
    assert document_currency(text, locale) == currency


def test_an_amount_says_how_it_was_written() -> None:
    within, elided, ahead, relative = find_amounts("within 2 days, a visit within 5; 7 days before; tomorrow")
    assert (within.kind, within.bound, within.core_start) == ("duration", "upper", 7)
    assert (elided.elided, elided.value) == (True, up_to(5, DAY))
    assert (ahead.before, ahead.bound) == (True, "lower")
    assert (relative.relative, relative.kind) == (True, "duration")
    kinds = [amount.kind for amount in find_amounts("$5, 10 %, by 3pm, 24/7")]
    assert kinds == ["money", "percent", "time", "schedule"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [("numbers: [", "while parsing"), ("words: {}", "unknown field `words`"), ("- 1", "Expected `object`")],
)
def test_a_faulty_language_file_is_named_with_its_fault(tmp_path: Path, source: str, reason: str) -> None:
    path = tmp_path / "xx.yaml"
    path.write_text(source, "utf-8")
    with pytest.raises(RuleError) as caught:
        read_language(path)
    assert str(caught.value).startswith(f"{path}: not a language file (")
    assert reason in str(caught.value)


def test_a_missing_language_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="No such file"):
        read_language(tmp_path / "yy.yaml")


ADVERSARIAL = [
    "1-" * 5000,
    "9" * 100_000,
    "twenty " * 10_000,
    "a week and " * 3000,
    "5 days, 6 " * 2000,
    "mon, 9-5 " * 2000,
    "1:00-" * 3000,
    "(11)" * 5000,
    "+1 (" * 5000,
    "a@" * 5000,
    "a." * 10_000,
    "one hundred and " * 3000,
    "$" * 10_000,
    "\n " * 10_000,
    "no " * 10_000,
    "half a quarter of " * 2000,
]


def assert_sound(text: str) -> None:
    end = 0
    for amount in find_amounts(text, heads=["Days ($)"]):
        assert end <= amount.start <= amount.core_start < amount.core_end <= amount.end <= len(text)
        end = amount.end


@pytest.mark.parametrize("text", ADVERSARIAL, ids=lambda text: text[:12])
def test_hostile_text_yields_spans_in_order_and_within_it(text: str) -> None:
    assert_sound(text)


VOCABULARY = """
    a an the one two twenty hundred and half quarter of to - – / ( ) , . ; : + < > within before by end over first
    second third business working days day hours weeks month's 3 5 10.5 1,000 9:30 $ £ % am pm mon fri weekdays daily
    noon until closed except next same that free no charge per in every out h s m d €5 24/7 ½ 3rd tomorrow more than
    less or not March PH CET between from o'clock past İ ﬁ
"""
WORDS = st.sampled_from(VOCABULARY.split())


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.lists(WORDS, max_size=20).map("".join) | st.text(max_size=80))
def test_any_text_yields_spans_in_order_and_within_it(text: str) -> None:
    assert_sound(text)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_values_are_finite_and_ranges_run_upwards(text: str) -> None:
    for amount in find_amounts(text):
        fields = msgspec.to_builtins(amount.value)
        numbers = [field for field in fields.values() if isinstance(field, int | float)]
        assert all(0 <= number < 10**12 for number in numbers)
        if isinstance(amount.value, Duration) and None not in (amount.value.low, amount.value.high):
            assert numbers[0] <= numbers[1]
