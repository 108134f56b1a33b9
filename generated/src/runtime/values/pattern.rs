// @generated: a copy of `generator/runtime/src/values/pattern.rs`; edit that file instead.

//! Patterns of text that consist of a sequence of characters and classes, each with a number of
//! repetitions: `^\+[1-9][0-9]{1,14}$`.
//!
//! The generator passes on no other patterns, because every user would pay for a full regular
//! expression engine that few patterns need.

/// Whether all of `text` matches `pattern`. A pattern of another form matches everything; the server
/// has to reject the text.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let inner = pattern
        .strip_prefix('^')
        .and_then(|pattern| pattern.strip_suffix('$'));
    let Some(pieces) = inner.and_then(parse) else {
        return true;
    };
    let text: Vec<char> = text.chars().collect();
    // For each position in the text, whether the pieces so far can end there.
    let mut ends = vec![false; text.len() + 1];
    ends[0] = true;
    for piece in &pieces {
        ends = piece.advance(&text, &ends);
    }
    ends.last().copied().unwrap_or(false)
}

/// A set of characters, and its number of repetitions.
struct Piece {
    set: Vec<(char, char)>,
    least: usize,
    most: usize,
}

impl Piece {
    /// Returns the positions at which the piece can end if it starts at one of the marked positions.
    fn advance(&self, text: &[char], starts: &[bool]) -> Vec<bool> {
        let mut ends = vec![false; starts.len()];
        let marked = starts.iter().enumerate().filter(|(_, marked)| **marked);
        for (start, _) in marked {
            let rest = text.get(start..).unwrap_or_default();
            let fitting = rest.iter().take_while(|char| self.contains(**char));
            let longest = fitting.take(self.most).count();
            // No position is reached if there are too few characters, because the range is empty then.
            if let Some(reached) = ends.get_mut(start + self.least..=start + longest) {
                reached.fill(true);
            }
        }
        ends
    }

    fn contains(&self, char: char) -> bool {
        self.set
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&char))
    }
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
        let (least, most) = repetitions(&mut rest)?;
        pieces.push(Piece { set, least, most });
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
fn class(rest: &mut std::str::Chars<'_>) -> Option<Vec<(char, char)>> {
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
fn repetitions(rest: &mut std::str::Chars<'_>) -> Option<(usize, usize)> {
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
    *rest = text.get(length..)?.chars();
    Some(bounds)
}
