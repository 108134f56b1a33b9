//! One paragraph as Markdown: its spans become words that a line may be broken between.

use std::mem;

use super::link;
use super::tree::{Piece, Span, Style};

/// Returns the lines of a paragraph as its author ended them, each a list of words.
///
/// A word is what can't be broken: it may contain spaces where it is code or a link. All words
/// are escaped, except for what is special only at the start of a line: see [`at_line_start`].
pub(super) fn words(spans: &[Span]) -> Vec<Vec<String>> {
    let mut lines = Writer::write(spans, false);
    let last = lines.pop();
    for word in lines.iter_mut().filter_map(|line| line.last_mut()) {
        word.push('\\');
    }
    lines.extend(last);
    lines
}

/// Returns a paragraph on one line.
pub(super) fn line(spans: &[Span]) -> String {
    Writer::write(spans, false).concat().join(" ")
}

/// Returns a word as it can start a line: escaped where Markdown would take it for the start of a
/// list, a heading, a quotation, or the line under a heading or under the head of a table.
pub(super) fn at_line_start(word: &str) -> String {
    let mark = word.trim_start_matches(|c: char| c.is_ascii_digit());
    if matches!(mark, "." | ")") && mark.len() < word.len() {
        let (number, mark) = word.split_at(word.len() - mark.len());
        return format!("{number}\\{mark}");
    }
    let is_rule = word.chars().all(|c| "-+=:|".contains(c));
    let is_heading = word.chars().all(|c| c == '#');
    if is_rule || is_heading || word.starts_with('>') {
        format!("\\{word}")
    } else {
        word.to_owned()
    }
}

/// The words written so far.
struct Writer {
    lines: Vec<Vec<String>>,
    /// Whether the last word may still grow.
    is_in_word: bool,
    /// The opening mark of the style of the spans to come, written with the first of them.
    mark: &'static str,
    /// Whether the text is inside the brackets of a link.
    is_label: bool,
}

impl Writer {
    /// Returns the words of all lines that have any.
    fn write(spans: &[Span], is_label: bool) -> Vec<Vec<String>> {
        let mut writer = Self {
            lines: vec![Vec::new()],
            is_in_word: false,
            mark: "",
            is_label,
        };
        let mut runs = spans.chunk_by(|a, b| a.style == b.style).peekable();
        while let Some(run) = runs.next() {
            let next = runs
                .peek()
                .and_then(|next| next.first())
                .and_then(first_char);
            writer.run(run, next);
        }
        for line in &mut writer.lines {
            for word in line
                .iter_mut()
                .filter(|word| word.trim().len() < word.len())
            {
                *word = word.trim().to_owned();
            }
            line.retain(|word| !word.is_empty());
        }
        writer.lines.retain(|line| !line.is_empty());
        writer.lines
    }

    /// Writes spans of one style, followed by the character `next`.
    fn run(&mut self, run: &[Span], next: Option<char>) {
        let mark = if self.can_mark(run, next) {
            mark(run)
        } else {
            ""
        };
        self.mark = mark;
        let mut groups = run
            .chunk_by(|a, b| a.link == b.link && a.link.is_some())
            .peekable();
        while let Some(group) = groups.next() {
            let next = groups
                .peek()
                .and_then(|next| next.first())
                .map_or(next, first_char);
            match group.first().and_then(|span| span.link.as_deref()) {
                Some(target) => self.link(target, group),
                None => group.iter().for_each(|span| self.piece(&span.piece, next)),
            }
        }
        self.mark = "";
        if let Some(word) = self.lines.iter_mut().rev().find_map(|line| line.last_mut()) {
            word.push_str(mark);
        }
    }

    /// Whether Markdown would take the marks around these spans for what they are, and not for
    /// asterisks: that depends on the characters on either side of each.
    fn can_mark(&self, run: &[Span], next: Option<char>) -> bool {
        let has_text = |span: &Span| !span.piece.text().trim_ascii().is_empty();
        let mut spans = run.iter().map(trimmed).filter(has_text);
        let first = spans.clone().next().and_then(|span| first_char(&span));
        let last = spans.next_back().and_then(|span| last_char(&span));
        let is_spaced = |edge: Option<char>| edge.is_none_or(|c| c.is_ascii_whitespace());
        let before = self
            .last_char()
            .filter(|_| !is_spaced(run.first().and_then(first_char)));
        let after = next.filter(|_| !is_spaced(run.last().and_then(last_char)));
        first.is_some_and(|first| can_flank(before, first))
            && last.is_some_and(|last| can_flank(after, last))
    }

    /// Returns the last character written, if nothing separates it from the next.
    fn last_char(&self) -> Option<char> {
        let word = self.lines.last().and_then(|line| line.last());
        word.filter(|_| self.is_in_word)
            .and_then(|word| word.chars().next_back())
    }

    /// Writes a piece, followed by the character `next`.
    fn piece(&mut self, piece: &Piece, next: Option<char>) {
        match piece {
            Piece::Text(text) => self.text(text, next),
            // A bracket in a label could end it: code doesn't count where Markdown looks for the
            // definition of a link.
            Piece::Code(code) if self.is_label && code.contains(']') => self.text(code, next),
            Piece::Code(code) => {
                // Two pieces of code that touch would be one.
                self.is_in_word &= self.last_char() != Some('`');
                self.append(&quoted(code));
            }
            Piece::Break => {
                self.is_in_word = false;
                self.lines.push(Vec::new());
            }
        }
    }

    fn text(&mut self, text: &str, next: Option<char>) {
        let (mut before, mut rest) = (None, text);
        while let Some(c) = rest.chars().next() {
            let (run, after) = rest.split_at(plain_length(rest));
            if !run.is_empty() {
                self.append(run);
                (before, rest) = (run.chars().next_back(), after);
                continue;
            }
            let after = rest.get(c.len_utf8()..).unwrap_or_default();
            if c.is_ascii_whitespace() {
                self.is_in_word = false;
            } else if is_special(c, before, after, next) || (c == ']' && self.is_label) {
                self.append(&format!("\\{c}"));
            } else {
                self.append(c.encode_utf8(&mut [0; 4]));
            }
            (before, rest) = (Some(c), after);
        }
    }

    fn link(&mut self, target: &str, spans: &[Span]) {
        let text: String = spans.iter().map(|span| span.piece.text()).collect();
        let unmarked = |span: &Span| Span {
            style: Style::default(),
            link: None,
            ..span.clone()
        };
        let spans: Vec<_> = spans.iter().map(unmarked).collect();
        let label = Self::write(&spans, true).concat().join(" ");
        self.is_in_word &= !text.starts_with(|c: char| c.is_ascii_whitespace());
        if let Some(address) = link::plain(target, &text) {
            self.append(&format!("<{address}>"));
        } else if !label.is_empty() {
            self.escape_exclamation_mark();
            self.append(&format!("[{label}]({target})"));
        }
        self.is_in_word &= !text.ends_with(|c: char| c.is_ascii_whitespace());
    }

    /// Keeps an exclamation mark in front of a link from turning it into a picture.
    fn escape_exclamation_mark(&mut self) {
        if self.mark.is_empty()
            && self.last_char() == Some('!')
            && let Some(word) = self.lines.last_mut().and_then(|line| line.last_mut())
        {
            word.pop();
            word.push_str("\\!");
        }
    }

    /// Appends to the word, or starts one.
    fn append(&mut self, text: &str) {
        let mark = mem::take(&mut self.mark);
        let Some(line) = self.lines.last_mut() else {
            return;
        };
        match line.last_mut() {
            Some(word) if self.is_in_word => {
                word.push_str(mark);
                word.push_str(text);
            }
            _ => line.push([mark, text].concat()),
        }
        self.is_in_word = true;
    }
}

/// Returns the marks on both sides of spans of one style.
fn mark(run: &[Span]) -> &'static str {
    let style = run.first().map(|span| span.style).unwrap_or_default();
    match (style.strong, style.emphasis) {
        (false, false) => "",
        (false, true) => "*",
        (true, false) => "**",
        (true, true) => "***",
    }
}

/// Whether a mark is valid between these two. This is stricter than the standard, so that it
/// holds whatever the parser takes for punctuation.
fn can_flank(outside: Option<char>, inside: char) -> bool {
    match outside {
        None => !inside.is_whitespace(),
        Some('*') => false,
        Some(c) if c.is_whitespace() || c.is_ascii_punctuation() => !inside.is_whitespace(),
        Some(_) => inside.is_alphanumeric(),
    }
}

/// Returns the span without white space at its ends.
fn trimmed(span: &Span) -> Span {
    match &span.piece {
        Piece::Text(text) => span.with(Piece::Text(text.trim_ascii().to_owned())),
        _ => span.clone(),
    }
}

/// Returns the first character that the span is written with.
fn first_char(span: &Span) -> Option<char> {
    match &span.piece {
        Piece::Break => Some(' '),
        Piece::Text(text) if text.starts_with(|c: char| c.is_ascii_whitespace()) => Some(' '),
        _ if span.link.is_some() => Some('['),
        Piece::Code(_) => Some('`'),
        Piece::Text(text) => text.chars().next(),
    }
}

/// Returns the last character that the span is written with.
fn last_char(span: &Span) -> Option<char> {
    match &span.piece {
        Piece::Break => Some(' '),
        Piece::Text(text) if text.ends_with(|c: char| c.is_ascii_whitespace()) => Some(' '),
        _ if span.link.is_some() => Some(')'),
        Piece::Code(_) => Some('`'),
        Piece::Text(text) => text.chars().next_back(),
    }
}

/// Returns the length of the start of a text whose characters never mean anything to Markdown, and don't end
/// a word.
fn plain_length(text: &str) -> usize {
    let is_other = |c: char| c.is_ascii_whitespace() || "`*[]~_\\<&".contains(c);
    text.find(is_other).unwrap_or(text.len())
}

/// Whether Markdown could read more into a character than the character. `after` is the text that
/// follows, and `next` what follows that, perhaps behind the mark of a style.
fn is_special(c: char, before: Option<char>, after: &str, next: Option<char>) -> bool {
    let following = after.chars().next();
    let is_in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '`' | '*' | '[' | '~' => true,
        '_' => !is_in_word(before) || !is_in_word(following),
        '\\' => !is_in_word(following),
        '<' => following
            .or(next)
            .is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c)),
        '&' => {
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '#';
            let end = after.trim_start_matches(is_name).chars().next().or(next);
            end.is_some_and(|c| c == ';' || is_name(c))
        }
        _ => false,
    }
}

/// Returns a code span, in as many backticks as it takes.
fn quoted(code: &str) -> String {
    let fence = "`".repeat(longest_fence(code) + 1);
    let is_padded = code.starts_with('`') || code.ends_with('`');
    let pad = if is_padded { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// Returns the length of the longest run of backticks in a text.
pub(super) fn longest_fence(text: &str) -> usize {
    text.split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default()
}
