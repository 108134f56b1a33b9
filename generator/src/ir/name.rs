//! Identifiers, and the scopes that mint them.
//!
//! A [`Scope`] is the only source of a [`Name`], so no name is ever printed that was not claimed,
//! and none is claimed twice. All names of a scope are claimed together: where two collide, the one
//! that is spelled exactly like the identifier gets it, else the first in the document.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use heck::{ToPascalCase as _, ToSnakeCase as _};

use super::letters;

/// A valid Rust identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// Returns the identifier as written in code: `r#type`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the identifier without `r#`, as written in text and in file names: `type`.
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

/// The style of the names in a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `PascalCase`, for types and variants.
    Pascal,
    /// `snake_case`, for fields and methods.
    Snake,
    /// `snake_case` in ASCII, for modules and everything else that names a file, too: Rust looks for
    /// the file of a module only if its name is ASCII.
    File,
}

/// The preferred names of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The wanted names as free text, best first. At least one.
    pub wanted: Vec<String>,
}

impl Candidate {
    /// Creates a claimant with one wanted name.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self {
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
    /// Creates an empty scope. `reserved` names are never given out.
    #[must_use]
    pub fn new(case: Case, reserved: &[&str]) -> Self {
        let spellings = |name: &&str| [(*name).to_owned(), escape_keyword((*name).to_owned())];
        let taken = reserved.iter().flat_map(spellings).collect();
        Self { case, taken }
    }

    /// Gives a name to each claimant. The order of the claimants is that of the document.
    ///
    /// In each round, a claimant gets the free name that it alone wants, or that it alone spells
    /// exactly so. The rest try their next wish. Those who have none left get their last one with a
    /// number: exact spellings first, then in the document's order.
    pub fn claim_all(&mut self, claimants: &[Candidate]) -> Vec<Name> {
        let mut names: Vec<Option<Name>> = vec![None; claimants.len()];
        let wishes = claimants.iter().map(|claimant| claimant.wanted.len());
        for round in 0..wishes.max().unwrap_or(0) {
            for (name, indices) in self.preferred_names(claimants, &names, round) {
                let winner = only(&indices).or_else(|| {
                    let exact = |index: &usize| is_exact(&claimants[*index].wanted[round], &name);
                    only(&indices.iter().copied().filter(exact).collect::<Vec<_>>())
                });
                if let (Some(index), false) = (winner, self.taken.contains(&name)) {
                    names[index] = Some(self.take(name));
                }
            }
        }
        let wanted = |index: usize| claimants[index].wanted.last().map_or("", String::as_str);
        let mut rest: Vec<usize> = (0..claimants.len())
            .filter(|&index| names[index].is_none())
            .collect();
        rest.sort_by_key(|&index| !is_exact(wanted(index), &identifier(wanted(index), self.case)));
        for index in rest {
            names[index] = Some(self.claim_numbered(wanted(index)));
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

    /// Gives out the name that an earlier run gave, unless it is taken, reserved or no identifier.
    ///
    /// `plain` is the name as text, without `r#`.
    pub fn claim_kept(&mut self, plain: &str) -> Option<Name> {
        let is_part = |char: char| char.is_alphanumeric() || char == '_';
        let is_first = |char: char| char.is_alphabetic() || char == '_';
        let name = escape_keyword(plain.to_owned());
        let is_valid = plain.starts_with(is_first) && plain.chars().all(is_part);
        (is_valid && !self.taken.contains(&name)).then(|| self.take(name))
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
                Case::Snake | Case::File => format!("{first}_{number}"),
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

/// Returns the only one, if there is one.
fn only(indices: &[usize]) -> Option<usize> {
    match indices {
        [index] => Some(*index),
        _ => None,
    }
}

/// Whether the identifier is the text itself.
fn is_exact(text: &str, identifier: &str) -> bool {
    identifier.strip_prefix("r#").unwrap_or(identifier) == text
}

/// Whether `text` is an identifier without `r#`.
fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && chars.all(|char| char.is_ascii_alphanumeric() || char == '_')
        && !KEYWORDS.contains(&text)
        && !matches!(text, "self" | "super" | "crate" | "Self")
}

/// Returns the identifier nearest to `text`.
fn identifier(text: &str, case: Case) -> String {
    let words = letters::spell_out(text, case != Case::File);
    let mut name = match case {
        Case::Pascal => words.to_pascal_case(),
        Case::Snake | Case::File => words.to_snake_case(),
    };
    truncate(&mut name, MAX_LENGTH);
    name.truncate(name.trim_end_matches('_').len());
    if name.is_empty() {
        name = match case {
            Case::Pascal => "Empty".to_owned(),
            Case::Snake | Case::File => "empty".to_owned(),
        };
    }
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert(0, if case == Case::Pascal { 'N' } else { 'n' });
    }
    escape_keyword(name)
}

/// The maximum length of an identifier in bytes. It names files too, whose names have limits.
const MAX_LENGTH: usize = 120;

/// Cuts text to so many bytes, between characters.
fn truncate(text: &mut String, length: usize) {
    let fits = |(at, char): (usize, char)| at + char.len_utf8() <= length;
    let end = text.char_indices().take_while(|&found| fits(found)).last();
    text.truncate(end.map_or(0, |(at, char)| at + char.len_utf8()));
}

fn escape_keyword(name: String) -> String {
    match name.as_str() {
        "self" | "super" | "crate" | "Self" => format!("{name}_"),
        name if KEYWORDS.contains(&name) => format!("r#{name}"),
        _ => name,
    }
}

/// The keywords of all editions, strict and reserved, that can follow `r#`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];
