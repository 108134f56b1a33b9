//! Dialects: the particularities of a vendor, as data.
//!
//! No stage depends on the vendor of a document. A stage looks up a rule of the dialect; a rule
//! that the dialect lacks does not apply.

use std::collections::BTreeMap;

use regex::Regex;
use serde::Deserialize;

use crate::ir::{PagingScheme, VendorCredentials};

/// The rules of one vendor.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Dialect {
    /// The domains whose documents get this dialect by default.
    pub hosts: Vec<String>,
    /// The module of the runtime for the vendor's credentials and errors.
    pub runtime_module: String,
    /// The credentials that this module knows. Without them, credentials are those that the documents
    /// declare.
    pub credentials: Option<VendorCredentials>,
    /// The shortening of names.
    #[serde(default)]
    pub names: NameRules,
    /// The paging schemes; the first that fits an operation applies.
    #[serde(default)]
    pub paging: Vec<PagingScheme>,
    /// The format of objects that go into a query key by key, behind a prefix that may follow it
    /// after a dash.
    pub prefixed_map: Option<String>,
    /// The pointer, inside a schema or parameter, of the mark that a value is personal data.
    pub personal_data: Option<String>,
    /// Whether numbers that aren't declared as floats keep all digits.
    #[serde(default)]
    pub exact_numbers: bool,
    /// The form of identifiers.
    pub sid: Option<SidRule>,
    /// The meaning of error responses.
    #[serde(default)]
    pub errors: ErrorRules,
}

/// The meaning of error responses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorRules {
    /// The statuses from 500 to 599 that mean that the API did nothing, so that the runtime
    /// may repeat any call.
    #[serde(default)]
    pub unprocessed: Vec<u16>,
}

/// The shortening of names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NameRules {
    /// Matches the prefix of every tag, which accessors leave out.
    pub tag_prefix: Option<Pattern>,
    /// Separators inside schema names, which type names leave out.
    #[serde(default)]
    pub schema_infixes: Vec<String>,
}

impl NameRules {
    /// Returns a tag without the prefix of all tags; the whole tag if it consists of the prefix.
    #[must_use]
    pub fn shorten_tag<'a>(&self, tag: &'a str) -> &'a str {
        let rest = self
            .tag_prefix
            .as_ref()
            .and_then(|prefix| prefix.strip_prefix(tag));
        rest.filter(|rest| !rest.is_empty()).unwrap_or(tag)
    }
}

/// The form of identifiers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SidRule {
    /// Matches the `pattern` of an identifier's schema; its group `prefixes` holds the prefix, or
    /// several separated by `|`.
    pub pattern: Pattern,
    /// The type names of prefixes; several prefixes that one type takes are joined by `|`, sorted.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
}

impl SidRule {
    /// Returns the prefixes of the identifier that `pattern` describes, sorted; none if it describes
    /// none.
    #[must_use]
    pub fn prefixes(&self, pattern: &str) -> Option<Vec<String>> {
        let prefixes = self.pattern.0.captures(pattern)?.name("prefixes")?;
        let mut prefixes: Vec<_> = prefixes.as_str().split('|').map(str::to_owned).collect();
        prefixes.sort();
        prefixes.dedup();
        Some(prefixes)
    }
}

/// A regular expression, checked when it is read.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern(Regex);

impl Pattern {
    /// Returns the text without the match at its start.
    #[must_use]
    pub fn strip_prefix<'a>(&self, text: &'a str) -> Option<&'a str> {
        let found = self.0.find(text).filter(|found| found.start() == 0)?;
        text.get(found.end()..)
    }
}

impl TryFrom<String> for Pattern {
    type Error = regex::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Regex::new(&text).map(Self)
    }
}

impl Dialect {
    /// Returns the prefix of the keys of an object of this format in a query, if it is written key by key:
    /// the text after the format, or none.
    #[must_use]
    pub fn map_prefix<'a>(&self, format: &'a str) -> Option<Option<&'a str>> {
        match format.strip_prefix(self.prefixed_map.as_deref()?)? {
            "" => Some(None),
            rest => rest.strip_prefix('-').map(Some),
        }
    }

    /// The names of the built-in dialects.
    pub const BUILT_IN: &[&str] = &["generic", "twilio"];

    /// Returns the built-in dialect of that name.
    #[must_use]
    pub fn built_in(name: &str) -> Option<Self> {
        match name {
            "generic" => Some(Self::generic()),
            "twilio" => Some(Self::read(include_str!("twilio.toml"))),
            _ => None,
        }
    }

    /// Creates the built-in dialect for a document whose first server is `server`.
    #[must_use]
    pub fn for_server(server: &str) -> Self {
        let host = host(server);
        let speaks = |dialect: &Self| dialect.hosts.iter().any(|domain| is_under(host, domain));
        let mut known = Self::BUILT_IN
            .iter()
            .filter_map(|name| Self::built_in(name));
        known.find(speaks).unwrap_or_else(Self::generic)
    }

    fn generic() -> Self {
        Self::read(include_str!("generic.toml"))
    }

    /// Reads a dialect that is part of this library.
    fn read(text: &str) -> Self {
        toml::from_str(text).expect("a test reads every built-in dialect")
    }
}

fn host(server: &str) -> &str {
    let authority = server.split_once("://").map_or(server, |(_, rest)| rest);
    authority
        .split(['/', ':', '?', '#'])
        .next()
        .unwrap_or(authority)
}

fn is_under(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_dialect_parses() {
        for name in Dialect::BUILT_IN {
            assert!(Dialect::built_in(name).is_some(), "{name}");
        }
        assert!(Dialect::built_in("acme").is_none());
    }

    #[test]
    fn dialect_follows_the_server() {
        let module = |server| Dialect::for_server(server).runtime_module;
        assert_eq!(module("https://numbers.twilio.com"), "twilio");
        assert_eq!(module("https://twilio.com:443/v1"), "twilio");
        assert_eq!(module("https://nottwilio.com"), "generic");
        assert_eq!(module("https://twilio.com.example.org"), "generic");
        assert_eq!(module("/v1"), "generic");
    }

    #[test]
    fn every_spelling_of_a_sid_pattern_is_recognised() {
        let rule = Dialect::built_in("twilio").and_then(|dialect| dialect.sid);
        let prefixes = |pattern| rule.as_ref().and_then(|rule| rule.prefixes(pattern));
        let one = |prefix: &str| Some(vec![prefix.to_owned()]);
        assert_eq!(prefixes("^EC[0-9a-fA-F]{32}$"), one("EC"));
        assert_eq!(prefixes("^AC[0-9A-Fa-f]{32}$"), one("AC"));
        assert_eq!(prefixes("OR[0-9a-f]{32}"), one("OR"));
        assert_eq!(
            prefixes("^(SM|MM)[0-9a-fA-F]{32}$"),
            Some(vec!["MM".into(), "SM".into()])
        );
        for other in [
            "^[A-Z]{2}[0-9a-fA-F]{32}$",
            "^OQ[a-zA-Z0-9]{32}$",
            "^[A-Z0-9]{6}$",
            "^BU[0-9a-fA-F]{32}(,BU[0-9a-fA-F]{32}){0,19}$",
        ] {
            assert_eq!(prefixes(other), None, "{other}");
        }
    }
}
