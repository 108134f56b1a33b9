//! What reads better as code or as a link, although its author wrote plain text: URLs,
//! placeholders such as `<AccountSid>`, and code between backticks that were escaped by mistake.

use super::link;
use super::tree::{Piece, Span, Style};

/// The spans of a paragraph with what is literal in their text set apart.
pub(super) fn refined(spans: Vec<Span>) -> Vec<Span> {
    spans
        .chunk_by(|a, b| a.link == b.link)
        .flat_map(linked)
        .collect()
}

/// The spans under one link. A link is set off as a whole or not at all.
fn linked(spans: &[Span]) -> Vec<Span> {
    let mut refined = Vec::new();
    for span in spans {
        match &span.piece {
            Piece::Text(text) => split(span, text, &mut refined),
            Piece::Code(code) => refined.extend(code_span(span, code)),
            Piece::Break if span.link.is_some() => refined.push(span.with(Piece::Text(" ".into()))),
            Piece::Break => refined.push(span.clone()),
        }
    }
    if spans.iter().any(|span| span.link.is_some()) {
        let style = Style {
            strong: spans.iter().all(|span| span.style.strong),
            emphasis: spans.iter().all(|span| span.style.emphasis),
        };
        refined.iter_mut().for_each(|span| span.style = style);
    }
    refined
}

/// Code on one line; nothing if there is none.
fn code_span(span: &Span, code: &str) -> Option<Span> {
    let words: Vec<_> = code.split_ascii_whitespace().collect();
    (!words.is_empty()).then(|| span.with(Piece::Code(words.join(" "))))
}

/// Divides the text of a span into text, code and links.
fn split(span: &Span, text: &str, spans: &mut Vec<Span>) {
    let mut start = 0;
    for (index, _) in text.match_indices(['<', '`', 'h', 'H']) {
        let Some(before) = text.get(start..index) else {
            continue;
        };
        if let Some((literal, length)) =
            literal(span, before, text.get(index..).unwrap_or_default())
        {
            spans.extend(plain(span, before));
            spans.push(literal);
            start = index + length;
        }
    }
    spans.extend(plain(span, text.get(start..).unwrap_or_default()));
}

fn plain(span: &Span, text: &str) -> Option<Span> {
    (!text.is_empty()).then(|| span.with(Piece::Text(text.to_owned())))
}

/// What is literal at the start of `rest`, and its length there.
fn literal(span: &Span, before: &str, rest: &str) -> Option<(Span, usize)> {
    let code = |code: &str| span.with(Piece::Code(code.to_owned()));
    if let Some(inner) = rest.strip_prefix('`') {
        let (inner, _) = inner.split_once('`')?;
        let is_word = !inner.is_empty() && !inner.contains(char::is_whitespace);
        return is_word.then(|| (code(inner), inner.len() + 2));
    }
    if let Some(length) = placeholder(rest) {
        let (tag, after) = rest.split_at(length);
        return stands_alone(before, after).then(|| (code(tag), length));
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

/// The length of a placeholder at the start of a text: `<Name>`, `</Name>` or `<Name/>`.
fn placeholder(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let rest = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "_-.:".contains(c));
    let end = rest.strip_prefix("/>").or_else(|| rest.strip_prefix('>'))?;
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        .then_some(text.len() - end.len())
}

/// Whether nothing but white space and punctuation touches what stands between two texts.
fn stands_alone(before: &str, after: &str) -> bool {
    let is_apart = |c: char| c.is_whitespace() || "()[]{}\"'“”‘’,;.!?".contains(c);
    before.chars().next_back().is_none_or(is_apart) && after.chars().next().is_none_or(is_apart)
}

/// The URL at the start of a text. It ends before a closing bracket that it doesn't open, and
/// before punctuation that ends the sentence.
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
