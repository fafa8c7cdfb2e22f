from __future__ import annotations

from reading import shown


def test_words_on_two_lines_of_a_head_do_not_run_together() -> None:
    page = (
        "<table>"
        "<tr><th>Plan</th><th>Starter<br><small>included</small></th><th>Pro<small>$20</small></th></tr>"
        "<tr><td>Reply</td><td>2 days</td><td>4 h</td></tr></table>"
    )
    assert shown(page) == [
        ("table_cell", "Plan", {}),
        ("table_cell", "Starter included", {}),
        ("table_cell", "Pro $20", {}),
        ("table_cell", "Reply", {"column": "Plan"}),
        ("table_cell", "2 days", {"row": "Reply", "column": "Starter included"}),
        ("table_cell", "4 h", {"row": "Reply", "column": "Pro $20"}),
    ]


def test_elements_side_by_side_are_words_apart_but_a_value_is_one() -> None:
    page = "<p><b>365 days</b><span>to return it</span> in 3<b>–5</b> days</p>"
    assert shown(page) == [
        ("paragraph", "365 days to return it in 3–5 days", {}),
    ]


def test_bullets_after_line_breaks_are_items_under_the_line_above_them() -> None:
    page = (
        "<p>Delivery times<br>• UK: 2 days<br>• Ireland: 4 days<br>Rest of world<br>* USA: 7 days</p>"
        "<p>Europe:<br>- 3 days</p><p>After.</p>"
    )
    assert shown(page) == [
        ("heading", "Delivery times", {}),
        ("list_item", "• UK: 2 days", {"trail": ("Delivery times",)}),
        ("list_item", "• Ireland: 4 days", {"trail": ("Delivery times",)}),
        ("heading", "Rest of world", {}),
        ("list_item", "* USA: 7 days", {"trail": ("Rest of world",)}),
        ("paragraph", "Europe:", {}),
        ("list_item", "- 3 days", {"lead_in": "Europe:"}),
        ("paragraph", "After.", {}),
    ]


def test_labelled_lines_are_read_one_by_one_and_an_address_is_not() -> None:
    page = "<p>Warranty: 2 years<br>Returns: 30 days</p><p>Mill Lane 4<br>Leeds</p>"
    assert shown(page) == [
        ("paragraph", "Warranty: 2 years", {}),
        ("paragraph", "Returns: 30 days", {}),
        ("paragraph", "Mill Lane 4 Leeds", {}),
    ]


def test_questions_and_answers_on_lines() -> None:
    page = "<p>Q: How long does it take?<br>A: 3 days</p>"
    assert shown(page) == [
        ("heading", "Q: How long does it take?", {}),
        ("paragraph", "A: 3 days", {"trail": ("Q: How long does it take?",), "term": "Q: How long does it take?"}),
    ]


def test_a_paragraph_in_bold_heads_what_follows_in_its_box() -> None:
    page = (
        "<div><p><strong>Standard shipping</strong></p><p>3–5 days</p>"
        "<p><b>Express</b><br>1 day</p></div><p><strong>Free returns within 30 days</strong></p>"
        "<p>after</p>"
    )
    assert shown(page) == [
        ("heading", "Standard shipping", {}),
        ("paragraph", "3–5 days", {"trail": ("Standard shipping",)}),
        ("heading", "Express", {}),
        ("paragraph", "1 day", {"trail": ("Express",)}),
        ("paragraph", "Free returns within 30 days", {}),
        ("paragraph", "after", {}),
    ]


def test_an_element_called_title_is_a_heading() -> None:
    page = (
        '<div class="card"><div class="card-header"><div class="card-title">Returns</div></div>'
        '<div class="card-body"><p>30 days</p></div></div><p>after</p>'
    )
    assert shown(page) == [
        ("heading", "Returns", {}),
        ("paragraph", "30 days", {"trail": ("Returns",)}),
        ("paragraph", "after", {}),
    ]


def test_a_heading_stays_inside_its_card() -> None:
    page = (
        '<h2>Plans</h2><div class="row"><div class="card"><h3>Bronze</h3>'
        '<ul><li>Reply in 8 h</li></ul></div><div class="card"><h3>Silver</h3>'
        "<ul><li>Reply in 4 h</li></ul></div></div><p>Chat is open 24/7.</p>"
    )
    assert shown(page) == [
        ("heading", "Plans", {}),
        ("heading", "Bronze", {"trail": ("Plans",)}),
        ("list_item", "Reply in 8 h", {"trail": ("Plans", "Bronze")}),
        ("heading", "Silver", {"trail": ("Plans",)}),
        ("list_item", "Reply in 4 h", {"trail": ("Plans", "Silver")}),
        ("paragraph", "Chat is open 24/7.", {"trail": ("Plans",)}),
    ]


def test_a_heading_alone_in_its_box_heads_what_follows_the_box() -> None:
    page = (
        '<div class="wrap"><div class="head"><h2>Returns</h2></div></div><div class="text">'
        "<p>30 days</p></div><section><h3>Boots</h3><p>60 days</p></section><p>after</p>"
    )
    assert shown(page) == [
        ("heading", "Returns", {}),
        ("paragraph", "30 days", {"trail": ("Returns",)}),
        ("heading", "Boots", {"trail": ("Returns",)}),
        ("paragraph", "60 days", {"trail": ("Returns", "Boots")}),
        ("paragraph", "after", {"trail": ("Returns",)}),
    ]


def test_the_header_of_an_article_heads_it() -> None:
    page = "<article><header><h1>Delivery</h1></header><p>3 days</p></article>"
    assert shown(page) == [
        ("heading", "Delivery", {}),
        ("paragraph", "3 days", {"trail": ("Delivery",)}),
    ]


def test_a_label_beside_a_value_is_its_term() -> None:
    page = (
        '<div class="row"><div>Delivery</div><div>3 days</div></div><div class="row"><div>Returns</div>'
        "<div>30 days</div></div>"
        '<div class="fact"><span class="label">Warranty</span> <span>2 years</span></div>'
    )
    assert shown(page) == [
        ("heading", "Delivery", {}),
        ("paragraph", "3 days", {"trail": ("Delivery",), "term": "Delivery"}),
        ("heading", "Returns", {}),
        ("paragraph", "30 days", {"trail": ("Returns",), "term": "Returns"}),
        ("paragraph", "Warranty 2 years", {}),
    ]


def test_several_terms_share_a_definition() -> None:
    page = "<dl><dt>UK</dt><dt>Ireland</dt><dd>2 days</dd><div><dt>France</dt><dd>4 days</dd></div></dl>"
    assert shown(page) == [
        ("definition", "UK", {}),
        ("definition", "Ireland", {}),
        ("definition", "2 days", {"term": "UK, Ireland"}),
        ("definition", "France", {}),
        ("definition", "4 days", {"term": "France"}),
    ]


def test_panels_stand_under_the_button_that_opens_them() -> None:
    page = (
        '<h2>Help</h2><h3><button aria-expanded="false" aria-controls="p1">How fast?</button></h3>'
        '<div id="p1" hidden><p>2 days</p></div><div class="q"><button>What does it cost?</button>'
        '<div style="display:none">$5</div></div><p>after</p>'
    )
    assert shown(page) == [
        ("heading", "Help", {}),
        ("heading", "How fast?", {"trail": ("Help",)}),
        ("paragraph", "2 days", {"trail": ("Help", "How fast?"), "term": "How fast?", "concealed": "collapsed"}),
        ("summary", "What does it cost?", {"trail": ("Help", "How fast?"), "term": "How fast?"}),
        (
            "paragraph",
            "$5",
            {
                "trail": ("Help", "How fast?", "What does it cost?"),
                "term": "What does it cost?",
                "concealed": "collapsed",
            },
        ),
        ("paragraph", "after", {"trail": ("Help", "How fast?"), "term": "How fast?"}),
    ]


def test_tabs_name_their_panels() -> None:
    page = (
        '<div role="tablist"><button role="tab" aria-controls="a">Shipping</button>'
        '<button role="tab" aria-controls="b">Returns</button></div>'
        '<div role="tabpanel" id="a"><p>3 days</p><p>or 1 day</p></div>'
        '<div role="tabpanel" id="b" hidden><table><tr><th>Window</th><td>30 days</td></tr>'
        "<tr><th>Cost</th><td>$5</td></tr></table></div><p>after</p>"
    )
    assert shown(page) == [
        ("paragraph", "Shipping", {}),
        ("paragraph", "Returns", {}),
        ("paragraph", "3 days", {"trail": ("Shipping",), "term": "Shipping"}),
        ("paragraph", "or 1 day", {"trail": ("Shipping",), "term": "Shipping"}),
        ("table_cell", "Window", {"trail": ("Returns",), "term": "Returns", "concealed": "collapsed"}),
        (
            "table_cell",
            "30 days",
            {"trail": ("Returns",), "term": "Returns", "row": "Window", "concealed": "collapsed"},
        ),
        ("table_cell", "Cost", {"trail": ("Returns",), "term": "Returns", "concealed": "collapsed"}),
        ("table_cell", "$5", {"trail": ("Returns",), "term": "Returns", "row": "Cost", "concealed": "collapsed"}),
        ("paragraph", "after", {}),
    ]


def test_headings_in_a_summary_name_what_it_opens() -> None:
    page = "<details><summary><h3>Refunds</h3></summary><p>5 days</p></details><p>after</p>"
    assert shown(page) == [
        ("summary", "Refunds", {}),
        ("paragraph", "5 days", {"trail": ("Refunds",), "term": "Refunds", "concealed": "collapsed"}),
        ("paragraph", "after", {}),
    ]


def test_options_know_their_label_and_their_group() -> None:
    page = (
        '<label for="m">Delivery method</label><select id="m"><optgroup label="UK">'
        "<option>Standard 3 days</option></optgroup><option>Express 1 day</option></select>"
        '<fieldset><legend>Speed</legend><label><input type="radio"> 2 days</label></fieldset>'
    )
    assert shown(page) == [
        ("paragraph", "Delivery method", {}),
        ("list_item", "Standard 3 days", {"term": "UK", "lead_in": "Delivery method"}),
        ("list_item", "Express 1 day", {"lead_in": "Delivery method"}),
        ("paragraph", "Speed", {}),
        ("paragraph", "2 days", {"trail": ("Speed",), "term": "Speed"}),
    ]


def test_what_announces_a_paragraph_or_a_table_leads_in() -> None:
    page = (
        "<p>If the customer asks about refunds:</p><p>Say: it takes 5 days.</p><p>More.</p>"
        "<p>You get back:</p><table><tr><th>When</th><th>How much</th></tr>"
        "<tr><td>early</td><td>60%</td></tr></table>"
    )
    assert shown(page) == [
        ("paragraph", "If the customer asks about refunds:", {}),
        ("paragraph", "Say: it takes 5 days.", {"lead_in": "If the customer asks about refunds:"}),
        ("paragraph", "More.", {}),
        ("paragraph", "You get back:", {}),
        ("table_cell", "When", {"lead_in": "You get back:"}),
        ("table_cell", "How much", {"lead_in": "You get back:"}),
        ("table_cell", "early", {"column": "When", "lead_in": "You get back:"}),
        ("table_cell", "60%", {"row": "early", "column": "How much", "lead_in": "You get back:"}),
    ]


def test_a_price_before_a_list_is_no_lead_in() -> None:
    page = "<p>$20</p><ul><li>Reply in 1 h</li></ul><p>With every plan you get</p><ul><li>chat</li></ul>"
    assert shown(page) == [
        ("paragraph", "$20", {}),
        ("list_item", "Reply in 1 h", {}),
        ("paragraph", "With every plan you get", {}),
        ("list_item", "chat", {"lead_in": "With every plan you get"}),
    ]


def test_the_head_row_may_have_an_empty_corner() -> None:
    page = (
        "<table><tr><td></td><th>Gold</th><th>Silver</th></tr><tr><th>Reply</th><td>1 h</td><td>4 h</td></tr></table>"
    )
    assert shown(page) == [
        ("table_cell", "Gold", {}),
        ("table_cell", "Silver", {}),
        ("table_cell", "Reply", {}),
        ("table_cell", "1 h", {"row": "Reply", "column": "Gold"}),
        ("table_cell", "4 h", {"row": "Reply", "column": "Silver"}),
    ]


def test_a_row_across_the_table_names_the_group_of_the_rows_below() -> None:
    page = (
        "<table><thead><tr><th>Service</th><th>Time</th></tr></thead><tbody>"
        '<tr><th colspan="2">Europe</th></tr><tr><td>Standard</td><td>3 days</td></tr>'
        '<tr><td colspan="2"><b>Asia</b></td></tr><tr><td>Standard</td><td>9 days</td></tr>'
        '<tr><td colspan="2">Add 1 day in December.</td></tr></tbody></table>'
    )
    assert shown(page) == [
        ("table_cell", "Service", {}),
        ("table_cell", "Time", {}),
        ("table_cell", "Europe", {}),
        ("table_cell", "Standard", {"trail": ("Europe",), "column": "Service"}),
        ("table_cell", "3 days", {"trail": ("Europe",), "row": "Standard", "column": "Time"}),
        ("table_cell", "Asia", {}),
        ("table_cell", "Standard", {"trail": ("Asia",), "column": "Service"}),
        ("table_cell", "9 days", {"trail": ("Asia",), "row": "Standard", "column": "Time"}),
        ("table_cell", "Add 1 day in December.", {"trail": ("Asia",), "column": "Service"}),
    ]


def test_a_row_across_the_top_heads_a_table_without_other_heads() -> None:
    page = '<table><tr><th colspan="2">Counter hours</th></tr><tr><td>Sat</td><td>9-4</td></tr></table>'
    assert shown(page) == [
        ("table_cell", "Counter hours", {}),
        ("table_cell", "Sat", {"column": "Counter hours"}),
        ("table_cell", "9-4", {"row": "Sat", "column": "Counter hours"}),
    ]


def test_a_second_row_of_heads_further_down_replaces_the_first() -> None:
    page = (
        "<table><tr><th>UK</th><th>Time</th></tr><tr><td>Standard</td><td>3 days</td></tr>"
        "<tr><th>EU</th><th>Cost</th></tr><tr><td>Standard</td><td>$9</td></tr></table>"
    )
    assert shown(page) == [
        ("table_cell", "UK", {}),
        ("table_cell", "Time", {}),
        ("table_cell", "Standard", {"column": "UK"}),
        ("table_cell", "3 days", {"row": "Standard", "column": "Time"}),
        ("table_cell", "EU", {}),
        ("table_cell", "Cost", {}),
        ("table_cell", "Standard", {"column": "EU"}),
        ("table_cell", "$9", {"row": "Standard", "column": "Cost"}),
    ]


def test_bold_cells_on_top_are_heads_even_with_numbers() -> None:
    page = "<table><tr><td><b>Zone</b></td><td><b>3 kg</b></td></tr><tr><td>UK</td><td>2 days</td></tr></table>"
    assert shown(page) == [
        ("table_cell", "Zone", {}),
        ("table_cell", "3 kg", {}),
        ("table_cell", "UK", {"column": "Zone"}),
        ("table_cell", "2 days", {"row": "UK", "column": "3 kg"}),
    ]


def test_a_cell_over_several_rows_heads_them_with_the_one_beside_it() -> None:
    page = (
        '<table><tr><td rowspan="2">UK</td><td>Standard</td><td>3 days</td></tr>'
        "<tr><td>Express</td><td>1 day</td></tr></table>"
    )
    assert shown(page) == [
        ("table_cell", "UK", {}),
        ("table_cell", "Standard", {"row": "UK"}),
        ("table_cell", "3 days", {"row": "UK – Standard"}),
        ("table_cell", "Express", {"row": "UK"}),
        ("table_cell", "1 day", {"row": "UK – Express"}),
    ]


def test_a_table_around_a_table_is_layout() -> None:
    page = (
        "<table><tr><td>Menu</td><td><table><tr><th>Service</th><th>Time</th></tr>"
        "<tr><td>Air</td><td>5 days</td></tr></table></td></tr></table>"
    )
    assert shown(page) == [
        ("table_cell", "Menu", {}),
        ("table_cell", "Service", {}),
        ("table_cell", "Time", {}),
        ("table_cell", "Air", {"column": "Service"}),
        ("table_cell", "5 days", {"row": "Air", "column": "Time"}),
    ]


def test_the_caption_of_a_figure_is_that_of_its_table() -> None:
    page = "<figure><table><tr><th>Air</th><td>5 days</td></tr></table><figcaption>Transit times</figcaption></figure>"
    assert shown(page) == [
        ("table_cell", "Air", {"caption": "Transit times"}),
        ("table_cell", "5 days", {"caption": "Transit times", "row": "Air"}),
        ("paragraph", "Transit times", {}),
    ]
