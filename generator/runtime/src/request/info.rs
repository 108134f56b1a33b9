//! The constant facts of an operation.

use std::time::Duration;

use http::{Method, StatusCode};

use super::security::SecurityRequirements;

/// Whether an operation takes credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Auth {
    Required,
    Optional,
    Never,
}

/// The method of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Verb {
    Known(Method),
    /// A method that has no constant, by its name.
    Custom(&'static str),
}

/// The constant facts of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationInfo {
    name: &'static str,
    verb: Verb,
    server: &'static str,
    path: &'static str,
    auth: Auth,
    security: SecurityRequirements,
    scopes: &'static [&'static str],
    success: &'static [u16],
    accept: Option<&'static str>,
    idempotency_header: Option<&'static str>,
    repetition: Repetition,
    time_limits: TimeLimits,
}

/// The facts of an operation about repeated attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Repetition {
    is_idempotent: bool,
    max_attempts: Option<u32>,
}

/// The time limits of an operation that differ from the client's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TimeLimits {
    call: Option<Duration>,
    attempt: Option<Duration>,
}

impl OperationInfo {
    /// Creates an operation with a method that `http` has a constant for.
    ///
    /// `server` is the absolute URL that the path is relative to; a relative or empty one requires a
    /// base URL of the client. `path` begins with a slash and has a placeholder `{Name}` for each path
    /// parameter. A constant query may follow: `/v1/Orders?kind=all`.
    #[must_use]
    pub const fn new(
        method: Method,
        name: &'static str,
        server: &'static str,
        path: &'static str,
    ) -> Self {
        Self::with_verb(Verb::Known(method), name, server, path)
    }

    /// Creates an operation with any other method, such as `PURGE`.
    #[must_use]
    pub const fn custom(
        method: &'static str,
        name: &'static str,
        server: &'static str,
        path: &'static str,
    ) -> Self {
        Self::with_verb(Verb::Custom(method), name, server, path)
    }

    const fn with_verb(
        verb: Verb,
        name: &'static str,
        server: &'static str,
        path: &'static str,
    ) -> Self {
        Self {
            name,
            verb,
            server,
            path,
            auth: Auth::Required,
            security: &[],
            scopes: &[],
            success: &[],
            accept: None,
            idempotency_header: None,
            repetition: Repetition {
                is_idempotent: false,
                max_attempts: None,
            },
            time_limits: TimeLimits {
                call: None,
                attempt: None,
            },
        }
    }

    /// Creates an operation with the method GET.
    #[must_use]
    pub const fn get(name: &'static str, server: &'static str, path: &'static str) -> Self {
        Self::new(Method::GET, name, server, path)
    }

    /// Creates an operation with the method POST.
    #[must_use]
    pub const fn post(name: &'static str, server: &'static str, path: &'static str) -> Self {
        Self::new(Method::POST, name, server, path)
    }

    /// Creates an operation with the method PUT.
    #[must_use]
    pub const fn put(name: &'static str, server: &'static str, path: &'static str) -> Self {
        Self::new(Method::PUT, name, server, path)
    }

    /// Creates an operation with the method PATCH.
    #[must_use]
    pub const fn patch(name: &'static str, server: &'static str, path: &'static str) -> Self {
        Self::new(Method::PATCH, name, server, path)
    }

    /// Creates an operation with the method DELETE.
    #[must_use]
    pub const fn delete(name: &'static str, server: &'static str, path: &'static str) -> Self {
        Self::new(Method::DELETE, name, server, path)
    }

    /// Returns the same operation, called without credentials.
    #[must_use]
    pub const fn public(mut self) -> Self {
        self.auth = Auth::Never;
        self
    }

    /// Returns the same operation, called with credentials if the client has some.
    #[must_use]
    pub const fn optional_credentials(mut self) -> Self {
        self.auth = Auth::Optional;
        self
    }

    /// Returns the same operation, called with the credentials of the first of these requirements that
    /// the client meets, instead of all credentials.
    #[must_use]
    pub const fn security(mut self, requirements: SecurityRequirements) -> Self {
        self.security = requirements;
        self
    }

    /// Returns the same operation, which requires a token with these OAuth 2.0 scopes.
    #[must_use]
    pub const fn with_scopes(mut self, scopes: &'static [&'static str]) -> Self {
        self.scopes = scopes;
        self
    }

    /// Returns the same operation, for which these statuses are a success as well. Every 2xx always is.
    #[must_use]
    pub const fn success(mut self, statuses: &'static [u16]) -> Self {
        self.success = statuses;
        self
    }

    /// Returns the same operation, which accepts these media types, in the form of the `Accept` header,
    /// instead of those of its response type.
    #[must_use]
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = Some(media_types);
        self
    }

    /// Returns the same operation, with the header of its idempotency key. A call with this header is
    /// idempotent.
    #[must_use]
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_header = Some(header);
        self
    }

    /// Returns the same operation, which may be repeated regardless of its method.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.repetition.is_idempotent = true;
        self
    }

    /// Returns the same operation, with a maximum number of attempts, including the first.
    #[must_use]
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.repetition.max_attempts = Some(attempts);
        self
    }

    /// Returns the same operation, with a time limit of its calls, in seconds.
    #[must_use]
    pub const fn timeout(mut self, seconds: u32) -> Self {
        self.time_limits.call = Some(Duration::from_secs(seconds as u64));
        self
    }

    /// Returns the same operation, with a time limit of its attempts, in seconds.
    #[must_use]
    pub const fn attempt_timeout(mut self, seconds: u32) -> Self {
        self.time_limits.attempt = Some(Duration::from_secs(seconds as u64));
        self
    }

    /// Returns the operation's name in Rust: `FetchOrder`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the method; POST for one whose name is not a token, which generated code never has.
    #[must_use]
    pub fn method(&self) -> Method {
        match &self.verb {
            Verb::Known(method) => method.clone(),
            Verb::Custom(name) => name.parse().unwrap_or(Method::POST),
        }
    }

    /// Returns the URL that the path is relative to, as in the API's description.
    #[must_use]
    pub const fn server(&self) -> &'static str {
        self.server
    }

    /// Returns the path with its placeholders: `/v1/Orders/{OrderId}`.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// Whether the operation is called without credentials.
    #[must_use]
    pub const fn is_public(&self) -> bool {
        matches!(self.auth, Auth::Never)
    }

    /// Whether the operation requires credentials.
    #[must_use]
    pub const fn needs_credentials(&self) -> bool {
        matches!(self.auth, Auth::Required)
    }

    /// Returns the security requirements; empty if the operation declares none.
    #[must_use]
    pub const fn security_requirements(&self) -> SecurityRequirements {
        self.security
    }

    /// Returns the OAuth 2.0 scopes that the API's description declares for it.
    #[must_use]
    pub const fn scopes(&self) -> &'static [&'static str] {
        self.scopes
    }

    /// Returns the media types that the request accepts, if the operation declares them.
    #[must_use]
    pub const fn accepted(&self) -> Option<&'static str> {
        self.accept
    }

    /// Returns the header of its idempotency key, if the API's description names one.
    #[must_use]
    pub const fn idempotency_header(&self) -> Option<&'static str> {
        self.idempotency_header
    }

    /// Whether the operation may be repeated: the API's description declares it, or its method implies it.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        self.repetition.is_idempotent || self.method().is_idempotent()
    }

    /// Returns the maximum number of attempts that the API's description declares.
    #[must_use]
    pub const fn declared_attempts(&self) -> Option<u32> {
        self.repetition.max_attempts
    }

    /// Returns the time limit of a call that the API's description declares.
    #[must_use]
    pub const fn declared_timeout(&self) -> Option<Duration> {
        self.time_limits.call
    }

    /// Returns the time limit of an attempt that the API's description declares.
    #[must_use]
    pub const fn declared_attempt_timeout(&self) -> Option<Duration> {
        self.time_limits.attempt
    }

    /// Whether a response with this status is a success.
    #[must_use]
    pub fn is_success(&self, status: StatusCode) -> bool {
        status.is_success() || self.success.contains(&status.as_u16())
    }
}
