//! The setters of a call for settings that its client has, too, and for what no argument of its operation sets.
//!
//! Their names begin with `with_`, because parameters of an API are often called `header` or `idempotency_key`,
//! and the setters of parameters are methods of the same type.

use super::super::credentials::Credentials;
use super::call::Call;

/// Settings that replace those of the client, or add to the arguments of the operation.
impl<O> Call<O> {
    /// Adds a header, or replaces one that the operation sets. The value must be visible ASCII.
    ///
    /// Headers that state the destination of the request and its length, such as `Host` and
    /// `Content-Length`, are refused when the call is sent, and so are those of the credentials, such as
    /// `Authorization`; [`with_credentials`](Self::with_credentials) sets those. Cookies are added to those
    /// of the operation.
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let overrides = self.settings.overrides_mut();
        overrides.extras.add_header(name.into(), value.into());
        self
    }

    /// Adds a query parameter, after those of the operation. Name and value are encoded. A parameter of
    /// the credentials is refused when the call is sent.
    pub fn with_query(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        let overrides = self.settings.overrides_mut();
        overrides.extras.add_query(name.into(), value.to_string());
        self
    }

    /// Sends the call to this server, as [`ClientBuilder::base_url`](super::super::ClientBuilder::base_url)
    /// does for all calls. The server gets the credentials of the call, so the URL must never come from an
    /// end user.
    pub fn with_base_url(mut self, url: impl Into<String>) -> Self {
        self.settings.overrides_mut().base_url = Some(url.into());
        self
    }

    /// Sends the call to the server of the API's description with this name, instead of the first one.
    ///
    /// Only names that the description gives to the servers of the operation are known; another name is an
    /// error when the call is sent.
    pub fn with_server(mut self, name: impl Into<String>) -> Self {
        let overrides = self.settings.overrides_mut();
        overrides.base_url = None;
        overrides.server.set_name(name.into());
        self
    }

    /// Sets a variable in the URL of the call's server, such as a region. The API's description names it,
    /// and may list its values; another name or value is an error when the call is sent. If a variable
    /// without a list is the whole host, its value decides who receives the credentials, so it must never
    /// come from an end user.
    pub fn with_server_variable(
        mut self,
        name: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        let overrides = self.settings.overrides_mut();
        overrides.base_url = None;
        overrides.server.set_variable(name.into(), value.into());
        self
    }

    /// Sends the call with these credentials instead of the client's, such as those of another account.
    /// The calls share the connections of the client.
    pub fn with_credentials(mut self, credentials: Credentials) -> Self {
        self.settings.overrides_mut().credentials = Some(credentials);
        self
    }

    /// Sets the idempotency key, by which the server recognises a repeated request, and declares the call
    /// [`idempotent`](Self::idempotent). All attempts have the same key, and another call must not have it.
    ///
    /// The key is sent in the header that the API's description names, or in `Idempotency-Key`. Use it only
    /// with servers that support such keys; others carry out a repeated request again.
    pub fn with_idempotency_key(mut self, key: impl Into<String>) -> Self {
        let overrides = self.settings.overrides_mut();
        overrides.extras.set_idempotency_key(key.into());
        self.idempotent()
    }
}
