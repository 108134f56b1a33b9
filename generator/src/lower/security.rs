//! How callers prove who they are, as documents declare it.

use indexmap::{IndexMap, IndexSet};
use openapiv3::{APIKeyLocation, OpenAPI, ReferenceOr, SecurityScheme};

use crate::diagnostics::{Diagnostics, Place};
use crate::document::Document;
use crate::ir::{Authentication, Candidate, Case, Credential, Key, Location, Scope};

use super::problem::LowerProblem;

/// The ways to prove who calls that the documents ask for, in the order in which they do; a bearer
/// token or a user name and password if they say nothing.
pub(super) fn authentication(
    documents: &[Document],
    diagnostics: &mut Diagnostics,
) -> Authentication {
    let mut ways = IndexSet::new();
    for document in documents {
        let place = Place::file(&document.name);
        let schemes = schemes(&document.api, &place, diagnostics);
        ways.extend(requirements(&document.api, &schemes, &place, diagnostics));
    }
    if ways.is_empty() {
        ways.extend([vec![Proof::Bearer], vec![Proof::Basic]]);
    }
    Authentication::Declared(named(&ways))
}

/// A way to prove who calls, without the names of its parts in Rust.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Proof {
    Bearer,
    Basic,
    Key {
        location: Location,
        wire: String,
        /// What the document calls the scheme.
        scheme: String,
        description: Option<String>,
    },
}

/// The document's schemes, by their names.
fn schemes(api: &OpenAPI, place: &Place, diagnostics: &mut Diagnostics) -> IndexMap<String, Proof> {
    let declared = api
        .components
        .iter()
        .flat_map(|components| &components.security_schemes);
    let place = place.join("components").join("securitySchemes");
    let schemes = declared.filter_map(|(name, scheme)| match scheme {
        ReferenceOr::Item(scheme) => {
            let proof = proof(name, scheme, &place.join(name), diagnostics);
            Some((name.clone(), proof))
        }
        ReferenceOr::Reference { .. } => None,
    });
    schemes.collect()
}

fn proof(
    name: &str,
    scheme: &SecurityScheme,
    place: &Place,
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
            location,
            name,
            description,
            ..
        } => key(key_location(location), name, description),
        SecurityScheme::HTTP {
            scheme,
            description,
            ..
        } => match scheme.to_ascii_lowercase().as_str() {
            "bearer" => Proof::Bearer,
            "basic" => Proof::Basic,
            _ => {
                let scheme = scheme.clone();
                diagnostics.report(place.clone(), LowerProblem::UnknownScheme { scheme });
                key(Location::Header, "Authorization", description)
            }
        },
        // Both end in an access token, which is sent as RFC 6750 says.
        SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => Proof::Bearer,
    }
}

fn key_location(location: &APIKeyLocation) -> Location {
    match location {
        APIKeyLocation::Query => Location::Query,
        APIKeyLocation::Header => Location::Header,
        APIKeyLocation::Cookie => Location::Cookie,
    }
}

/// What the document and its operations ask for; each scheme by itself if nobody asks for any.
fn requirements(
    api: &OpenAPI,
    schemes: &IndexMap<String, Proof>,
    place: &Place,
    diagnostics: &mut Diagnostics,
) -> IndexSet<Vec<Proof>> {
    let operations = super::operation::operations(api, place);
    let whole = api.security.iter().map(|list| (list, place.clone()));
    let own = operations
        .iter()
        .filter_map(|found| Some((found.source.security.as_ref()?, found.place.clone())));
    let mut ways = IndexSet::new();
    let mut unknown = IndexSet::new();
    for (list, place) in whole.chain(own) {
        for (index, requirement) in list
            .iter()
            .enumerate()
            .filter(|(_, found)| !found.is_empty())
        {
            let parts = requirement.keys().map(|name| schemes.get(name).ok_or(name));
            match parts.collect::<Result<IndexSet<_>, _>>() {
                Ok(parts) => drop(ways.insert(parts.into_iter().cloned().collect())),
                Err(name) if unknown.insert(name.clone()) => {
                    let scheme = name.clone();
                    diagnostics.report(
                        place.join("security").join(index),
                        LowerProblem::MissingScheme { scheme },
                    );
                }
                Err(_) => {}
            }
        }
    }
    if ways.is_empty() {
        ways.extend(schemes.values().map(|proof| vec![proof.clone()]));
    }
    ways
}

/// The ways with the names of their keys: `api_key` if there is just one, else those of the schemes.
fn named(ways: &IndexSet<Vec<Proof>>) -> Vec<Vec<Credential>> {
    let mut keys = IndexMap::<(Location, &str), (&str, &Option<String>)>::new();
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
        .iter()
        .map(|((location, wire), (scheme, _))| Candidate {
            key: format!("{} {wire}", location.as_str()),
            wanted: usual
                .iter()
                .cloned()
                .chain([(*scheme).to_owned(), format!("{scheme} key")])
                .collect(),
        })
        .collect();
    let names = Scope::new(Case::Value, RESERVED_CREDENTIALS).claim_all(&wanted);
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
    ways.iter()
        .map(|parts| parts.iter().filter_map(credential).collect())
        .collect()
}

/// What `Credentials` have already, as constructors and in the environment.
const RESERVED_CREDENTIALS: &[&str] = &[
    "account",
    "and",
    "basic",
    "bearer",
    "clone",
    "cookie",
    "credentials",
    "for_account",
    "from",
    "header",
    "into",
    "new",
    "password",
    "query",
    "token",
    "username",
];
