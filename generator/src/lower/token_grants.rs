//! The ways to obtain access tokens of OAuth 2.0 that documents declare, and the scopes of their operations.

use indexmap::IndexSet;
use openapiv3::{OAuth2Flows, OpenAPI, ReferenceOr, SecurityRequirement, SecurityScheme};
use url::{Host, Url};

use crate::diagnostics::{Diagnostics, Location};
use crate::document::Document;
use crate::ir::{
    Authentication, Candidate, Case, Credential, GrantKind, Module, Scope, TokenGrant, reserved,
};

use super::problem::LowerProblem;
use super::servers::server_url;

/// Returns the ways to obtain tokens, in the order of the documents. Fills in the scopes of the operations of
/// `modules`, which are those of the documents.
pub(super) fn token_grants(
    documents: &[Document],
    authentication: &Authentication,
    modules: &mut [Module],
    diagnostics: &mut Diagnostics,
) -> Vec<TokenGrant> {
    let Authentication::Declared(ways) = authentication else {
        return Vec::new();
    };
    if !ways.iter().flatten().any(|way| *way == Credential::Bearer) {
        return Vec::new();
    }
    let mut grants = Vec::new();
    for (document, module) in documents.iter().zip(modules) {
        let location = Location::file(&document.name);
        let location = location.join("components").join("securitySchemes");
        for (name, scheme) in schemes(&document.api) {
            let location = location.join(name);
            grants.extend(of_scheme(
                &document.api,
                name,
                scheme,
                &location,
                diagnostics,
            ));
        }
        assign_scopes(module, document);
    }
    named(distinct(grants), ways)
}

/// A way to obtain tokens, without its name in Rust.
struct Grant<'a> {
    kind: GrantKind,
    url: Option<String>,
    /// The name of the scheme in the document.
    scheme: &'a str,
    description: &'a Option<String>,
}

/// Returns the document's security schemes, by their names.
fn schemes(api: &OpenAPI) -> impl Iterator<Item = (&str, &SecurityScheme)> {
    let schemes = api.components.iter();
    let schemes = schemes.flat_map(|components| &components.security_schemes);
    schemes.filter_map(|(name, scheme)| Some((name.as_str(), scheme.as_item()?)))
}

/// Returns the ways that a scheme declares.
fn of_scheme<'a>(
    api: &OpenAPI,
    scheme: &'a str,
    declared: &'a SecurityScheme,
    location: &Location,
    diagnostics: &mut Diagnostics,
) -> Vec<Grant<'a>> {
    let (urls, description) = match declared {
        SecurityScheme::OAuth2 {
            flows, description, ..
        } => (urls(flows), description),
        // The URL is in the metadata of the provider, which the caller looks up.
        SecurityScheme::OpenIDConnect { description, .. } => {
            let kinds = [GrantKind::ClientCredentials, GrantKind::RefreshToken];
            (kinds.map(|kind| (kind, ["", ""], "")).to_vec(), description)
        }
        SecurityScheme::APIKey { .. } | SecurityScheme::HTTP { .. } => return Vec::new(),
    };
    let grants = urls.into_iter().map(|(kind, [flow, keyword], text)| {
        let url = absolute(text, api);
        if let Some(url) = url.as_ref().filter(|url| !is_safe(url)) {
            let location = location.join("flows").join(flow).join(keyword);
            let url = url.clone();
            diagnostics.report(location, LowerProblem::TokenUrl { url });
        }
        let url = url.filter(|url| is_safe(url));
        Grant {
            kind,
            url,
            scheme,
            description,
        }
    });
    grants.collect()
}

/// Returns the kinds of grants in the flows of a scheme, each with the position and the text of the URL.
fn urls(flows: &OAuth2Flows) -> Vec<(GrantKind, [&'static str; 2], &str)> {
    let mut urls = Vec::new();
    if let Some(flow) = &flows.client_credentials {
        let position = ["clientCredentials", "tokenUrl"];
        urls.push((
            GrantKind::ClientCredentials,
            position,
            flow.token_url.as_str(),
        ));
    }
    let code = flows.authorization_code.as_ref();
    let code = code.map(|flow| ("authorizationCode", &flow.refresh_url, &flow.token_url));
    let password = flows.password.as_ref();
    let password = password.map(|flow| ("password", &flow.refresh_url, &flow.token_url));
    for (flow, refresh_url, token_url) in code.into_iter().chain(password) {
        let refresh_url = refresh_url.as_deref().filter(|url| !url.is_empty());
        let (keyword, url) = match refresh_url {
            Some(url) => ("refreshUrl", url),
            None => ("tokenUrl", token_url.as_str()),
        };
        urls.push((GrantKind::RefreshToken, [flow, keyword], url));
    }
    urls
}

/// Returns the absolute URL of a token server, if the document has it. A relative one is relative to the first
/// server, unless that has variables, so that callers choose the URL.
fn absolute(url: &str, api: &OpenAPI) -> Option<String> {
    if url.contains("://") {
        return Some(url.to_owned());
    }
    let server = api.servers.first()?;
    let base = server_url(server);
    let is_chosen = server.variables.iter().flatten().next().is_some();
    if url.is_empty() || is_chosen {
        return None;
    }
    let joined = Url::parse(&base).ok()?.join(url);
    // The text itself is reported if it is no reference.
    Some(joined.map_or_else(|_| url.to_owned(), Into::into))
}

/// Whether a URL is https, or http to the local machine, and without a user name and a fragment.
fn is_safe(text: &str) -> bool {
    // The parser would encode such characters, and take the first segment of a path for a missing host.
    let is_exact = text.chars().all(|c| c.is_ascii_graphic())
        && !text.contains(['{', '}', '\\'])
        && !text.contains(":///");
    let Ok(url) = Url::parse(text) else {
        return false;
    };
    let is_local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let is_anonymous = url.username().is_empty() && url.password().is_none();
    let is_protected = url.scheme() == "https" || (url.scheme() == "http" && is_local);
    is_exact && is_anonymous && url.fragment().is_none() && is_protected
}

/// Returns each way once. One without a URL is left out if another of its kind has one.
fn distinct(grants: Vec<Grant<'_>>) -> Vec<Grant<'_>> {
    let with_url = grants.iter().filter(|grant| grant.url.is_some());
    let with_url: Vec<_> = with_url.map(|grant| grant.kind).collect();
    let mut seen = IndexSet::new();
    let mut distinct = grants;
    distinct.retain(|grant| {
        let is_known = grant.url.is_some() || !with_url.contains(&grant.kind);
        is_known && seen.insert((grant.kind, grant.url.clone()))
    });
    distinct
}

/// Names the constructors: `client_credentials`, or with the name of the scheme if there are several. The
/// names differ from those of keys.
fn named(grants: Vec<Grant<'_>>, ways: &[Vec<Credential>]) -> Vec<TokenGrant> {
    let keys = ways.iter().flatten().filter_map(|way| match way {
        Credential::Key(key) => Some(key.name.plain()),
        Credential::Bearer | Credential::Basic => None,
    });
    let reserved: Vec<_> = reserved::CREDENTIALS.iter().copied().chain(keys).collect();
    let wanted = grants.iter().enumerate().map(|(index, grant)| {
        let usual = grant.kind.constructor().to_owned();
        let is_first = grants.iter().position(|other| other.kind == grant.kind) == Some(index);
        let own = format!("{} {usual}", grant.scheme);
        Candidate {
            wanted: is_first.then_some(usual).into_iter().chain([own]).collect(),
        }
    });
    let wanted: Vec<_> = wanted.collect();
    let names = Scope::new(Case::File, &reserved).claim_all(&wanted);
    let grants = grants
        .into_iter()
        .zip(names)
        .map(|(grant, name)| TokenGrant {
            name,
            kind: grant.kind,
            url: grant.url,
            description: grant.description.clone(),
        });
    grants.collect()
}

/// Fills in the scopes of a module's operations: those that the first alternative with a token for programs
/// lists.
fn assign_scopes(module: &mut Module, document: &Document) {
    let api = &document.api;
    let whole = api.security.as_deref().unwrap_or_default();
    let found = super::operations::operations(document).into_iter();
    let mut scopes: Vec<_> = found
        .map(|found| {
            let own = found.operation.security.as_deref().unwrap_or(whole);
            let scopes = own.iter().find_map(|requirement| scopes(requirement, api));
            (found.id, scopes.unwrap_or_default())
        })
        .collect();
    for operation in module.operations_mut() {
        if let Some(index) = scopes.iter().position(|(id, _)| *id == operation.id) {
            operation.scopes = scopes.swap_remove(index).1;
        }
    }
}

/// Returns the scopes in a requirement, if one of its schemes issues tokens to programs.
fn scopes(requirement: &SecurityRequirement, api: &OpenAPI) -> Option<Vec<String>> {
    let issues_tokens = |name: &str| {
        let scheme = api.components.as_ref()?.security_schemes.get(name)?;
        Some(match scheme {
            ReferenceOr::Item(SecurityScheme::OAuth2 { flows, .. }) => {
                flows.client_credentials.is_some()
            }
            ReferenceOr::Item(SecurityScheme::OpenIDConnect { .. }) => true,
            _ => false,
        })
    };
    let schemes = requirement.iter();
    let schemes = schemes.filter(|(name, _)| issues_tokens(name) == Some(true));
    let schemes: Vec<_> = schemes.collect();
    let scopes = schemes.iter().flat_map(|(_, scopes)| *scopes);
    let scopes: IndexSet<_> = scopes.filter(|scope| !scope.is_empty()).cloned().collect();
    (!schemes.is_empty()).then(|| scopes.into_iter().collect())
}
