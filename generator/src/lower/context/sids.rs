//! The identifier types of a crate, found while schemas are lowered.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostics, Location};
use crate::dialect::Dialect;
use crate::ir::{Candidate, Case, Scope, SidId, SidType};

use crate::lower::problem::LowerProblem;

/// The identifier types found so far.
#[derive(Debug, Default)]
pub(in crate::lower) struct Sids(Vec<FoundSid>);

#[derive(Debug)]
struct FoundSid {
    prefixes: Vec<String>,
    name: Option<String>,
    location: Location,
}

impl Sids {
    /// Returns the type that a schema's `pattern` describes, if it describes one.
    pub(in crate::lower) fn find(
        &mut self,
        pattern: &str,
        dialect: &Dialect,
        location: &Location,
    ) -> Option<SidId> {
        let rule = dialect.sid.as_ref()?;
        let prefixes = rule.prefixes(pattern)?;
        let known = self.0.iter().position(|found| found.prefixes == prefixes);
        Some(SidId(known.unwrap_or_else(|| {
            let name = rule.names.get(&prefixes.join("|")).cloned();
            self.0.push(FoundSid {
                prefixes,
                name,
                location: location.clone(),
            });
            self.0.len() - 1
        })))
    }

    /// Names the types: by the manifest, or else by the dialect, or else after the prefix.
    pub(in crate::lower) fn finish(
        self,
        choices: &BTreeMap<String, String>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<SidType> {
        let wanted: Vec<_> = self
            .0
            .iter()
            .map(|found| found.candidate(choices, diagnostics))
            .collect();
        let names = Scope::new(Case::Pascal, &[]).claim_all(&wanted);
        let types = self.0.into_iter().zip(names);
        types
            .map(|(found, name)| SidType {
                name,
                prefixes: found.prefixes,
            })
            .collect()
    }
}

impl FoundSid {
    fn candidate(
        &self,
        choices: &BTreeMap<String, String>,
        diagnostics: &mut Diagnostics,
    ) -> Candidate {
        let key = self.prefixes.join("|");
        let chosen = choices.get(&key).or(self.name.as_ref()).cloned();
        let name = chosen.unwrap_or_else(|| {
            let name = format!(
                "{}Sid",
                self.prefixes
                    .iter()
                    .map(|p| capitalised(p))
                    .collect::<String>()
            );
            let problem = LowerProblem::UnnamedSid {
                prefix: key.clone(),
                name: name.clone(),
            };
            diagnostics.report(self.location.clone(), problem);
            name
        });
        Candidate { wanted: vec![name] }
    }
}

fn capitalised(prefix: &str) -> String {
    let (first, rest) = prefix.split_at(1);
    format!("{first}{}", rest.to_ascii_lowercase())
}
