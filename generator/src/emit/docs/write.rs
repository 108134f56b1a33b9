//! From the tree to lines.

use std::slice;

use super::tree::{Block, Group};
use super::{inline, table};

/// The greatest number a list is let start from: a list whose numbers grow beyond nine digits is
/// none.
const MAX_START: u64 = 99_999_999;

/// Returns the lines of some blocks, with a blank line between two of them.
pub(super) fn blocks(blocks: &[Block], width: usize) -> Vec<String> {
    stacked(blocks, width, |_, _| false)
}

/// Returns the lines of some blocks, with a blank line between any two that aren't close to each
/// other.
fn stacked(
    blocks: &[Block],
    width: usize,
    are_close: impl Fn(&Block, &Block) -> bool,
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut last: Option<&Block> = None;
    for block in blocks {
        let more = self::block(block, width);
        if more.is_empty() {
            continue;
        }
        if last.is_some_and(|last| !are_close(last, block)) {
            lines.push(String::new());
        }
        lines.extend(more);
        last = Some(block);
    }
    lines
}

fn block(block: &Block, width: usize) -> Vec<String> {
    match block {
        Block::Paragraph(spans) => inline::words(spans)
            .iter()
            .flat_map(|words| wrapped(words, width))
            .collect(),
        Block::Code { language, lines } => code(language, lines),
        Block::Group(Group::Quote, blocks) => indented("> ", "> ", blocks, width),
        Block::Group(Group::List(first), items) => list(*first, items, width),
        Block::Group(Group::Table, rows) => self::table(rows, width),
        Block::Group(Group::Item | Group::Row | Group::Cell, blocks) => self::blocks(blocks, width),
    }
}

/// Returns a table: what isn't in a row, then the rows.
fn table(rows: &[Block], width: usize) -> Vec<String> {
    let table::Layout { blocks, grid } = table::layout(rows, width);
    let mut lines = self::blocks(&blocks, width);
    if let Some(grid) = grid {
        lines.extend((!lines.is_empty()).then(String::new));
        lines.extend(grid);
    }
    lines
}

/// Words in as few lines as take them.
fn wrapped(words: &[String], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in words {
        let added = 1 + word.chars().count();
        match lines.last_mut() {
            Some(line) if length + added <= width => {
                line.push(' ');
                line.push_str(word);
                length += added;
            }
            _ => {
                let word = inline::at_line_start(word);
                length = word.chars().count();
                lines.push(word);
            }
        }
    }
    lines
}

fn code(language: &str, lines: &[String]) -> Vec<String> {
    let longest = lines
        .iter()
        .map(|line| inline::longest_fence(line))
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let mut block = vec![format!("{fence}{language}")];
    block.extend_from_slice(lines);
    block.push(fence);
    block
}

fn list(first: Option<u64>, items: &[Block], width: usize) -> Vec<String> {
    let separator = if items.iter().all(is_short) {
        None
    } else {
        Some(String::new())
    };
    let mut lines = Vec::new();
    let mut number = first.map(|first| first.min(MAX_START));
    for item in items {
        let marker = number.map_or("- ".to_owned(), |number| format!("{number}. "));
        let item = self::item(&marker, item, width);
        if item.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.extend(separator.clone());
        }
        lines.extend(item);
        number = number.map(|number| number + 1);
    }
    lines
}

fn item(marker: &str, item: &Block, width: usize) -> Vec<String> {
    let blocks = match item {
        Block::Group(Group::Item, blocks) => blocks,
        other => slice::from_ref(other),
    };
    let lines = stacked(blocks, width.saturating_sub(marker.len()), are_close);
    prefixed(marker, &" ".repeat(marker.len()), lines)
}

/// Whether an item is a paragraph with lists under it at most, and needs no room around it.
fn is_short(item: &Block) -> bool {
    match item {
        Block::Group(Group::Item, blocks) => blocks.windows(2).all(|pair| match pair {
            [last, next] => are_close(last, next),
            _ => true,
        }),
        _ => true,
    }
}

/// Whether a list follows a paragraph without a blank line. Markdown lets only bullets and lists
/// that start from 1 do so.
fn are_close(last: &Block, next: &Block) -> bool {
    matches!(last, Block::Paragraph(_))
        && matches!(next, Block::Group(Group::List(None | Some(1)), _))
}

fn indented(first: &str, other: &str, blocks: &[Block], width: usize) -> Vec<String> {
    prefixed(
        first,
        other,
        self::blocks(blocks, width.saturating_sub(first.len())),
    )
}

/// Lines with something in front: of the first, and of each other one.
fn prefixed(first: &str, other: &str, lines: Vec<String>) -> Vec<String> {
    let prefix = |(index, line)| {
        let prefix = if index == 0 { first } else { other };
        format!("{prefix}{line}").trim_end().to_owned()
    };
    lines.into_iter().enumerate().map(prefix).collect()
}
