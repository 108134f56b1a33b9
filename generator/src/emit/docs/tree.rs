//! The content of a description, independent of its markup.

use std::mem;
use std::rc::Rc;

/// A block: a part of a text on separate lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Running text.
    Paragraph(Vec<Span>),
    /// Lines to show as they are.
    Code {
        /// The language of the lines: one of [`LANGUAGES`].
        language: &'static str,
        /// The lines, without trailing spaces.
        lines: Vec<String>,
    },
    /// Blocks that belong together.
    Group(Group, Vec<Block>),
}

/// The kind of a [`Block::Group`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// A quotation.
    Quote,
    /// A list of items, numbered from the given number if there is one.
    List(Option<u64>),
    /// An item of a list.
    Item,
    /// A table, made of rows.
    Table,
    /// A row of a table, made of cells.
    Row,
    /// A cell of a table.
    Cell,
}

/// A stretch of running text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Its text.
    pub(super) piece: Piece,
    /// Its style.
    pub(super) style: Style,
    /// Its destination: an absolute URL that needs no escape in Markdown.
    pub(super) link: Option<Rc<str>>,
}

/// The content of a [`Span`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text, unescaped. A run of white space in it means one space.
    Text(String),
    /// Code, unescaped, on one line.
    Code(String),
    /// A line ends here.
    Break,
}

/// The style of a [`Span`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Set in bold.
    pub(super) strong: bool,
    /// Set in italics.
    pub(super) emphasis: bool,
}

/// The languages a code block may claim. None of them is Rust under any name that rustdoc knows,
/// so that no example of a description is ever compiled.
pub(super) const LANGUAGES: [&str; 24] = [
    "text",
    "json",
    "yaml",
    "xml",
    "html",
    "http",
    "sh",
    "bash",
    "console",
    "csv",
    "toml",
    "ini",
    "sql",
    "js",
    "javascript",
    "typescript",
    "python",
    "java",
    "go",
    "ruby",
    "php",
    "csharp",
    "graphql",
    "diff",
];

impl Group {
    /// Whether both are of one kind. The number from which a list starts does not matter.
    pub(super) fn is_like(self, other: Self) -> bool {
        mem::discriminant(&self) == mem::discriminant(&other)
    }

    /// Whether two lists, one after the other, are one to Markdown.
    pub(super) fn continues_as(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::List(None), Self::List(None)) | (Self::List(Some(_)), Self::List(Some(_)))
        )
    }
}

impl Span {
    /// Plain text, neither styled nor linked.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self {
            piece: Piece::Text(text.into()),
            style: Style::default(),
            link: None,
        }
    }

    /// Creates the same style and link around something else.
    pub(super) fn with(&self, piece: Piece) -> Self {
        Self {
            piece,
            style: self.style,
            link: self.link.clone(),
        }
    }

    /// Takes in a span that continues this one. Says whether it did.
    pub(super) fn absorb(&mut self, next: &Self) -> bool {
        if self.style != next.style || self.link != next.link {
            return false;
        }
        match (&mut self.piece, &next.piece) {
            (Piece::Text(text), Piece::Text(more)) | (Piece::Code(text), Piece::Code(more)) => {
                text.push_str(more);
                true
            }
            _ => false,
        }
    }

    /// Whether nothing of it can be seen.
    pub(super) fn is_blank(&self) -> bool {
        match &self.piece {
            Piece::Text(text) => text.trim().is_empty(),
            Piece::Code(_) => false,
            Piece::Break => true,
        }
    }
}

impl Piece {
    /// Returns its text; that of a line break is a space.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Code(text) => text,
            Self::Break => " ",
        }
    }
}

/// Returns the words of a tree in lower case, without punctuation: what two texts are compared by.
pub(super) fn words(blocks: &[Block]) -> Vec<String> {
    text(blocks)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Returns the text of a tree, without its markup.
pub(super) fn text(blocks: &[Block]) -> String {
    let mut text = String::new();
    collect(blocks, &mut text);
    text
}

fn collect(blocks: &[Block], text: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(spans) => text.extend(spans.iter().map(|span| span.piece.text())),
            Block::Code { lines, .. } => text.extend(lines.iter().flat_map(|line| [line, "\n"])),
            Block::Group(_, blocks) => collect(blocks, text),
        }
        text.push('\n');
    }
}
