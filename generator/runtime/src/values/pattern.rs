//! Patterns of text that consist of a sequence of characters and classes, each with a number of
//! repetitions: `^\+[1-9][0-9]{1,14}$`.
//!
//! The generator passes on no other patterns, because every user would pay for a full regular
//! expression engine that few patterns need.

use std::str::Chars;

/// The patterns of a request. Each is parsed once, however many values it checks.
#[derive(Debug, Default)]
pub(super) struct Patterns(Vec<(String, Option<Pattern>)>);

impl Patterns {
    /// Whether all of `text` matches `pattern`. A pattern of another form matches everything; the server
    /// has to reject the text.
    pub(super) fn matches(&mut self, pattern: &str, text: &str) -> bool {
        let parsed = self.parsed(pattern);
        parsed.is_none_or(|parsed| parsed.matches(text))
    }

    fn parsed(&mut self, text: &str) -> Option<&Pattern> {
        let known = self.0.iter().position(|(known, _)| known == text);
        let index = known.unwrap_or_else(|| {
            self.0.push((text.to_owned(), Pattern::parse(text)));
            self.0.len() - 1
        });
        self.0[index].1.as_ref()
    }
}

/// A pattern: pieces that follow each other.
#[derive(Debug)]
struct Pattern(Vec<Piece>);

impl Pattern {
    fn parse(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('^')?.strip_suffix('$')?;
        parse(inner).map(Self)
    }

    /// Whether all of the text matches. Nearly every text that matches at all does so if each piece takes
    /// as many characters as it can, which is fast.
    fn matches(&self, text: &str) -> bool {
        self.matches_greedily(text) || self.matches_somehow(text)
    }

    fn matches_greedily(&self, text: &str) -> bool {
        let mut rest = Some(text);
        for piece in &self.0 {
            rest = rest.and_then(|rest| piece.take(rest));
        }
        rest == Some("")
    }

    fn matches_somehow(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        if !can_have_length(&self.0, text.len()) {
            return false;
        }
        // For each position in the text, whether the pieces so far can end there.
        let mut ends = vec![false; text.len() + 1];
        ends[0] = true;
        for piece in &self.0 {
            ends = piece.advance(&text, &ends);
        }
        ends.last().copied().unwrap_or(false)
    }
}

/// Whether the pieces match any text with this number of characters.
fn can_have_length(pieces: &[Piece], length: usize) -> bool {
    let sum = |sum: usize, count: usize| sum.saturating_add(count);
    let least = pieces.iter().map(|piece| piece.least).fold(0, sum);
    let most = pieces.iter().map(|piece| piece.most).fold(0, sum);
    (least..=most).contains(&length)
}

/// A set of characters, and its number of repetitions.
#[derive(Debug)]
struct Piece {
    set: Vec<(char, char)>,
    /// Whether each character of ASCII is in the set.
    ascii: [bool; 128],
    least: usize,
    most: usize,
}

impl Piece {
    fn new(set: Vec<(char, char)>, (least, most): (usize, usize)) -> Self {
        let mut ascii = [false; 128];
        for (char, is_in) in ('\0'..).zip(&mut ascii) {
            *is_in = contains(&set, char);
        }
        Self {
            set,
            ascii,
            least,
            most,
        }
    }

    /// Takes as many characters as the piece can, and returns the text after them, if they are enough.
    fn take<'t>(&self, text: &'t str) -> Option<&'t str> {
        // Bytes are faster than characters, and most texts are ASCII.
        let bytes = text.bytes().take(self.most);
        let mut taken = bytes.take_while(|byte| self.contains_ascii(*byte)).count();
        let (_, mut rest) = text.split_at(taken);
        let mut chars = rest.chars();
        while taken < self.most && chars.next().is_some_and(|char| self.contains(char)) {
            taken += 1;
            rest = chars.as_str();
        }
        (taken >= self.least).then_some(rest)
    }

    /// Returns the positions at which the piece can end if it starts at one of the marked positions.
    ///
    /// The time is linear in the length of the text: a position is an end if there is a mark among those
    /// before it that are at the right distance, with only fitting characters in between.
    fn advance(&self, text: &[char], starts: &[bool]) -> Vec<bool> {
        let mut ends = Vec::with_capacity(starts.len());
        // The last marked position that is far enough from the end.
        let mut last_mark = None;
        // The first position from which all characters up to the end fit.
        let mut run = 0;
        for end in 0..starts.len() {
            if end > 0 && !self.contains(text[end - 1]) {
                run = end;
            }
            if let Some(start) = end.checked_sub(self.least)
                && starts[start]
            {
                last_mark = Some(start);
            }
            let earliest = run.max(end.saturating_sub(self.most));
            ends.push(last_mark.is_some_and(|start| start >= earliest));
        }
        ends
    }

    fn contains(&self, char: char) -> bool {
        match u8::try_from(char) {
            Ok(byte) if byte.is_ascii() => self.contains_ascii(byte),
            _ => contains(&self.set, char),
        }
    }

    fn contains_ascii(&self, byte: u8) -> bool {
        self.ascii.get(usize::from(byte)) == Some(&true)
    }
}

fn contains(set: &[(char, char)], char: char) -> bool {
    set.iter()
        .any(|(first, last)| (*first..=*last).contains(&char))
}

const DIGITS: &[(char, char)] = &[('0', '9')];
const WORD: &[(char, char)] = &[('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_')];

fn parse(pattern: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = pattern.chars();
    while let Some(char) = rest.next() {
        let set = match char {
            '[' => class(&mut rest)?,
            '\\' => escaped(rest.next()?)?,
            '.' => vec![(char::MIN, char::MAX)],
            '(' | ')' | '|' | '{' | '}' | '*' | '+' | '?' | '^' | '$' => return None,
            char => vec![(char, char)],
        };
        pieces.push(Piece::new(set, repetitions(&mut rest)?));
    }
    Some(pieces)
}

fn escaped(char: char) -> Option<Vec<(char, char)>> {
    match char {
        'd' => Some(DIGITS.to_vec()),
        'w' => Some(WORD.to_vec()),
        char if char.is_ascii_alphanumeric() => None,
        char => Some(vec![(char, char)]),
    }
}

/// Parses the rest of a class after its opening bracket.
fn class(rest: &mut Chars<'_>) -> Option<Vec<(char, char)>> {
    let mut set = Vec::new();
    loop {
        match rest.next()? {
            ']' => return Some(set),
            '^' if set.is_empty() => return None,
            '\\' => set.extend(escaped(rest.next()?)?),
            first => {
                let mut ahead = rest.clone();
                match (ahead.next(), ahead.next()) {
                    (Some('-'), Some(last)) if last != ']' && last != '\\' => {
                        set.push((first, last));
                        *rest = ahead;
                    }
                    _ => set.push((first, first)),
                }
            }
        }
    }
}

/// Parses the number of repetitions, by default one.
fn repetitions(rest: &mut Chars<'_>) -> Option<(usize, usize)> {
    let text = rest.as_str();
    let (bounds, length) = match text.chars().next() {
        Some('?') => ((0, 1), 1),
        Some('*') => ((0, usize::MAX), 1),
        Some('+') => ((1, usize::MAX), 1),
        Some('{') => {
            let inner = text.get(1..)?.split_once('}')?.0;
            let bounds = match inner.split_once(',') {
                None => (inner.parse().ok()?, inner.parse().ok()?),
                Some((least, "")) => (least.parse().ok()?, usize::MAX),
                Some((least, most)) => (least.parse().ok()?, most.parse().ok()?),
            };
            (bounds, inner.len() + 2)
        }
        _ => return Some((1, 1)),
    };
    // Such a piece would match nothing.
    if bounds.0 > bounds.1 {
        return None;
    }
    *rest = text.get(length..)?.chars();
    Some(bounds)
}
