from __future__ import annotations

from reading import shown


def test_headings_that_text_shows_by_their_look() -> None:
    text = (
        "== MACROS ==\n\n[REFUND-1]\nYour refund takes 5 days.\n\n4.1 The scoreboard\n"
        "Calls are answered in 20 seconds.\n\n001 WELCOME\nWe open at nine.\n\nIN PAIN?\n"
        "We see you the same day.\n"
    )
    assert shown(text, "text/plain") == [
        ("heading", "== MACROS ==", {}),
        ("heading", "[REFUND-1]", {"trail": ("MACROS",)}),
        ("paragraph", "Your refund takes 5 days.", {"trail": ("MACROS", "REFUND-1")}),
        ("heading", "4.1 The scoreboard", {"trail": ("MACROS", "REFUND-1")}),
        ("paragraph", "Calls are answered in 20 seconds.", {"trail": ("MACROS", "REFUND-1", "4.1 The scoreboard")}),
        ("heading", "001 WELCOME", {"trail": ("MACROS",)}),
        ("paragraph", "We open at nine.", {"trail": ("MACROS", "001 WELCOME")}),
        ("heading", "IN PAIN?", {"trail": ("MACROS",)}),
        ("paragraph", "We see you the same day.", {"trail": ("MACROS", "IN PAIN?"), "term": "IN PAIN?"}),
    ]


def test_short_lines_above_bullets_head_them_and_only_them() -> None:
    text = "UK\n* Standard: 3 days\nIreland\n* Standard: 5 days\n\nReturns take 30 days.\n"
    assert shown(text, "text/plain") == [
        ("heading", "UK", {}),
        ("list_item", "Standard: 3 days", {"trail": ("UK",)}),
        ("heading", "Ireland", {}),
        ("list_item", "Standard: 5 days", {"trail": ("Ireland",)}),
        ("paragraph", "Returns take 30 days.", {}),
    ]


def test_labelled_lines_of_text_are_read_one_by_one() -> None:
    text = "Warranty: 2 years\nReturns: 30 days\n\nOrders leave us on\nthe same day.\n"
    assert shown(text, "text/plain") == [
        ("paragraph", "Warranty: 2 years", {}),
        ("paragraph", "Returns: 30 days", {}),
        ("paragraph", "Orders leave us on the same day.", {}),
    ]


def test_items_run_on_and_nest() -> None:
    text = "We promise:\n- refunds within\n  5 days\n- replies:\n    - by chat in 1 minute\n- free returns\n\nAfter.\n"
    assert shown(text, "text/plain") == [
        ("paragraph", "We promise:", {}),
        ("list_item", "refunds within 5 days", {"lead_in": "We promise:"}),
        ("list_item", "replies:", {"lead_in": "We promise:"}),
        ("list_item", "by chat in 1 minute", {"lead_in": "replies:"}),
        ("list_item", "free returns", {"lead_in": "We promise:"}),
        ("paragraph", "After.", {}),
    ]


def test_branches_of_a_script_lead_in_what_is_indented_under_them() -> None:
    text = (
        'A2. Status = PICKING\n    "It leaves in 2 days."\n    If it is a rug:\n    "It leaves tomorrow."\n'
        'A3. Status = LOST\n    "We refund you in 5 days."\n'
    )
    assert shown(text, "text/plain") == [
        ("paragraph", "A2. Status = PICKING", {}),
        ("paragraph", '"It leaves in 2 days."', {"lead_in": "A2. Status = PICKING"}),
        ("paragraph", "If it is a rug:", {}),
        ("paragraph", '"It leaves tomorrow."', {"lead_in": "If it is a rug:"}),
        ("paragraph", "A3. Status = LOST", {}),
        ("paragraph", '"We refund you in 5 days."', {"lead_in": "A3. Status = LOST"}),
    ]


def test_rows_of_text_have_heads_by_their_place() -> None:
    text = (
        "Delivery times:\n        Gold      Silver\nReply   1 hour    4 hours\n\nStandard ....... 3 days\n\n"
        "Zone\tAir\tSea\nUK\t3 days\t9 days\n"
    )
    assert shown(text, "text/plain") == [
        ("paragraph", "Delivery times:", {}),
        ("table_cell", "Gold", {"lead_in": "Delivery times:"}),
        ("table_cell", "Silver", {"lead_in": "Delivery times:"}),
        ("table_cell", "Reply", {"lead_in": "Delivery times:"}),
        ("table_cell", "1 hour", {"row": "Reply", "column": "Gold", "lead_in": "Delivery times:"}),
        ("table_cell", "4 hours", {"row": "Reply", "column": "Silver", "lead_in": "Delivery times:"}),
        ("table_cell", "Standard", {}),
        ("table_cell", "3 days", {"row": "Standard"}),
        ("table_cell", "Zone", {}),
        ("table_cell", "Air", {}),
        ("table_cell", "Sea", {}),
        ("table_cell", "UK", {"column": "Zone"}),
        ("table_cell", "3 days", {"row": "UK", "column": "Air"}),
        ("table_cell", "9 days", {"row": "UK", "column": "Sea"}),
    ]


def test_what_customers_say_is_quoted_and_leads_in_the_answer() -> None:
    text = "Agent: How can I help?\nCustomer: They told me 3 days.\nAgent: It takes 5 days.\n"
    assert shown(text, "text/plain") == [
        ("paragraph", "Agent: How can I help?", {}),
        ("quoted", "Customer: They told me 3 days.", {}),
        ("paragraph", "Agent: It takes 5 days.", {"lead_in": "Customer: They told me 3 days."}),
    ]


def test_strangers_in_a_chat_are_told_apart_by_the_greeting() -> None:
    text = (
        "[18:05:19] Benedikt  Hi, how can I help?\n[18:05:50] Salome  you have to fix it in 24 hours\n"
        "[18:06:31] Benedikt  It is fixed in 2 days.\n[18:06:40] Salome  ok\n"
    )
    assert shown(text, "text/plain") == [
        ("paragraph", "[18:05:19] Benedikt Hi, how can I help?", {}),
        ("quoted", "[18:05:50] Salome you have to fix it in 24 hours", {}),
        (
            "paragraph",
            "[18:06:31] Benedikt It is fixed in 2 days.",
            {"lead_in": "[18:05:50] Salome you have to fix it in 24 hours"},
        ),
        ("quoted", "[18:06:40] Salome ok", {}),
    ]


def test_captions_are_read_by_turn() -> None:
    text = (
        "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Agent>Refunds take\n\n2\n00:02.000 --> 00:03.000\n"
        "<v Agent>5 <i>days</i>.\n\n3\n00:03.000 --> 00:04.000\n<v Customer>I heard 3 days.\n"
    )
    assert shown(text, "text/vtt") == [
        ("paragraph", "Agent: Refunds take 5 days.", {}),
        ("quoted", "Customer: I heard 3 days.", {}),
    ]


def test_mails_in_text_show_their_header_and_quote_their_history() -> None:
    text = (
        "From: care@shop.example\nTo: kim@home.example\nSubject: Your refund\n\nIt takes 5 days.\n\n"
        "> On Monday Kim wrote:\n> You said it takes\n> 3 days.\n\n-----Original Message-----\n"
        "It takes 9 days.\n"
    )
    assert shown(text, "text/plain") == [
        ("paragraph", "From: care@shop.example", {}),
        ("paragraph", "To: kim@home.example", {}),
        ("heading", "Subject: Your refund", {}),
        ("paragraph", "It takes 5 days.", {"trail": ("Your refund",)}),
        ("quoted", "On Monday Kim wrote: You said it takes 3 days.", {"trail": ("Your refund",)}),
        ("quoted", "-----Original Message-----", {"trail": ("Your refund",)}),
        ("quoted", "It takes 9 days.", {"trail": ("Your refund",)}),
    ]


def test_a_quoted_reply_of_the_company_is_its_own_word() -> None:
    text = "> Mine came in 3 days\n\n> **Reply from Shop:** we send it\n> within 2 days.\n"
    assert shown(text, "text/markdown") == [
        ("quoted", "Mine came in 3 days", {}),
        ("paragraph", "Reply from Shop: we send it within 2 days.", {}),
    ]


def test_questions_in_text_are_the_terms_of_their_answers() -> None:
    text = "**How long does it take?**\n\n3 days.\n\n## Costs\n\n5 dollars.\n"
    assert shown(text, "text/markdown") == [
        ("heading", "How long does it take?", {}),
        ("paragraph", "3 days.", {"trail": ("How long does it take?",), "term": "How long does it take?"}),
        ("heading", "Costs", {}),
        ("paragraph", "5 dollars.", {"trail": ("Costs",)}),
    ]


def test_markdown_tables_keep_rows_in_capitals_and_their_lead_in() -> None:
    text = "You get:\n\n| | DPD | UPS |\n|---|---|---|\n| VPS | 3 days | 1 day |\n"
    assert shown(text, "text/markdown") == [
        ("heading", "You get:", {}),
        ("table_cell", "DPD", {"trail": ("You get:",), "lead_in": "You get:"}),
        ("table_cell", "UPS", {"trail": ("You get:",), "lead_in": "You get:"}),
        ("table_cell", "VPS", {"trail": ("You get:",), "lead_in": "You get:"}),
        ("table_cell", "3 days", {"trail": ("You get:",), "row": "VPS", "column": "DPD", "lead_in": "You get:"}),
        ("table_cell", "1 day", {"trail": ("You get:",), "row": "VPS", "column": "UPS", "lead_in": "You get:"}),
    ]


def test_short_cells_are_read_with_row_and_column() -> None:
    text = "service,region,time,fee,id\nStandard,UK,in 5 days,$4.95,17\nExpress,UK,overnight,free,18\n"
    assert shown(text, "text/csv") == [
        ("paragraph", "in 5 days", {"row": "Standard – UK", "column": "time"}),
        ("paragraph", "$4.95", {"row": "Standard – UK", "column": "fee"}),
        ("paragraph", "overnight", {"row": "Express – UK", "column": "time"}),
        ("paragraph", "free", {"row": "Express – UK", "column": "fee"}),
    ]


def test_a_csv_that_calls_itself_plain_is_read_as_one() -> None:
    text = 'id,title,body\n1,Refund timing,"It takes 5 days, at most"\n2,Hours,We are open 9-5 daily\n'
    assert shown(text, "text/plain") == [
        ("heading", "Refund timing", {"column": "title"}),
        ("paragraph", "It takes 5 days, at most", {"trail": ("Refund timing",), "column": "body"}),
        ("paragraph", "We are open 9-5 daily", {"trail": ("Hours",), "column": "body"}),
    ]


def test_objects_inside_json_are_rows() -> None:
    text = '{"policies": [{"service": "Standard", "time": "in 5 days", "notes": ["within 30 days", "free returns"]}]}'
    assert shown(text, "application/json") == [
        ("paragraph", "in 5 days", {"row": "Standard", "column": "time"}),
        ("paragraph", "within 30 days", {"row": "Standard", "column": "notes 1"}),
        ("paragraph", "free returns", {"row": "Standard", "column": "notes 2"}),
    ]


def test_the_writer_of_a_post_is_no_head_of_its_text() -> None:
    text = "network,text\nfacebook,Returns within 45 days.\n"
    assert shown(text, "text/csv") == [("paragraph", "Returns within 45 days.", {"column": "text"})]


def test_the_steps_of_a_script_lead_in_what_is_said_in_them() -> None:
    text = '1. Club member:\n   "It is free."\n2. Others:\n   "It costs $6."\n'
    assert shown(text, "text/markdown") == [
        ("list_item", "Club member:", {}),
        ("paragraph", '"It is free."', {"lead_in": "Club member:"}),
        ("list_item", "Others:", {}),
        ("paragraph", '"It costs $6."', {"lead_in": "Others:"}),
    ]
