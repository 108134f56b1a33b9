//! Authentication, as documents declare it.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};
use openapiv3::{APIKeyLocation, OpenAPI, ReferenceOr, SecurityRequirement, SecurityScheme};

use crate::diagnostics::{Diagnostics, Location};
use crate::document::{Document, is_mutual_tls};
use crate::ir::{
    Authentication, Candidate, Case, Credential, Key, Module, ParameterLocation, Scope, reserved,
};

use super::operations::is_token;
use super::problem::LowerProblem;

/// Returns the credentials that the documents accept, in their order; a bearer token or basic
/// authentication if the documents declare none. Fills in the credentials of the operations of `modules`,
/// which are those of the documents.
pub(super) fn authentication(
    documents: &[Document],
    modules: &mut [Module],
    diagnostics: &mut Diagnostics,
) -> Authentication {
    let asked = documents
        .iter()
        .map(|document| Asked::by(document, diagnostics));
    let asked: Vec<Asked> = asked.collect();
    let mut ways: IndexSet<Alternative> = asked
        .iter()
        .flat_map(|asked| &asked.ways)
        .cloned()
        .collect();
    if ways.is_empty() {
        ways.extend([vec![Proof::Bearer], vec![Proof::Basic]]);
    }
    let named = named(&ways);
    let taken: Vec<_> = asked.iter().map(|asked| asked.taken(&named)).collect();
    let ways: IndexSet<_> = named.into_values().collect();
    // A client need not distinguish the same alternatives in another order.
    let sets = taken.iter().flat_map(IndexMap::values).map(|taken| {
        let indices = taken.iter().map(|way| ways.get_index_of(way));
        indices.collect::<BTreeSet<_>>()
    });
    if sets.collect::<BTreeSet<_>>().len() > 1 {
        assign_credentials(modules, taken);
    }
    Authentication::Declared(ways.into_iter().collect())
}

/// Fills in the credentials of operations: for each module, the credentials by the operations' ids.
fn assign_credentials(modules: &mut [Module], taken: Vec<IndexMap<&str, Vec<Vec<Credential>>>>) {
    for (module, mut taken) in modules.iter_mut().zip(taken) {
        for operation in module.operations_mut() {
            let credentials = taken.swap_remove(operation.id.as_str());
            operation.credentials = credentials.unwrap_or_default();
        }
    }
}

/// An alternative of authentication: everything that is sent together.
type Alternative = Vec<Proof>;

/// A part of an alternative, without its name in Rust.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Proof {
    Bearer,
    Basic,
    Key {
        location: ParameterLocation,
        wire: String,
        /// The scheme's name in the document.
        scheme: String,
        description: Option<String>,
    },
}

/// Returns the document's schemes, by their names; `None` for those that send nothing.
fn schemes(
    api: &OpenAPI,
    location: &Location,
    diagnostics: &mut Diagnostics,
) -> IndexMap<String, Option<Proof>> {
    let declared = api
        .components
        .iter()
        .flat_map(|components| &components.security_schemes);
    let location = location.join("components").join("securitySchemes");
    let schemes = declared.filter_map(|(name, scheme)| match scheme {
        ReferenceOr::Item(scheme) if is_mutual_tls(scheme) => {
            diagnostics.report(location.join(name), LowerProblem::MutualTls);
            Some((name.clone(), None))
        }
        ReferenceOr::Item(scheme) => {
            let proof = proof(name, scheme, &location.join(name), diagnostics);
            Some((name.clone(), Some(proof)))
        }
        ReferenceOr::Reference { .. } => None,
    });
    schemes.collect()
}

fn proof(
    name: &str,
    scheme: &SecurityScheme,
    location: &Location,
    diagnostics: &mut Diagnostics,
) -> Proof {
    let key = |location, wire: &str, description: &Option<String>| Proof::Key {
        location,
        wire: wire.to_owned(),
        scheme: name.to_owned(),
        description: description.clone(),
    };
    match scheme {
        SecurityScheme::APIKey {
            location: sent_in,
            name,
            description,
            ..
        } => {
            if *sent_in == APIKeyLocation::Header && !is_token(name) {
                let problem = LowerProblem::KeyHeader { name: name.clone() };
                diagnostics.report(location.join("name"), problem);
            }
            key(key_location(sent_in), name, description)
        }
        SecurityScheme::HTTP {
            scheme,
            description,
            ..
        } => match scheme.to_ascii_lowercase().as_str() {
            "bearer" => Proof::Bearer,
            "basic" => Proof::Basic,
            _ => {
                let scheme = scheme.clone();
                diagnostics.report(location.clone(), LowerProblem::UnknownScheme { scheme });
                key(ParameterLocation::Header, "Authorization", description)
            }
        },
        // Both end in an access token, which is sent as RFC 6750 says.
        SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => Proof::Bearer,
    }
}

fn key_location(location: &APIKeyLocation) -> ParameterLocation {
    match location {
        APIKeyLocation::Query => ParameterLocation::Query,
        APIKeyLocation::Header => ParameterLocation::Header,
        APIKeyLocation::Cookie => ParameterLocation::Cookie,
    }
}

/// The security requirements of a document.
struct Asked {
    /// Every alternative that the document or an operation names; each scheme by itself if none is named.
    ways: IndexSet<Alternative>,
    /// The alternatives of each operation, by its id.
    by_operation: IndexMap<String, Vec<Alternative>>,
}

impl Asked {
    fn by(document: &Document, diagnostics: &mut Diagnostics) -> Self {
        let api = &document.api;
        let location = Location::file(&document.name);
        let schemes = schemes(api, &location, diagnostics);
        let mut unknown = IndexSet::new();
        let mut read = |list: &[SecurityRequirement], location: &Location| {
            ways(list, &schemes, &mut unknown, location, diagnostics)
        };
        let whole = api.security.as_ref().map(|list| read(list, &location));
        let whole = whole.unwrap_or_default();
        let operations = super::operations::operations(document).into_iter();
        let operations = operations.map(|found| {
            let own = found.operation.security.as_ref();
            let ways = own.map_or_else(|| whole.clone(), |list| read(list, &found.location));
            (found.id, ways)
        });
        let by_operation: IndexMap<_, _> = operations.collect();
        let all = whole.iter().chain(by_operation.values().flatten());
        let mut ways: IndexSet<Alternative> = all.cloned().collect();
        if ways.is_empty() {
            ways.extend(schemes.into_values().flatten().map(|proof| vec![proof]));
        }
        Self { ways, by_operation }
    }

    /// Returns the credentials of each operation that declares some, by its id.
    fn taken(
        &self,
        named: &IndexMap<Alternative, Vec<Credential>>,
    ) -> IndexMap<&str, Vec<Vec<Credential>>> {
        let taken = self.by_operation.iter().map(|(id, ways)| {
            let ways: IndexSet<_> = ways.iter().filter_map(|way| named.get(way)).collect();
            (id.as_str(), ways.into_iter().cloned().collect())
        });
        taken
            .filter(|(_, ways): &(_, Vec<_>)| !ways.is_empty())
            .collect()
    }
}

/// Returns the alternatives in a list, without those that send nothing. Each unknown scheme is
/// reported once.
fn ways(
    list: &[SecurityRequirement],
    schemes: &IndexMap<String, Option<Proof>>,
    unknown: &mut IndexSet<String>,
    location: &Location,
    diagnostics: &mut Diagnostics,
) -> Vec<Alternative> {
    let mut ways = Vec::new();
    let asking = list
        .iter()
        .enumerate()
        .filter(|(_, asked)| !asked.is_empty());
    for (index, requirement) in asking {
        let parts = requirement.keys().map(|name| schemes.get(name).ok_or(name));
        match parts.collect::<Result<IndexSet<_>, _>>() {
            Ok(parts) => {
                let way: Alternative = parts.into_iter().flatten().cloned().collect();
                ways.extend(Some(way).filter(|way| !way.is_empty()));
            }
            Err(name) if unknown.insert(name.clone()) => {
                let scheme = name.clone();
                diagnostics.report(
                    location.join("security").join(index),
                    LowerProblem::MissingScheme { scheme },
                );
            }
            Err(_) => {}
        }
    }
    ways
}

/// Returns the alternatives with the names of their keys: `api_key` if there is one key only, else the
/// names of the schemes. The parts of an alternative are in the order of their first occurrence, since
/// their own order has no meaning.
fn named(ways: &IndexSet<Alternative>) -> IndexMap<Alternative, Vec<Credential>> {
    let mut keys = IndexMap::<(ParameterLocation, &str), (&str, &Option<String>)>::new();
    for proof in ways.iter().flatten() {
        if let Proof::Key {
            location,
            wire,
            scheme,
            description,
        } = proof
        {
            keys.entry((*location, wire))
                .or_insert((scheme, description));
        }
    }
    let usual = (keys.len() == 1).then(|| "api_key".to_owned());
    let wanted: Vec<_> = keys
        .values()
        .map(|(scheme, _)| Candidate {
            wanted: usual
                .iter()
                .cloned()
                .chain([(*scheme).to_owned(), format!("{scheme} key")])
                .collect(),
        })
        .collect();
    let names = Scope::new(Case::File, reserved::CREDENTIALS).claim_all(&wanted);
    let keys: IndexMap<_, _> = keys
        .into_iter()
        .zip(names)
        .map(|(((location, wire), (_, description)), name)| {
            let key = Key {
                name,
                location,
                wire: wire.to_owned(),
                description: description.clone(),
            };
            ((location, wire), key)
        })
        .collect();
    let credential = |proof: &Proof| match proof {
        Proof::Bearer => Some(Credential::Bearer),
        Proof::Basic => Some(Credential::Basic),
        Proof::Key { location, wire, .. } => {
            let key = keys.get(&(*location, wire.as_str()));
            key.cloned().map(Credential::Key)
        }
    };
    let mut met = IndexSet::new();
    let ways = ways.iter().map(|way| {
        let parts = way.iter().filter_map(credential);
        let parts: BTreeSet<_> = parts.map(|part| met.insert_full(part).0).collect();
        let parts = parts.into_iter().map(|index| met[index].clone());
        (way.clone(), parts.collect())
    });
    ways.collect()
}
