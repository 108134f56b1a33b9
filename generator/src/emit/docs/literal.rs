//! Plain text that reads better as code or as a link: URLs, placeholders such as `<AccountSid>`, and
//! code between backticks that were escaped by mistake.

use super::link;
use super::tree::{Piece, Span, Style};

/// Returns the spans of a paragraph with what is literal in their text set apart.
pub(super) fn refined(spans: &[Span]) -> Vec<Span> {
    let mut refined = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        match &span.piece {
            Piece::Text(text) => {
                let last = index.checked_sub(1).and_then(|last| spans.get(last));
                let edges = (
                    last.and_then(|span| edge(span, |text| text.chars().next_back())),
                    spans
                        .get(index + 1)
                        .and_then(|span| edge(span, |text| text.chars().next())),
                );
                split(span, text, edges, &mut refined);
            }
            Piece::Code(code) => refined.extend(code_span(span, code)),
            Piece::Break if span.link.is_some() => refined.push(span.with(Piece::Text(" ".into()))),
            Piece::Break => refined.push(span.clone()),
        }
    }
    for link in refined.chunk_by_mut(|a, b| a.link == b.link && a.link.is_some()) {
        set_off_evenly(link);
    }
    refined
}

/// Returns the character at one end of a span.
fn edge(span: &Span, end: impl Fn(&str) -> Option<char>) -> Option<char> {
    match &span.piece {
        Piece::Code(_) => Some('`'),
        piece => end(piece.text()),
    }
}

/// Gives all parts of a link the style that they share: a link is one word.
fn set_off_evenly(link: &mut [Span]) {
    let style = Style {
        strong: link.iter().all(|span| span.style.strong),
        emphasis: link.iter().all(|span| span.style.emphasis),
    };
    link.iter_mut().for_each(|span| span.style = style);
}

/// Code on one line; nothing if there is none.
fn code_span(span: &Span, code: &str) -> Option<Span> {
    let words: Vec<_> = code.split_ascii_whitespace().collect();
    (!words.is_empty()).then(|| span.with(Piece::Code(words.join(" "))))
}

/// Divides the text of a span into text, code and links. `edges` are the characters on both sides.
fn split(span: &Span, text: &str, edges: (Option<char>, Option<char>), spans: &mut Vec<Span>) {
    let mut start = 0;
    for (index, _) in text.match_indices(['<', '`', 'h', 'H']) {
        let (before, rest) = text.split_at(index);
        let Some(between) = before.get(start..) else {
            continue;
        };
        let before = before.chars().next_back().or(edges.0);
        if let Some((literal, length)) = literal(span, before, rest, edges.1) {
            spans.extend(plain(span, between));
            spans.push(literal);
            start = index + length;
        }
    }
    spans.extend(plain(span, text.get(start..).unwrap_or_default()));
}

fn plain(span: &Span, text: &str) -> Option<Span> {
    (!text.is_empty()).then(|| span.with(Piece::Text(text.to_owned())))
}

/// Returns the literal at the start of `rest`, and its length there. `before` and `next` are the
/// characters on both sides of `rest`.
fn literal(
    span: &Span,
    before: Option<char>,
    rest: &str,
    next: Option<char>,
) -> Option<(Span, usize)> {
    let code = |code: &str| span.with(Piece::Code(code.to_owned()));
    if let Some(inner) = rest.strip_prefix('`') {
        let (inner, _) = inner.split_once('`')?;
        let is_word = !inner.is_empty() && !inner.contains(char::is_whitespace);
        return is_word.then(|| (code(inner), inner.len() + 2));
    }
    if let Some(length) = placeholder(rest) {
        let (tag, after) = rest.split_at(length);
        let stands_alone = is_apart(before) && is_apart(after.chars().next().or(next));
        return stands_alone.then(|| (code(tag), length));
    }
    if span.link.is_some() {
        return None;
    }
    let url = url(rest)?;
    let literal = if url.contains(['{', '}', '<', '[', ']', '*']) {
        code(url)
    } else {
        Span {
            link: link::target(url),
            ..span.with(Piece::Text(url.to_owned()))
        }
    };
    Some((literal, url.len()))
}

/// Returns the length of a placeholder at the start of a text: `<Name>`, `</Name>` or `<Name/>`.
fn placeholder(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let rest = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "_-.:".contains(c));
    let end = rest.strip_prefix("/>").or_else(|| rest.strip_prefix('>'))?;
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        .then_some(text.len() - end.len())
}

/// Whether a character, if there is one, is no part of the word beside it.
fn is_apart(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_whitespace() || "()[]{}\"'“”‘’,;.!?".contains(c))
}

/// Returns the URL at the start of a text. It ends before a closing bracket that it doesn't open,
/// and before punctuation that ends the sentence.
fn url(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })?;
    let url = text.get(..end_of_url(text))?;
    let url = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '(', '[', '{', '&']);
    let rest = url.get(scheme.len()..)?;
    rest.contains(|c: char| c.is_ascii_alphanumeric())
        .then_some(url)
}

fn end_of_url(text: &str) -> usize {
    let (mut index, mut depth) = (0, 0_usize);
    while let Some(rest) = text.get(index..)
        && let Some(c) = rest.chars().next()
    {
        match c {
            '<' => match placeholder(rest) {
                Some(length) => index += length - 1,
                None => return index,
            },
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => return index,
            ')' | ']' | '}' => depth -= 1,
            '>' | '"' | '`' | '\\' | '|' | '^' => return index,
            _ if !c.is_ascii_graphic() => return index,
            _ => {}
        }
        index += 1;
    }
    index
}
