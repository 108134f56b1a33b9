//! The names of types.

use crate::diagnostics::Diagnostics;
use crate::dialect::{Dialect, NameRules};
use crate::input::{Choice, NameChoices};
use crate::ir::{Candidate, Case, Name, Scope, reserved};
use crate::lower::problem::LowerProblem;

/// The names of one module's types, while they are claimed.
pub(in crate::lower) struct TypeNames<'a> {
    pub(in crate::lower) scope: Scope,
    choices: &'a NameChoices,
}

impl<'a> TypeNames<'a> {
    pub(in crate::lower) fn new(choices: &'a NameChoices, dialect: &Dialect) -> Self {
        let sids = dialect
            .sid
            .iter()
            .flat_map(|rule| rule.names.values().map(String::as_str));
        let reserved: Vec<&str> = reserved::TYPES.iter().copied().chain(sids).collect();
        Self {
            scope: Scope::new(Case::Pascal, &reserved),
            choices,
        }
    }

    /// Returns the names of the components, in their order: those of the manifest, else those of the
    /// rules.
    pub(in crate::lower) fn components(
        &mut self,
        schemas: &[&str],
        rules: &NameRules,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Name> {
        let chosen: Vec<Option<Name>> = schemas
            .iter()
            .map(|schema| self.chosen(schema, diagnostics))
            .collect();
        let prefix = common_prefix(schemas);
        let wanted: Vec<_> = schemas
            .iter()
            .map(|schema| Candidate {
                wanted: vec![
                    shorten(schema.strip_prefix(prefix).unwrap_or(schema), rules),
                    (*schema).to_owned(),
                ],
            })
            .collect();
        self.complete(chosen, &wanted)
    }

    /// Returns the names of the types of operations, in their order: those of the manifest, else those of
    /// the rules.
    pub(in crate::lower) fn operations(
        &mut self,
        ids: &[&str],
        candidates: &[Candidate],
        diagnostics: &mut Diagnostics,
    ) -> Vec<Name> {
        let chosen = ids.iter().map(|&id| {
            let choice = self.choices.operation_types.get(id)?;
            claim_choice(&mut self.scope, choice, diagnostics)
        });
        let chosen = chosen.collect();
        self.complete(chosen, candidates)
    }

    /// Claims the candidates of the names that the manifest does not choose.
    fn complete(&mut self, chosen: Vec<Option<Name>>, candidates: &[Candidate]) -> Vec<Name> {
        let open = candidates.iter().zip(&chosen);
        let open = open.filter(|(_, chosen)| chosen.is_none());
        let wanted: Vec<_> = open.map(|(candidate, _)| candidate.clone()).collect();
        let mut rest = self.scope.claim_all(&wanted).into_iter();
        let names = chosen.into_iter();
        names
            .filter_map(|chosen| chosen.or_else(|| rest.next()))
            .collect()
    }

    /// Returns the name that the manifest gives to the schema with this name or pointer.
    pub(in crate::lower) fn chosen(
        &mut self,
        subject: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Name> {
        claim_choice(
            &mut self.scope,
            self.choices.types.get(subject)?,
            diagnostics,
        )
    }
}

/// Returns the chosen name; a name that is taken is reported.
pub(super) fn claim_choice(
    scope: &mut Scope,
    choice: &Choice,
    diagnostics: &mut Diagnostics,
) -> Option<Name> {
    let claimed = scope.claim_exact(&choice.name);
    if claimed.is_none() {
        let name = choice.name.clone();
        diagnostics.report(choice.location.clone(), LowerProblem::NameTaken { name });
    }
    claimed
}

/// Returns the common prefix of all dotted names: `numbers.v1.`. Empty if there are fewer than two.
fn common_prefix<'s>(schemas: &[&'s str]) -> &'s str {
    let mut dotted = schemas.iter().filter(|schema| schema.contains('.'));
    let Some(first) = dotted.next() else {
        return "";
    };
    let rest: Vec<_> = dotted.collect();
    if rest.is_empty() {
        return "";
    }
    let ends = first.match_indices('.').map(|(at, _)| &first[..=at]);
    ends.take_while(|prefix| rest.iter().all(|schema| schema.starts_with(prefix)))
        .last()
        .unwrap_or("")
}

fn shorten(schema: &str, rules: &NameRules) -> String {
    rules
        .schema_infixes
        .iter()
        .fold(schema.to_owned(), |name, infix| name.replace(infix, "_"))
}
