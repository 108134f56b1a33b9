//! Descriptions of a document, as lines of rustdoc.
//!
//! A description is `CommonMark` by the standard; in practice it is a mix of Markdown, HTML and
//! careless text, and it may be malformed. The reader builds a small tree of its content
//! ([`tree`]), and the writer writes that tree. No markup of the source remains, so
//! what comes out is always well-formed, and text can be nothing but text.
//!
//! - [`read`] follows the events of the Markdown parser, [`html`] knows the tags between them, and
//!   [`builder`] makes the tree.
//! - [`literal`] finds in plain text what reads better as code or as a link.
//! - [`sentence`] divides a tree into its first sentence and the rest.
//! - [`mod@write`] lays the tree out in lines; [`inline`] writes one paragraph, [`table`] one table.

mod builder;
mod characters;
mod html;
mod inline;
mod link;
mod literal;
#[cfg(test)]
mod properties;
mod read;
mod sentence;
mod table;
#[cfg(test)]
mod tests;
mod tree;
mod write;

pub(crate) use characters::visible;

use tree::Block;

/// The documentation of one item, in two parts, between which a line about the wire may be inserted.
///
/// Both are lines without `///`, at most as wide as asked where words allow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    /// The first sentence, as one paragraph. It ends with a full stop.
    pub(crate) summary: Vec<String>,
    /// Everything that follows the first sentence. Often empty.
    pub(crate) rest: Vec<String>,
}

impl Text {
    /// Both parts, with nothing between them but a blank line.
    pub(crate) fn into_lines(self) -> Vec<String> {
        let mut lines = self.summary;
        if !self.rest.is_empty() {
            lines.push(String::new());
            lines.extend(self.rest);
        }
        lines
    }
}

/// Returns a description as lines of rustdoc, without `///`.
///
/// Each line has at most `width` columns where words allow; code, links, URLs and rows of code
/// blocks are never broken. There are no trailing spaces and no blank lines at either end. A text
/// that says nothing gives no line.
pub(crate) fn lines(text: &str, width: usize) -> Vec<String> {
    write::blocks(&read::blocks(text), width)
}

/// Returns the documentation of an item that has a summary, a description, both, or neither.
///
/// Text that both contain is written once. Without a summary, the description's first sentence is the
/// summary; without either, `fallback` is.
pub(crate) fn text(
    summary: Option<&str>,
    description: Option<&str>,
    fallback: &str,
    width: usize,
) -> Text {
    let blocks = merged(read_optional(summary), read_optional(description));
    let (mut first, mut rest) = sentence::split(blocks);
    if first.is_empty() {
        let (spans, more) = sentence::split(read::blocks(fallback));
        first = spans;
        rest.splice(0..0, more);
    }
    Text {
        summary: write::blocks(&[Block::Paragraph(first)], width),
        rest: write::blocks(&rest, width),
    }
}

fn read_optional(text: Option<&str>) -> Vec<Block> {
    text.map(read::blocks).unwrap_or_default()
}

/// Returns a summary followed by a description, or the longer of the two if it starts with the
/// other.
fn merged(mut summary: Vec<Block>, description: Vec<Block>) -> Vec<Block> {
    if summary.is_empty() {
        return description;
    }
    let (short, long) = (tree::words(&summary), tree::words(&description));
    if long.starts_with(&short) {
        return description;
    }
    if !short.starts_with(&long) {
        summary.extend(description);
    }
    summary
}
