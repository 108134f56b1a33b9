//! The servers of a document.

mod urls;

use openapiv3::{OpenAPI, ReferenceOr, Server};
use serde_json::Value;

use crate::diagnostics::{Diagnostics, Location};

use crate::ir::{ServerTemplate, ServerVariable};

use super::extensions::{FIXED_HOST, SERVER_NAME};
use super::problem::LowerProblem;

/// Returns a server's URL with the defaults of its variables, without a trailing slash.
pub(super) fn server_url(server: &Server) -> String {
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    url.trim().trim_end_matches('/').to_owned()
}

/// Returns the URL of the first server that the document names. Reports the servers that no call can use.
pub(super) fn first_server(
    api: &OpenAPI,
    location: &Location,
    diagnostics: &mut Diagnostics,
) -> String {
    if api.servers.is_empty() {
        diagnostics.report(location.join("servers"), LowerProblem::NoServer);
    }
    for (index, server, location) in servers(api, location) {
        // Calls go to the first server of a list, and to those that a caller chooses by name.
        if index == 0 || server.extensions.contains_key(SERVER_NAME) {
            report_problems(server, &location, diagnostics);
        }
    }
    api.servers.first().map(server_url).unwrap_or_default()
}

fn report_problems(server: &Server, location: &Location, diagnostics: &mut Diagnostics) {
    let url = server_url(server);
    if !url.contains("://") {
        diagnostics.report(location.clone(), LowerProblem::NoHost { url });
    } else if let Some(reason) = urls::refusal(&url) {
        diagnostics.report(location.clone(), LowerProblem::ServerUrl { url, reason });
    }
    for (name, variable) in server.variables.iter().flatten() {
        let known = &variable.enumeration;
        if !known.is_empty() && !known.contains(&variable.default) {
            let location = location.join("variables").join(name);
            let (name, default) = (name.clone(), variable.default.clone());
            diagnostics.report(location, LowerProblem::ServerVariable { name, default });
        }
    }
}

/// Returns the hosts that `x-fixed-host` names, sorted.
pub(super) fn fixed_hosts(
    api: &OpenAPI,
    location: &Location,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let mut hosts = Vec::new();
    for (_, server, location) in servers(api, location) {
        match server.extensions.get(FIXED_HOST) {
            None | Some(Value::Bool(false)) => {}
            Some(Value::Bool(true)) if host(server).is_some() => hosts.extend(host(server)),
            Some(_) => {
                diagnostics.report(location.join(FIXED_HOST), LowerProblem::FixedHostForm);
            }
        }
    }
    hosts.sort();
    hosts.dedup();
    hosts
}

/// Returns the lists of servers from which callers may choose: those with names or variables, each once.
pub(super) fn choices(api: &OpenAPI) -> Vec<Vec<ServerTemplate>> {
    let mut choices = Vec::new();
    for list in lists(api) {
        let list: Vec<_> = list.iter().map(template).collect();
        let offers =
            |server: &ServerTemplate| !server.name.is_empty() || !server.variables.is_empty();
        if list.iter().any(offers) && !choices.contains(&list) {
            choices.push(list);
        }
    }
    choices
}

/// Returns the lists of servers of the document, of its paths and of its operations.
fn lists(api: &OpenAPI) -> Vec<&[Server]> {
    let mut lists = vec![api.servers.as_slice()];
    for item in api.paths.paths.values().filter_map(ReferenceOr::as_item) {
        lists.push(&item.servers);
        lists.extend(
            item.iter()
                .map(|(_, operation)| operation.servers.as_slice()),
        );
    }
    lists
}

fn template(server: &Server) -> ServerTemplate {
    let name = server.extensions.get(SERVER_NAME).and_then(Value::as_str);
    let variables = server.variables.iter().flatten();
    let used = variables.filter(|(name, _)| server.url.contains(&format!("{{{name}}}")));
    let variables = used.map(|(name, variable)| ServerVariable {
        name: name.clone(),
        default: variable.default.clone(),
        values: variable.enumeration.clone(),
    });
    ServerTemplate {
        name: name.unwrap_or_default().to_owned(),
        url: server.url.clone(),
        variables: variables.collect(),
    }
}

/// Returns the host of a server's URL, without the port.
fn host(server: &Server) -> Option<String> {
    let url = server_url(server);
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority
        .rsplit_once(':')
        .map_or(authority, |(host, _)| host);
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// Returns the servers of the document, of its paths and of its operations, with their indices in their lists.
fn servers<'a>(api: &'a OpenAPI, location: &Location) -> Vec<(usize, &'a Server, Location)> {
    let mut found = Vec::new();
    let mut add = |servers: &'a [Server], location: Location| {
        let located = servers.iter().enumerate();
        found.extend(
            located.map(|(index, server)| (index, server, location.join("servers").join(index))),
        );
    };
    add(&api.servers, location.clone());
    for (path, item) in &api.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        let location = location.join("paths").join(path);
        add(&item.servers, location.clone());
        for (method, operation) in item.iter() {
            add(&operation.servers, location.join(method));
        }
    }
    found
}
