//! Tables: as Markdown where a row fits on a line, as a list where none would be readable.

use std::slice;

use super::inline;
use super::tree::{Block, Group, Piece, Span};

/// A table, ready to be written.
pub(super) struct Layout {
    /// The content outside rows, such as a caption; also the rows as a list, if they form no grid.
    pub(super) blocks: Vec<Block>,
    /// The lines of the rows, which follow the blocks.
    pub(super) grid: Option<Vec<String>>,
}

/// Arranges the rows of a table.
pub(super) fn layout(blocks: &[Block], width: usize) -> Layout {
    let is_row = |block: &&Block| matches!(block, Block::Group(Group::Row, _));
    let rows: Vec<_> = blocks.iter().filter(is_row).map(cells).collect();
    let mut blocks: Vec<_> = blocks
        .iter()
        .filter(|block| !is_row(block))
        .cloned()
        .collect();
    let grid = grid(&rows, width);
    if grid.is_none() {
        blocks.push(list(&rows));
    }
    Layout { blocks, grid }
}

/// Returns the cells of a row, each as one paragraph.
fn cells(row: &Block) -> Vec<Vec<Span>> {
    let Block::Group(_, cells) = row else {
        return Vec::new();
    };
    cells
        .iter()
        .map(|cell| paragraph(slice::from_ref(cell)))
        .collect()
}

/// Returns the text of some blocks, as one paragraph.
fn paragraph(blocks: &[Block]) -> Vec<Span> {
    let mut spans = Vec::new();
    for block in blocks {
        spans.extend((!spans.is_empty()).then(|| Span::plain(" ")));
        match block {
            Block::Paragraph(more) => spans.extend(more.iter().map(without_break)),
            Block::Code { lines, .. } => {
                let words = lines.iter().flat_map(|line| line.split_whitespace());
                let code = words.collect::<Vec<_>>().join(" ");
                spans.push(Span::plain("").with(Piece::Code(code)));
            }
            Block::Group(_, blocks) => spans.extend(paragraph(blocks)),
        }
    }
    spans
}

fn without_break(span: &Span) -> Span {
    match span.piece {
        Piece::Break => span.with(Piece::Text(" ".to_owned())),
        _ => span.clone(),
    }
}

/// Returns the rows as a table of Markdown, if it is one and as wide as that.
fn grid(rows: &[Vec<Vec<Span>>], width: usize) -> Option<Vec<String>> {
    const MIN_CELL: usize = "| a ".len();
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    if rows.len() < 2 || columns < 2 || columns * MIN_CELL > width {
        return None;
    }
    let text = |row: &Vec<Vec<Span>>| -> Vec<String> {
        row.iter().map(|cell| inline::line(cell)).collect()
    };
    let rows: Vec<_> = rows.iter().map(text).collect();
    // A backslash in front of a bar would be read as one that escapes it.
    if rows.iter().flatten().any(|cell| cell.contains("\\|")) {
        return None;
    }
    let widths: Vec<_> = (0..columns)
        .map(|column| column_width(&rows, column))
        .collect();
    let fits = widths.iter().sum::<usize>() + 3 * columns < width;
    fits.then(|| aligned(&rows, &widths))
}

fn column_width(rows: &[Vec<String>], column: usize) -> usize {
    let width = |row: &Vec<String>| {
        row.get(column)
            .map_or(0, |cell| escaped(cell).chars().count())
    };
    rows.iter().map(width).max().unwrap_or_default().max(1)
}

fn aligned(rows: &[Vec<String>], widths: &[usize]) -> Vec<String> {
    let rule = widths
        .iter()
        .map(|width| "-".repeat(width + 2))
        .collect::<Vec<_>>()
        .join("|");
    let line = |row: &Vec<String>| {
        let mut line = String::from("|");
        for (column, width) in widths.iter().enumerate() {
            let cell = row
                .get(column)
                .map(|cell| escaped(cell))
                .unwrap_or_default();
            line.push_str(&format!(" {cell:<width$} |"));
        }
        line
    };
    let mut lines: Vec<_> = rows.iter().map(line).collect();
    lines.insert(1, format!("|{rule}|"));
    lines
}

fn escaped(cell: &str) -> String {
    cell.replace('|', "\\|")
}

/// Returns the rows as a list: the first cell, then the others after the heads of their columns. In
/// a table of two columns the heads say nothing that isn't plain to see.
fn list(rows: &[Vec<Vec<Span>>]) -> Block {
    let (heads, body) = match rows {
        [heads, body @ ..] if !body.is_empty() => (heads.as_slice(), body),
        rows => (&[][..], rows),
    };
    let heads = if heads.len() > 2 { heads } else { &[] };
    let items = body
        .iter()
        .map(|row| Block::Group(Group::Item, vec![Block::Paragraph(item(heads, row))]));
    Block::Group(Group::List(None), items.collect())
}

fn item(heads: &[Vec<Span>], row: &[Vec<Span>]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        if !spans.is_empty() {
            spans.push(Span::plain(if column == 1 { ": " } else { "; " }));
        }
        if let Some(head) = heads
            .get(column)
            .filter(|head| column > 0 && !head.is_empty())
        {
            spans.extend_from_slice(head);
            spans.push(Span::plain(" "));
        }
        spans.extend_from_slice(cell);
    }
    spans
}
