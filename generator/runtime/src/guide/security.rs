//! The destinations of credentials, and their redaction.
//!
//! - They are sent over https only. Plain http is allowed for the local machine, and for hosts that
//!   [`allow_plain_http`](super::super::ClientBuilder::allow_plain_http) names. Through a proxy, which
//!   sees the whole request, it is allowed only for such hosts.
//! - They are sent to the server of the call only. Redirects aren't followed, but are an error with
//!   [the target](super::super::Error::location). A link from a response is followed only on the same
//!   scheme, host and port, and never if it contains a user name, as
//!   `https://api.example.com@evil.example/` does.
//! - A [provider](super::credentials) sends secrets over the client's transport under the same rules. For
//!   OAuth 2.0, they are sent only to the token URL.
//! - A call of an operation that the API's description declares public is sent without credentials. If operations have
//!   different security requirements, each gets the credentials of its first requirement that the
//!   client meets, and no others. A call whose requirements aren't met is not sent. Credentials
//!   that the description doesn't declare, such as an additional header, are sent with every call.
//! - A key is sent where the description declares it. In a query it is part of the URL, which
//!   servers and proxies often log. If the API offers both, prefer a header.
//! - `Debug` of a response or a request shows only the values of headers that are known to be
//!   harmless, such as `Content-Type`.
//! - `Debug` of client, response and error, `Display` of errors and their sources show neither
//!   credentials nor query values nor bodies, nor the keys of maps in a body. Of an error's body they show
//!   the API's message, or the beginning of an HTML page; the whole body is in
//!   [`raw_body`](super::super::Error::raw_body). `Debug` of a call shows its arguments, except
//!   those that the API's description marks as personal data. Spans of `tracing` contain the
//!   template of a path instead of its values.
//! - Secrets are wiped from memory when the last [`Credentials`](super::super::Credentials) that
//!   contain them are dropped, and so are the parts of the header that carries them. The header
//!   itself and the transport's copies are not wiped: their memory is only freed.
//!
//! Values in a path or a query are encoded so that they can't change the call, and values that
//! can't be encoded safely are rejected. Bodies of responses are read up to [a maximum
//! size](super::super::ClientBuilder::max_response_bytes) only.
