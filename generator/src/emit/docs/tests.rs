//! The documentation of single descriptions.

use super::{lines, text};

/// Compares what each input becomes with the lines expected of it.
#[track_caller]
fn check(cases: &[(&str, &[&str])]) {
    for (input, expected) in cases {
        assert_eq!(lines(input, 60), *expected, "{input:?}");
    }
}

#[test]
fn markdown_is_preserved() {
    check(&[
        ("Plain text.", &["Plain text."]),
        (
            "Some `code`, *italics* and **bold**.",
            &["Some `code`, *italics* and **bold**."],
        ),
        (
            "__Both *nested* here__",
            &["**Both** ***nested*** **here**"],
        ),
        ("One\n\nTwo", &["One", "", "Two"]),
        ("- one\n- two\n  - three", &["- one", "- two", "  - three"]),
        (
            "* one\n\n  more\n\n* two",
            &["- one", "", "  more", "", "- two"],
        ),
        ("3) three\n4) four", &["3. three", "4. four"]),
        ("> quoted\n> > twice", &["> quoted", ">", "> > twice"]),
        ("a  \nb\\\nc", &["a\\", "b\\", "c"]),
        ("``a ` b``", &["``a ` b``"]),
    ]);
}

#[test]
fn headings_and_rules_are_demoted() {
    check(&[
        ("# Title\n\nText", &["**Title**", "", "Text"]),
        ("Title\n===\nText", &["**Title**", "", "Text"]),
        ("## Some `code`", &["**Some `code`**"]),
        ("One\n\n---\n\nTwo", &["One", "", "Two"]),
    ]);
}

#[test]
fn code_blocks_are_not_doctests() {
    check(&[
        (
            "```rust\nfn main() {}\n```",
            &["```text", "fn main() {}", "```"],
        ),
        ("```should_panic\nx\n```", &["```text", "x", "```"]),
        (
            "~~~JSON\n{\n\t\"a\": 1\n}\n~~~",
            &["```json", "{", "    \"a\": 1", "}", "```"],
        ),
        (
            "Like this:\n\n    let x;",
            &["Like this:", "", "```text", "let x;", "```"],
        ),
        ("````\n```\n````", &["````text", "```", "````"]),
        (
            "- a\n\n  ```\n  x\n  ```",
            &["- a", "", "  ```text", "  x", "  ```"],
        ),
        (
            "<pre><code>a &lt; b\n  c</code></pre>",
            &["```text", "a < b", "  c", "```"],
        ),
    ]);
}

#[test]
fn html_is_converted_to_markdown() {
    check(&[
        ("One<br>two<br/>three", &["One\\", "two\\", "three"]),
        ("One<br><br>two", &["One", "", "two"]),
        ("<p>One.</p><p>Two.</p>", &["One.", "", "Two."]),
        ("<b>bold</b>, <em>italics</em>", &["**bold**, *italics*"]),
        ("<code>a_b</code> and <tt>c</tt>", &["`a_b` and `c`"]),
        (
            r#"<a href="https://a.b/?c&amp;d">text</a>"#,
            &["[text](https://a.b/?c&d)"],
        ),
        (
            "<ul><li>one<li>two<ul><li>three</ul></ul>",
            &["- one", "- two", "  - three"],
        ),
        (
            "<ol>\n <li>one</li>\n <li>two</li>\n</ol>",
            &["1. one", "2. two"],
        ),
        ("<blockquote>quoted</blockquote>", &["> quoted"]),
        ("<h2>Title</h2>Text", &["**Title**", "", "Text"]),
        (
            "<p>Then `code` and **bold**</p>",
            &["Then `code` and **bold**"],
        ),
        ("<span class='x'>kept</span>", &["kept"]),
        ("a <!-- hidden --> b<script>c()</script>", &["a b"]),
        ("<style>\np {}\n</style>\n\nshown", &["shown"]),
        ("&lt;x &amp; y&gt; &mdash; &#233;", &["\\<x & y> — é"]),
    ]);
}

#[test]
fn malformed_html_is_tolerated() {
    check(&[
        ("<b>open\n\nnext", &["**open**", "", "next"]),
        ("closed</b></ul></table>", &["closed"]),
        (
            "<li>one</li><li>two</li> after",
            &["- one", "- two", "", "after"],
        ),
        ("<td>alone", &["alone"]),
        ("cut <a href='x", &["cut \\<a href='x"]),
        ("<b>a: </b>b<i> c</i>", &["**a:** b *c*"]),
    ]);
}

#[test]
fn placeholders_are_plain_text() {
    check(&[
        ("The <Pay> verb", &["The `<Pay>` verb"]),
        ("<AccountSid>", &["`<AccountSid>`"]),
        ("app:<APP_SID>, {Sid}<", &["app:\\<APP_SID>, {Sid}<"]),
        ("Vec<String>", &["Vec\\<String>"]),
        ("<ns:Name> and <Address>", &["`<ns:Name>` and `<Address>`"]),
        ("a < b, c <= d", &["a < b, c <= d"]),
        ("The \\`Policy\\` object", &["The `Policy` object"]),
    ]);
}

#[test]
fn wide_tables_become_lists() {
    let table: &[&str] = &[
        "| Code | Meaning |",
        "|------|---------|",
        "| 1    | a \\| b  |",
    ];
    let long = "word ".repeat(12);
    check(&[
        ("| Code | Meaning |\n|---|---|\n| 1 | a \\| b |", table),
        (
            "<table><tr><th>Code<th>Meaning<tr><td>1<td>a | b</table>",
            table,
        ),
        (
            &format!("| A | B |\n|---|---|\n| x | {long}|\n| y | z |"),
            &[
                "- x: word word word word word word word word word word word",
                "  word",
                "- y: z",
            ],
        ),
        (
            &format!("| A | B | C |\n|---|---|---|\n| x | y | {long}|"),
            &[
                "- x: B y; C word word word word word word word word word",
                "  word word word",
            ],
        ),
    ]);
}

#[test]
fn dead_links_become_text() {
    check(&[
        ("[a](https://a.b/c)", &["[a](https://a.b/c)"]),
        ("[a](mailto:a@b.c) <a@b.c>", &["[a](mailto:a@b.c) <a@b.c>"]),
        ("[a](/docs/b) [c](#d) [e](f.html)", &["a c e"]),
        ("[a](javascript:b) <a href='data:x'>c</a>", &["a c"]),
        ("[a]\n\n[a]: https://a.b", &["[a](https://a.b)"]),
        ("![a](https://a.b/c.png)", &["[a](https://a.b/c.png)"]),
        ("See https://a.b/c_d.", &["See <https://a.b/c_d>."]),
        ("(https://a.b/c_(d))", &["(<https://a.b/c_(d)>)"]),
        (
            "\"http://a.b\", https://c.d/<Sid>",
            &["\"<http://a.b>\", `https://c.d/<Sid>`"],
        ),
        ("https://a.b/{Sid}.json", &["`https://a.b/{Sid}.json`"]),
        ("[https://a.b](https://a.b)", &["<https://a.b>"]),
        ("[a](<https://a.b/c d>)", &["[a](https://a.b/c%20d)"]),
        ("[a](<https://a.b/)c(>)", &["[a](https://a.b/%29c%28)"]),
        ("Now\\![a](https://a.b)", &["Now\\![a](https://a.b)"]),
        (
            "<a href=https://a.b><code>a]:</code></a>",
            &["[a\\]:](https://a.b)"],
        ),
    ]);
}

#[test]
fn plain_text_never_becomes_markup() {
    check(&[
        (
            "[Foo], [`Foo`], arr[0], [^1]",
            &["\\[Foo], \\[`Foo`], arr\\[0], \\[^1]"],
        ),
        ("[Foo](crate::Foo)", &["Foo"]),
        ("odd ` tick", &["odd \\` tick"]),
        ("a \\* b, c\\_d, \\_e", &["a \\* b, c_d, \\_e"]),
        ("\\[x\\]: y", &["\\[x]: y"]),
        (
            "\\- a\n\n1\\. b\n\n\\# c",
            &["\\- a", "", "1\\. b", "", "\\# c"],
        ),
        ("\\> a\n\n\\+ b", &["\\> a", "", "\\+ b"]),
        ("&amp;lt; AT&T", &["\\&lt; AT&T"]),
        ("back\\", &["back\\\\"]),
        ("\\\\*a*", &["\\\\*a*"]),
        ("~5 to ~10", &["\\~5 to \\~10"]),
        ("*/ \"# ```", &["\\*/ \"# \\`\\`\\`"]),
    ]);
}

#[test]
fn lines_wrap_between_words() {
    let wrapped = |text, width| lines(text, width);
    assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
    assert_eq!(wrapped("one `two three`", 9), ["one", "`two three`"]);
    assert_eq!(
        wrapped("one [two](https://a.b)", 9),
        ["one", "[two](https://a.b)"]
    );
    assert_eq!(wrapped("**one two**", 6), ["**one", "two**"]);
    assert_eq!(wrapped("- one two", 7), ["- one", "  two"]);
    for special in ["-", "+", "#", "##", ">", "1.", "23)", "---", "===", ":-|"] {
        let lines = lines(&format!("words {special} words"), 5);
        let escaped = lines.get(1).is_some_and(|line| line.contains('\\'));
        assert!(escaped && lines.len() == 3, "{lines:?}");
    }
}

#[test]
fn invisible_characters_are_removed() {
    check(&[
        ("a\r\n\r\nb\rc", &["a", "", "b c"]),
        ("a\0b\u{b}c\u{c}d\u{1b}", &["abcd"]),
        ("\u{feff}a\u{202e}b\u{2066}c\u{200f}", &["abc"]),
        ("a&#x202e;b&#7;", &["ab"]),
        ("“a” ‘b’ – c", &["“a” ‘b’ – c"]),
        ("", &[]),
        (" \n\t\n", &[]),
        ("<script>x</script>", &[]),
    ]);
}

#[test]
fn nesting_depth_is_bounded() {
    let quotes = lines(&format!("{} deep", ">".repeat(100)), 60);
    assert_eq!(quotes, [format!("{}deep", "> ".repeat(12))]);
    let lists = lines(&"<ul><li>".repeat(10_000), 60);
    assert_eq!(lists, Vec::<String>::new());
}

/// The summary and the rest of an item with both a summary and a description.
fn both(summary: &str, description: &str) -> (String, String) {
    let text = text(Some(summary), Some(description), "Fallback.", 60);
    (text.summary.join("\n"), text.rest.join("\n"))
}

#[test]
fn first_sentence_is_the_summary() {
    for (description, summary, rest) in [
        ("Fetch a call. Then more.", "Fetch a call.", "Then more."),
        ("Fetch a call", "Fetch a call.", ""),
        ("Fetch a call!\n\nThen more.", "Fetch a call!", "Then more."),
        ("Common fields:\n- a", "Common fields.", "- a"),
        (
            "A text, e.g. Foo, i.e. Bar. More",
            "A text, e.g. Foo, i.e. Bar.",
            "More",
        ),
        ("Codes, ex: A. More", "Codes, ex: A.", "More"),
        ("Numbers etc. Of all. More", "Numbers etc. Of all.", "More"),
        (
            "Since v1.2 it is 1.5. More",
            "Since v1.2 it is 1.5.",
            "More",
        ),
        ("See https://a.b/c. More", "See <https://a.b/c>.", "More"),
        ("Use `a. B`. More", "Use `a. B`.", "More"),
        (
            "A call (see it. There). More",
            "A call (see it. There).",
            "More",
        ),
        ("He said \"no.\" More", "He said \"no.\"", "More"),
        (
            "Needs **this. And** more",
            "Needs **this.**",
            "**And** more",
        ),
        ("Set in **bold**", "Set in **bold**.", ""),
        ("# Some title\n\nText.", "Some title.", "Text."),
        ("Optional. The name. More", "Optional. The name.", "More"),
        ("第一句。第二句。", "第一句。", "第二句。"),
        ("- only\n- items", "Fallback.", "- only\n- items"),
        ("", "Fallback.", ""),
    ] {
        let text = text(None, Some(description), "Fallback", 60);
        assert_eq!(
            (text.summary.join("\n"), text.rest.join("\n")),
            (summary.into(), rest.into())
        );
    }
}

#[test]
fn repeated_sentences_are_removed() {
    let expect = |summary: &str, rest: &str| (summary.to_owned(), rest.to_owned());
    assert_eq!(
        both("List calls", "list  calls."),
        expect("list calls.", "")
    );
    assert_eq!(
        both("Fetch a call", "Fetch a call by SID. More"),
        expect("Fetch a call by SID.", "More")
    );
    assert_eq!(
        both("Fetch a call by SID", "Fetch a call"),
        expect("Fetch a call by SID.", "")
    );
    assert_eq!(
        both("Fetch a call", "It may fail."),
        expect("Fetch a call.", "It may fail.")
    );
    assert_eq!(
        both("Fetch a call. Or two.", "More."),
        expect("Fetch a call.", "Or two.\n\nMore.")
    );
    assert_eq!(both("", ""), expect("Fallback.", ""));
}
