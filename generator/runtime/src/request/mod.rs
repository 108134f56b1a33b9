//! Requests: how an operation becomes an HTTP request.
//!
//! The modules below add parameters and bodies to a [`RequestWriter`].

pub(super) mod body;
pub(super) mod encode;
pub(super) mod endpoint;
pub(super) mod extras;
pub(super) mod form;
pub(super) mod framing;
pub(super) mod info;
pub(super) mod json;
pub(super) mod memo;
pub(super) mod multipart;
pub(super) mod operation;
pub(super) mod parameters;
pub(super) mod part;
pub(super) mod parts;
pub(super) mod profile;
pub(super) mod security;
pub(super) mod server;
pub(super) mod server_choice;
pub(super) mod style;

use http::header::{ACCEPT, CONTENT_LENGTH, COOKIE, HeaderValue};
use http::{HeaderMap, Method, Request, Uri};

use self::info::OperationInfo;
use self::server::Servers;
use super::error::Error;
use super::error::configuration::ConfigurationError;
use super::transport::body::Body;
use super::values::check::Checker;

/// The request of an operation, while the operation writes its arguments into it.
///
/// Every value is checked and encoded when it is added. All problems are collected and reported in one
/// error. The functions that take a value return a [`Field`](super::Field), for the constraints that
/// the document adds to the type.
#[derive(Default)]
pub struct RequestWriter {
    pub(super) checker: Checker,
    pub(super) link: Option<String>,
    pub(super) path_values: Vec<(&'static str, String)>,
    pub(super) query: String,
    pub(super) cookies: Vec<String>,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
}

impl RequestWriter {
    fn new(checker: Checker) -> Self {
        Self {
            checker,
            ..Self::default()
        }
    }

    /// Sets the default headers, unless the operation has set them.
    fn default_headers(&mut self, accept: &'static str) {
        self.headers
            .entry(ACCEPT)
            .or_insert(HeaderValue::from_static(accept));
        // A parameter may be the header itself, beside those that are cookies.
        let own = self.headers.remove(COOKIE);
        let own = own.as_ref().and_then(|own| own.to_str().ok());
        let cookies = own
            .into_iter()
            .chain(self.cookies.iter().map(String::as_str));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        if let Ok(mut cookies) = HeaderValue::try_from(cookies)
            && !cookies.is_empty()
        {
            cookies.set_sensitive(true);
            self.headers.insert(COOKIE, cookies);
        }
    }

    /// Some servers require the length of an empty body where they expect a body.
    fn declare_empty_body(&mut self, method: &Method) {
        if self.body.is_empty() && [Method::POST, Method::PUT, Method::PATCH].contains(method) {
            self.headers
                .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
    }

    /// Returns the request to one of the servers, if it is valid.
    fn finish(
        mut self,
        info: &OperationInfo,
        accept: &'static str,
        servers: &Servers,
    ) -> Result<Request<Body>, Error> {
        let url = self
            .url(info, servers)
            .map_err(|error| Error::configuration(error).of(info.name()))?;
        self.default_headers(info.accepted().unwrap_or(accept));
        let uri = Uri::try_from(url);
        framing::settle(
            &mut self.headers,
            &self.body,
            uri.as_ref().ok(),
            &mut self.checker,
        );
        self.declare_empty_body(&info.method());
        if uri.is_err() {
            self.checker.refuse_field("URL", "is too long");
        }
        let violations = self.checker.into_violations();
        match uri {
            Ok(uri) if violations.is_empty() => {
                let mut request = Request::new(self.body);
                *request.method_mut() = info.method();
                *request.uri_mut() = uri;
                *request.headers_mut() = self.headers;
                Ok(request)
            }
            _ => Err(Error::invalid_request(violations).of(info.name())),
        }
    }

    /// Returns the URL: that of the link if there is one, otherwise that of the operation.
    fn url(
        &mut self,
        info: &OperationInfo,
        servers: &Servers,
    ) -> Result<String, ConfigurationError> {
        let server = servers.get(info.server())?;
        if let Some(link) = self.link.take() {
            return server.follow(&link, &self.query);
        }
        let (path, query) = split_query(info.path());
        let mut url = server.start(path, info.path().len() + self.query.len());
        self.fill(path, &mut url);
        let mut mark = '?';
        if let Some(query) = query {
            url.push(mark);
            self.fill(query, &mut url);
            mark = '&';
        }
        if !self.query.is_empty() {
            url.push(mark);
            url.push_str(&self.query);
        }
        Ok(url)
    }

    /// Fills the placeholders of the template, each once; a value is never read as a template itself.
    fn fill(&mut self, template: &str, url: &mut String) {
        let mut rest = template;
        while let Some((fixed, (name, tail))) = split_placeholder(rest) {
            url.push_str(&encode::path(fixed));
            let mut values = self.path_values.iter();
            match values.find(|(parameter, _)| *parameter == name) {
                Some((_, value)) => url.push_str(value),
                None => self.checker.refuse_field(name, "is required"),
            }
            rest = tail;
        }
        url.push_str(&encode::path(rest));
    }
}

/// Splits a template at its first placeholder: the text before it, its name, and the text after it. A
/// placeholder is between a closing brace and the nearest opening brace before it.
fn split_placeholder(template: &str) -> Option<(&str, (&str, &str))> {
    template.match_indices('}').find_map(|(end, _)| {
        let (before, after) = template.split_at(end);
        let (fixed, name) = before.rsplit_once('{')?;
        Some((fixed, (name, after.strip_prefix('}')?)))
    })
}

/// Splits a template into the path and the constant query.
fn split_query(template: &str) -> (&str, Option<&str>) {
    match template.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (template, None),
    }
}
