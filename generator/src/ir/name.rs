//! Identifiers, and the scopes that mint them.
//!
//! A [`Scope`] is the only source of a [`Name`], so no name is ever printed that was not claimed,
//! and none is claimed twice. All names of a scope are claimed together and resolved by their keys,
//! so that a collision never depends on the order in which things were found.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use heck::{ToPascalCase as _, ToSnakeCase as _};

/// A valid Rust identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// The identifier as it stands in code: `r#type`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier without `r#`, as it stands in text and in file names: `type`.
    #[must_use]
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a scope writes its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `PascalCase`, for types and variants.
    Pascal,
    /// `snake_case`, for fields, methods and modules.
    Snake,
}

/// What something would like to be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What tells this claimant from the others; decides who wins a collision.
    pub key: String,
    /// The wanted names as free text, best first. At least one.
    pub wanted: Vec<String>,
}

impl Candidate {
    /// A claimant with one wanted name, which is its key too.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self {
            key: text.to_owned(),
            wanted: vec![text.to_owned()],
        }
    }
}

/// A set of identifiers in which each is given out once.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    case: Case,
    taken: BTreeSet<String>,
}

impl Scope {
    /// An empty scope. `reserved` names are never given out.
    #[must_use]
    pub fn new(case: Case, reserved: &[&str]) -> Self {
        let spellings = |name: &&str| [(*name).to_owned(), escape_keyword((*name).to_owned())];
        let taken = reserved.iter().flat_map(spellings).collect();
        Self { case, taken }
    }

    /// Gives a name to each claimant, in the claimants' order.
    ///
    /// A name that only one claimant wants, and that is free, is its. The rest try their next wish;
    /// who has none left gets its last one with a number, counted in the order of the keys.
    pub fn claim_all(&mut self, claimants: &[Candidate]) -> Vec<Name> {
        let mut names: Vec<Option<Name>> = vec![None; claimants.len()];
        let rounds = claimants
            .iter()
            .map(|claimant| claimant.wanted.len())
            .max()
            .unwrap_or(0);
        for round in 0..rounds {
            for (name, indices) in self.preferred_names(claimants, &names, round) {
                if let ([index], false) = (indices.as_slice(), self.taken.contains(&name)) {
                    names[*index] = Some(self.take(name));
                }
            }
        }
        let mut rest: Vec<usize> = (0..claimants.len())
            .filter(|&i| names[i].is_none())
            .collect();
        rest.sort_by(|&a, &b| claimants[a].key.cmp(&claimants[b].key));
        for index in rest {
            let wanted = claimants[index].wanted.last().map_or("", String::as_str);
            names[index] = Some(self.claim_numbered(wanted));
        }
        names.into_iter().flatten().collect()
    }

    /// Gives a name to one claimant.
    pub fn claim(&mut self, wanted: &str) -> Name {
        self.claim_numbered(wanted)
    }

    /// Gives the first free one of these names to one claimant, or the last with a number.
    pub fn claim_first(&mut self, wanted: &[&str]) -> Name {
        let is_free = |name: &&&str| !self.taken.contains(&identifier(name, self.case));
        let name = wanted.iter().find(is_free).or(wanted.last());
        self.claim_numbered(name.copied().unwrap_or_default())
    }

    /// Gives out exactly the wanted name, or nothing when it is taken or no identifier.
    pub fn claim_exact(&mut self, wanted: &str) -> Option<Name> {
        (is_identifier(wanted) && !self.taken.contains(wanted))
            .then(|| self.take(wanted.to_owned()))
    }

    fn preferred_names(
        &self,
        claimants: &[Candidate],
        names: &[Option<Name>],
        round: usize,
    ) -> BTreeMap<String, Vec<usize>> {
        let mut preferred_names = BTreeMap::<String, Vec<usize>>::new();
        for (index, claimant) in claimants.iter().enumerate() {
            if let (None, Some(wanted)) = (&names[index], claimant.wanted.get(round)) {
                preferred_names
                    .entry(identifier(wanted, self.case))
                    .or_default()
                    .push(index);
            }
        }
        preferred_names
    }

    fn claim_numbered(&mut self, wanted: &str) -> Name {
        let mut name = identifier(wanted, self.case);
        let first = name
            .trim_start_matches("r#")
            .trim_end_matches('_')
            .to_owned();
        let mut number = 2;
        while self.taken.contains(&name) {
            name = match self.case {
                Case::Pascal => format!("{first}{number}"),
                Case::Snake => format!("{first}_{number}"),
            };
            number += 1;
        }
        self.take(name)
    }

    fn take(&mut self, name: String) -> Name {
        self.taken.insert(name.clone());
        Name(name)
    }
}

/// Whether `text` can stand as an identifier without `r#`.
fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && chars.all(|char| char.is_ascii_alphanumeric() || char == '_')
        && !KEYWORDS.contains(&text)
        && !matches!(text, "self" | "super" | "crate" | "Self")
}

/// The identifier nearest to `text`.
fn identifier(text: &str, case: Case) -> String {
    let words = spell_out(text);
    let mut name = match case {
        Case::Pascal => words.to_pascal_case(),
        Case::Snake => words.to_snake_case(),
    };
    name.truncate(MAX_LENGTH);
    name.truncate(name.trim_end_matches('_').len());
    if name.is_empty() {
        name = match case {
            Case::Pascal => "Empty".to_owned(),
            Case::Snake => "empty".to_owned(),
        };
    }
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert(0, if case == Case::Pascal { 'N' } else { 'n' });
    }
    escape_keyword(name)
}

/// How many letters an identifier may have. It names files too, whose names have limits.
const MAX_LENGTH: usize = 120;

/// Replaces what can't stand in an identifier by words or separators.
///
/// Characters outside ASCII are written as their code points, because identifiers that hold them
/// draw warnings about confusable letters.
fn spell_out(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let before_digit = chars.peek().is_some_and(char::is_ascii_digit);
        match char {
            '<' => words.push_str("_before_"),
            '>' => words.push_str("_after_"),
            '+' => words.push_str("_plus_"),
            '-' if words.is_empty() && before_digit => words.push_str("minus_"),
            '*' => words.push_str("_star_"),
            '%' => words.push_str("_percent_"),
            '&' => words.push_str("_and_"),
            char if char.is_ascii_alphanumeric() => words.push(char),
            char if char.is_alphanumeric() => {
                // Writing to a string can't fail.
                let _ = write!(words, "_u{:04x}_", u32::from(char));
            }
            _ => words.push('_'),
        }
    }
    words
}

fn escape_keyword(name: String) -> String {
    match name.as_str() {
        "self" | "super" | "crate" | "Self" => format!("{name}_"),
        name if KEYWORDS.contains(&name) => format!("r#{name}"),
        _ => name,
    }
}

/// The keywords of all editions, strict and reserved, that can stand behind `r#`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Names that no type of a module gets, since generated files use them for something else.
pub const RESERVED_TYPES: &[&str] = &[
    "BTreeMap",
    "Binary",
    "Box",
    "Bytes",
    "Call",
    "Check",
    "Checker",
    "Client",
    "Clone",
    "Credentials",
    "Date",
    "Debug",
    "Default",
    "Deserialize",
    "Empty",
    "Eq",
    "Err",
    "Error",
    "From",
    "FromResponse",
    "Hash",
    "Into",
    "IntoIterator",
    "Json",
    "Map",
    "New",
    "None",
    "Nullable",
    "Ok",
    "Operation",
    "OperationInfo",
    "Option",
    "OptionalJson",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "RequestWriter",
    "Response",
    "Result",
    "Send",
    "Serialize",
    "Sid",
    "Some",
    "String",
    "Sync",
    "Text",
    "Timestamp",
    "ToString",
    "UnrecognizedInteger",
    "UnrecognizedValue",
    "UriRef",
    "Value",
    "Vec",
];
