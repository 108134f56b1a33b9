//! Properties of every description, however hostile.

use proptest::prelude::*;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

use super::tree::{self, Block, Group};
use super::{lines, read, text};

const WIDTH: usize = 80;

/// Text made of what means something to Markdown or HTML, so that it meets often.
fn description() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(vec![
        "<b>",
        "</b>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "<p>",
        "<br>",
        "<pre>",
        "</pre>",
        "<a href='https://a.b/(c'>",
        "</a>",
        "<code>",
        "</code>",
        "<!--",
        "-->",
        "<script>",
        "<Sid>",
        "<",
        "`",
        "``",
        "```",
        "\n",
        "\n\n",
        "\t",
        "    ",
        " ",
        "- ",
        "1. ",
        "> ",
        "# ",
        "*",
        "**",
        "_",
        "[",
        "]",
        "]: ",
        "](",
        "(",
        ")",
        "!",
        "&",
        "&lt;",
        "&#10;",
        ";",
        "\\",
        "|",
        "|-|-|",
        "~~~",
        "=",
        "---",
        ":",
        ".",
        "https://a.b/c",
        "{x}",
        "word",
        "Word",
        "é",
        "\u{a0}",
        "\u{202e}",
        "\0",
    ]);
    let fragments = prop::collection::vec(fragment, 0..40).prop_map(|parts| parts.concat());
    prop_oneof![4 => fragments, 1 => any::<String>()]
}

/// Returns the events that rustdoc sees, with the extensions it turns on.
fn events(markdown: &str) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    Parser::new_ext(markdown, options).collect()
}

/// Whether an event could make a warning, a link nobody wrote, or a mark on the page.
fn is_unwanted(event: &Event<'_>) -> bool {
    match event {
        Event::Html(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_)
        | Event::TaskListMarker(_)
        | Event::Rule => true,
        Event::Start(tag) => match tag {
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let is_written_out = matches!(
                    link_type,
                    LinkType::Inline | LinkType::Autolink | LinkType::Email
                );
                !is_written_out || !dest_url.contains([':', '@'])
            }
            Tag::Image { .. }
            | Tag::Heading { .. }
            | Tag::FootnoteDefinition(_)
            | Tag::Strikethrough => true,
            _ => false,
        },
        _ => false,
    }
}

/// Whether a line has nowhere to be broken: it is one word, behind the marks of its groups.
fn is_unbreakable(line: &str) -> bool {
    let word = line.trim_start_matches(|c: char| c.is_ascii_digit() || "-> .".contains(c));
    !word.contains(' ') || word.contains(['`', '['])
}

fn has_table(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Group(group, blocks) => *group == Group::Table || has_table(blocks),
        Block::Paragraph(_) | Block::Code { .. } => false,
    })
}

/// Returns every character that a reader sees.
fn shown(blocks: &[Block]) -> String {
    tree::text(blocks)
        .chars()
        .filter(|&c| !c.is_whitespace() && c != '`')
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rustdoc_lines_are_clean(description in description()) {
        let lines = lines(&description, WIDTH);
        for line in &lines {
            prop_assert!(!line.contains(|c: char| c.is_control() || c == '\u{202e}'), "{line:?}");
            prop_assert_eq!(line.trim_end(), line);
        }
        prop_assert!(lines.first().is_none_or(|line| !line.is_empty()));
        prop_assert!(lines.last().is_none_or(|line| !line.is_empty()));
    }

    #[test]
    fn lines_respect_the_width(words in prop::collection::vec("[a-z*_<&#>+-]{1,12}", 0..60)) {
        for line in lines(&words.join(" "), WIDTH) {
            prop_assert!(line.chars().count() <= WIDTH || is_unbreakable(&line), "{line:?}");
        }
    }

    #[test]
    fn plain_text_never_becomes_markup(description in description(), width in 1..WIDTH) {
        let markdown = lines(&description, width).join("\n");
        let unwanted: Vec<_> = events(&markdown).into_iter().filter(is_unwanted).collect();
        prop_assert!(unwanted.is_empty(), "{markdown}\n{unwanted:?}");
    }

    /// Escapes, fences and indents mean what they were meant to. A table may be written as a list,
    /// whose items repeat the heads, and whether a backtick stands for code is left open.
    #[test]
    fn rendering_is_idempotent(description in description(), width in 1..WIDTH) {
        let blocks = read::blocks(&description);
        let written = lines(&description, width).join("\n");
        if !has_table(&blocks) {
            prop_assert_eq!(shown(&read::blocks(&written)), shown(&blocks), "{}", written);
        }
    }

    #[test]
    fn summary_is_one_paragraph(summary in description(), description in description()) {
        let text = text(Some(&summary), Some(&description), "Fallback.", WIDTH);
        prop_assert!(!text.summary.is_empty());
        prop_assert!(text.summary.iter().all(|line| !line.is_empty()));
    }
}

#[test]
fn large_descriptions_render_in_linear_time() {
    for pattern in [
        "*",
        "[",
        "](",
        "<a '",
        "<ul><li>",
        "> ",
        "`",
        "http://a)",
        "<td>",
        "&",
        "\\",
    ] {
        let description = pattern.repeat(1_000_000 / pattern.len());
        let lines = lines(&description, WIDTH);
        assert!(lines.len() <= 1_000_000, "{pattern}");
    }
}
