//! What distinguishes one API from another at run time, as data.

use super::super::error::details::ErrorFields;
use super::scheme::Scheme;

/// What the runtime must know of an API and of the crate for it.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// The crate's name, for the `User-Agent` header.
    pub package: &'static str,
    /// The crate's version, for the `User-Agent` header.
    pub version: &'static str,
    /// The server of requests that no operation describes: an absolute URL, or empty if there is
    /// none.
    pub server: &'static str,
    /// Gives the host to call for a host that the API's description names.
    pub host: EndpointResolver,
    /// The header of a response that names the request in the server's records.
    pub request_id_header: &'static str,
    /// Where the body of an error has its parts.
    pub error_fields: ErrorFields,
    /// How callers prove who they are: alternatives, the first of which is preferred, each of one
    /// or several parts. Empty if the vendor's module knows.
    pub schemes: &'static [&'static [Scheme]],
    /// Whether operations say which of the schemes they take, so that a client may have several that
    /// don't go together.
    pub by_operation: bool,
}

impl Profile {
    /// The profile of an API of which nothing particular is known.
    #[must_use]
    pub const fn generic(package: &'static str, version: &'static str) -> Self {
        Self {
            package,
            version,
            server: "",
            host: |host, _| host.to_owned(),
            request_id_header: "x-request-id",
            error_fields: ErrorFields::COMMON,
            schemes: &[&[Scheme::Bearer], &[Scheme::Basic]],
            by_operation: false,
        }
    }

    /// The same profile, with other ways to prove who calls.
    #[must_use]
    pub const fn schemes(mut self, schemes: &'static [&'static [Scheme]]) -> Self {
        self.schemes = schemes;
        self
    }

    /// The same profile, with other ways to prove who calls, of which operations say what they take.
    #[must_use]
    pub const fn schemes_by_operation(mut self, schemes: &'static [&'static [Scheme]]) -> Self {
        self.by_operation = true;
        self.schemes(schemes)
    }

    /// The same profile, with a server for requests that no operation describes.
    #[must_use]
    pub const fn server(mut self, url: &'static str) -> Self {
        self.server = url;
        self
    }
}

/// Gives the host to call for a described host and a place.
pub type EndpointResolver = fn(host: &str, params: &EndpointParams) -> String;

/// Where the vendor shall handle calls, as far as the caller chooses that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndpointParams {
    /// Where calls enter the vendor's network.
    pub edge: Option<String>,
    /// Where they are processed and their data is kept.
    pub region: Option<String>,
}
