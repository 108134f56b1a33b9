//! The names of one scope: chosen ones, kept ones, new ones.

use crate::ir::{Candidate, Case, Name, Scope};

/// A thing of a scope that needs a name.
pub(super) struct Wish<'a> {
    /// The name that the rules or the manifest gave.
    pub(super) current: Name,
    /// Whether the manifest chose that name.
    pub(super) is_chosen: bool,
    /// The name that the lock has.
    pub(super) kept: Option<&'a str>,
}

pub(super) fn pascal(reserved: &[&str]) -> Scope {
    Scope::new(Case::Pascal, reserved)
}

pub(super) fn snake(reserved: &[&str]) -> Scope {
    Scope::new(Case::Snake, reserved)
}

/// Gives each thing of a scope its name: as the manifest chooses, else as the lock has it, else as the
/// rules say as far as that name is free.
pub(super) fn settle(mut scope: Scope, wishes: Vec<Wish<'_>>) -> Vec<Name> {
    let mut names: Vec<Option<Name>> = vec![None; wishes.len()];
    for (name, wish) in names.iter_mut().zip(&wishes) {
        if wish.is_chosen {
            *name = scope.claim_kept(wish.current.plain());
        }
    }
    for (name, wish) in names.iter_mut().zip(&wishes) {
        if let (None, Some(kept)) = (&name, wish.kept) {
            *name = scope.claim_kept(kept);
        }
    }
    let rest = wishes.into_iter().zip(names);
    let rest = rest.map(|(wish, name)| {
        let free = name.or_else(|| scope.claim_kept(wish.current.plain()));
        free.unwrap_or_else(|| numbered(&mut scope, &wish.current))
    });
    rest.collect()
}

fn numbered(scope: &mut Scope, taken: &Name) -> Name {
    let candidate = Candidate::plain(taken.plain());
    let name = scope.claim_all(&[candidate]).pop();
    // A candidate always gets a name.
    name.unwrap_or_else(|| taken.clone())
}
