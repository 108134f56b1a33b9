//! The end of the first sentence of a description.

use std::mem;

use super::tree::{Block, Piece, Span};

/// The characters that end a sentence.
const STOPS: [char; 6] = ['.', '!', '?', '。', '！', '？'];

/// The characters that may follow a full stop and still belong to its sentence.
const CLOSERS: [char; 7] = ['"', '\'', '”', '’', '»', ')', ']'];

/// Words that a full stop abbreviates, without that stop. Letters with stops between them, such as
/// `e.g` and `U.S`, needn't be listed.
const ABBREVIATIONS: [&str; 20] = [
    "etc", "ex", "eg", "ie", "vs", "cf", "approx", "incl", "excl", "resp", "viz", "mr", "mrs",
    "ms", "dr", "st", "inc", "ltd", "corp", "fig",
];

/// Returns the first sentence, and what follows it. The sentence is empty if the blocks don't start
/// with running text; otherwise it ends with a full stop. One word, such as `Optional.`, says
/// nothing by itself: the next sentence is then taken with it.
pub(super) fn split(mut blocks: Vec<Block>) -> (Vec<Span>, Vec<Block>) {
    let Some(Block::Paragraph(spans)) = blocks.first_mut() else {
        return (Vec::new(), blocks);
    };
    let (mut sentence, rest) = divided(mem::take(spans));
    *spans = rest;
    if spans.is_empty() {
        blocks.remove(0);
    }
    if sentence
        .iter()
        .all(|span| span.style.strong || span.is_blank())
    {
        sentence
            .iter_mut()
            .for_each(|span| span.style.strong = false);
    }
    finish(&mut sentence);
    (sentence, blocks)
}

/// Returns the spans up to the end of their first sentence, and the others.
fn divided(spans: Vec<Span>) -> (Vec<Span>, Vec<Span>) {
    let mut left = end(&outline(&spans));
    let (mut sentence, mut rest) = (Vec::new(), Vec::new());
    for span in spans {
        match (left, &span.piece) {
            (Some(0), _) if rest.is_empty() && span.is_blank() => {}
            (Some(0), _) => rest.push(span),
            (Some(length), Piece::Text(text)) if length < text.len() => {
                let (before, after) = text.split_at(length);
                sentence.push(span.with(Piece::Text(before.to_owned())));
                let after = after.trim_ascii_start().to_owned();
                rest.extend((!after.is_empty()).then(|| span.with(Piece::Text(after))));
                left = Some(0);
            }
            (length, piece) => {
                left = length.map(|length| length.saturating_sub(piece.text().len()));
                sentence.push(span);
            }
        }
    }
    (sentence, rest)
}

/// Returns the text of some spans, byte for byte as long, with a letter in location of each byte of
/// code or of a link: no sentence ends inside those.
fn outline(spans: &[Span]) -> String {
    spans
        .iter()
        .map(|span| match &span.piece {
            Piece::Text(text) if span.link.is_none() => text.clone(),
            Piece::Break => " ".to_owned(),
            piece => "X".repeat(piece.text().len()),
        })
        .collect()
}

/// Returns the end of the first sentence, if the text has one.
fn end(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut stop = None;
    for (index, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if STOPS.contains(&c) {
            stop = Some(index);
        } else if !CLOSERS.contains(&c) {
            stop = None;
        }
        let end = index + c.len_utf8();
        if let Some(stop) = stop
            && depth == 0
            && is_end(text.split_at(stop).0, c, text.split_at(end).1)
        {
            return Some(end);
        }
    }
    None
}

/// Whether a sentence ends between two parts of a text: `before` its stop, and `after` its last
/// character.
fn is_end(before: &str, last: char, after: &str) -> bool {
    let Some(next) = after.chars().next() else {
        return true;
    };
    if !last.is_ascii() && STOPS.contains(&last) {
        return true;
    }
    let goes_on = after.trim_start().starts_with(char::is_lowercase);
    let is_one_word = !before.trim().contains(char::is_whitespace);
    next.is_whitespace() && !goes_on && !is_one_word && !is_abbreviation(before)
}

/// Whether a text ends with a word that the full stop after it only abbreviates.
fn is_abbreviation(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    let is_letters = word.contains('.')
        && word
            .split('.')
            .all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    is_letters || ABBREVIATIONS.contains(&word.as_str())
}

/// Makes a sentence end with a full stop, if it doesn't end with a stop already.
fn finish(sentence: &mut Vec<Span>) {
    while sentence.last().is_some_and(Span::is_blank) {
        sentence.pop();
    }
    let Some(last) = sentence.last_mut() else {
        return;
    };
    match &mut last.piece {
        Piece::Text(text) => {
            let is_loose = |c: char| c.is_whitespace() || ",;:".contains(c);
            text.truncate(text.trim_end_matches(is_loose).len());
            if text.trim_end_matches(CLOSERS).ends_with(STOPS) || text.ends_with('…') {
                return;
            }
        }
        Piece::Code(_) | Piece::Break => {}
    }
    sentence.push(Span::plain("."));
}
