//! The ways to obtain access tokens that security schemes declare.

use crate::support::{api, diagnostics, document, input};

/// The constructors of a document with these security schemes: the name and the URL of each, and the problems.
fn grants(servers: &str, schemes: &str) -> String {
    let text = document(&format!(
        "paths: {{ /a: {{ get: {{ operationId: get, responses: {{ '204': {{ description: Done }} }} }} }} }}
components: {{ securitySchemes: {{ {schemes} }} }}"
    ));
    let text = text.replace("[{ url: 'https://api.acme.test' }]", servers);
    let input = input(&text);
    let grants = api(&input).token_grants.into_iter();
    let lines = grants.map(|grant| {
        let url = grant.url.as_deref().unwrap_or("the caller's");
        format!("{}: {url}\n", grant.name.plain())
    });
    let lines: String = lines.collect();
    format!("{lines}{}", diagnostics(&input))
}

fn flow(kind: &str, url: &str) -> String {
    format!("{{ type: oauth2, flows: {{ {kind}: {{ tokenUrl: '{url}', scopes: {{}} }} }} }}")
}

const SERVER: &str = "[ { url: 'https://api.acme.test/v1/things' } ]";

fn url(servers: &str, url: &str) -> String {
    grants(servers, &format!("a: {}", flow("clientCredentials", url)))
}

#[test]
fn token_urls_are_absolute_or_relative_to_the_server() {
    for (text, resolved) in [
        (
            "https://auth.acme.test/token",
            "https://auth.acme.test/token",
        ),
        (
            "https://auth.acme.test/token?a=b",
            "https://auth.acme.test/token?a=b",
        ),
        ("http://localhost:8080/token", "http://localhost:8080/token"),
        ("http://127.0.0.1/token", "http://127.0.0.1/token"),
        ("/token", "https://api.acme.test/token"),
        ("token", "https://api.acme.test/v1/token"),
        ("./token", "https://api.acme.test/v1/token"),
        ("//auth.acme.test/token", "https://auth.acme.test/token"),
    ] {
        let expected = format!("client_credentials: {resolved}\n");
        assert_eq!(url(SERVER, text), expected, "{text}");
    }
}

#[test]
fn callers_pass_the_url_that_a_document_does_not_have() {
    let none = "client_credentials: the caller's\n";
    assert_eq!(url(SERVER, ""), none);
    let chosen = "[ { url: 'https://{tenant}.acme.test', variables: { tenant: { default: a } } } ]";
    assert_eq!(url(chosen, "/token"), none);
    assert!(url("[ { url: /v1 } ]", "/token").starts_with(none));
    assert_eq!(
        grants(
            SERVER,
            "a: { type: openIdConnect, openIdConnectUrl: 'https://acme.test' }"
        ),
        "client_credentials: the caller's\nrefresh_token: the caller's\n"
    );
}

#[test]
fn relative_token_urls_are_resolved_by_the_rules_of_urls() {
    let server = "[ { url: 'https://api.acme.test/v1/all' } ]";
    for (relative, absolute) in [
        ("token", "https://api.acme.test/v1/token"),
        ("../token", "https://api.acme.test/token"),
        ("?grant", "https://api.acme.test/v1/all?grant"),
        ("//auth.acme.test/t", "https://auth.acme.test/t"),
    ] {
        let found = url(server, relative);
        assert_eq!(found, format!("client_credentials: {absolute}\n"));
    }
}

#[test]
fn token_urls_that_must_not_get_secrets_are_reported() {
    for text in [
        "http://auth.acme.test/token",
        "http://localhost.evil.test/token",
        "ftp://auth.acme.test/token",
        "https://user@auth.acme.test/token",
        "https://auth.acme.test/token#a",
        "https://{tenant}.acme.test/token",
        "https:///token",
        "https://auth.acme.test:port/token",
        "https://auth.acme.test/a b",
    ] {
        let found = url(SERVER, text);
        assert!(
            found.starts_with("client_credentials: the caller's\n"),
            "{found}"
        );
        let problem = format!("expected the https URL of a token server, found `{text}`");
        assert!(found.contains(&problem), "{found}");
        assert!(
            found.contains("/components/securitySchemes/a/flows/clientCredentials/tokenUrl"),
            "{found}"
        );
    }
    let found = url("[ { url: 'http://api.acme.test' } ]", "/token");
    assert!(
        found.contains("found `http://api.acme.test/token`"),
        "{found}"
    );
}

#[test]
fn each_way_has_a_constructor_of_its_own() {
    let one = flow("clientCredentials", "https://one.test/t");
    let two = flow("clientCredentials", "https://two.test/t");
    let user = flow("password", "https://one.test/t");
    assert_eq!(
        grants(
            SERVER,
            &format!(
                "first: {one}, same: {one}, secondScheme: {two}, person: {user}, \
                 oidc: {{ type: openIdConnect, openIdConnectUrl: 'https://acme.test' }}, \
                 clientCredentials: {{ type: apiKey, in: header, name: X-Key }}, \
                 app: {{ type: apiKey, in: query, name: app }}"
            )
        ),
        "first_client_credentials: https://one.test/t\n\
         second_scheme_client_credentials: https://two.test/t\n\
         refresh_token: https://one.test/t\n"
    );
}

#[test]
fn documents_without_tokens_for_programs_have_no_constructors() {
    assert_eq!(grants(SERVER, "a: { type: http, scheme: bearer }"), "");
    let implicit = "a: { type: oauth2, flows: { implicit: { authorizationUrl: 'https://a.test', scopes: {} } } }";
    assert_eq!(grants(SERVER, implicit), "");
}

#[test]
fn scopes_are_those_of_the_first_alternative_with_tokens_for_programs() {
    let client = flow("clientCredentials", "https://acme.test/t");
    let user = flow("password", "https://acme.test/t");
    let of = |security: &str| {
        let text = document(&format!(
            "
security: [ {{ client: [ whole ] }} ]
paths:
  /a: {{ get: {{ {security} responses: {{ '204': {{ description: Done }} }} }} }}
components:
  securitySchemes:
    client: {client}
    other: {client}
    user: {user}
    bearer: {{ type: http, scheme: bearer }}
"
        ));
        let api = api(&input(&text));
        let operations = api.modules[0].operations();
        let scopes = operations.flat_map(|operation| operation.scopes.clone());
        scopes.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(of(""), "whole");
    assert_eq!(of("security: [],"), "");
    assert_eq!(of("security: [ { client: [] } ],"), "");
    assert_eq!(
        of("security: [ { client: [ a, b ] }, { client: [ c ] } ],"),
        "a b"
    );
    assert_eq!(of("security: [ { user: [ u ] }, { client: [ a ] } ],"), "a");
    assert_eq!(
        of("security: [ { client: [ a ], other: [ b, a ], user: [ u ] } ],"),
        "a b"
    );
    assert_eq!(of("security: [ { bearer: [ role ] } ],"), "");
}
