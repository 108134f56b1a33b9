//! The HTTP runtime of a generated client.
//!
//! A generated operation only describes a call; everything else is here: [`RequestWriter`] turns an
//! operation into an [`http::Request`], [`Client`] adds the credentials and passes it to a
//! [`Transport`], and [`FromResponse`] reads the response, or an [`Error`] reports why there is none. Only
//! transports do I/O.
//!
//! The values in requests and responses are here, too: [`Sid`]s, open enums, [`UriRef`], [`Nullable`]
//! and the [`Lenient`] reading of numbers and dates. A response is read leniently; a request is checked
//! ([`Check`]) before anything is sent.

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
compile_error!(
    "this crate doesn't run on wasm32-unknown-unknown, which has neither a clock nor threads; call the \
     API from a server instead"
);

mod by_status;
mod client;
mod credentials;
mod error;
pub mod generic;
pub mod guide;
mod pagination;
mod polling;
mod request;
mod response;
mod retry;
mod slots;
pub mod streams;
#[cfg(feature = "test-util")]
pub mod testing;
mod transport;
pub mod twilio;
mod values;
#[cfg(feature = "webhooks")]
pub mod webhooks;

pub use self::by_status::responses;
pub use self::client::Client;
#[cfg(feature = "blocking")]
pub use self::client::blocking_download::BlockingDownload;
pub use self::client::builder::ClientBuilder;
pub use self::client::call::Call;
pub use self::client::download::Download;
pub use self::client::interceptor::{Attempt, Interceptor};
pub use self::client::raw_request::RawRequest;
pub use self::credentials::Credentials;
pub use self::credentials::credentials_request::CredentialsRequest;
#[cfg(feature = "oauth2")]
pub use self::credentials::oauth2::OAuth2;
pub use self::credentials::provider::{
    CredentialsFuture, CredentialsProvider, ProvidedCredentials,
};
pub use self::error::Error;
pub use self::error::credentials::CredentialsError;
pub use self::error::details::ErrorFields;
pub use self::error::meaning::ErrorMeaning;
pub use self::pagination::Paginated;
#[cfg(feature = "blocking")]
pub use self::pagination::blocking::{BlockingItems, BlockingPages};
pub use self::pagination::pages::{Items, Pages};
pub use self::pagination::scheme::PagingScheme;
pub use self::polling::Poller;
pub use self::request::RequestWriter;
pub use self::request::endpoint::{EndpointParams, EndpointResolver};
pub use self::request::form::Form;
pub use self::request::info::OperationInfo;
pub use self::request::multipart::{Multipart, MultipartWriter};
pub use self::request::operation::Operation;
pub use self::request::part::Part;
pub use self::request::profile::Profile;
pub use self::request::security::{SecurityRequirements, SecurityScheme};
pub use self::request::server_choice::{ServerTemplate, ServerVariable};
pub use self::request::style::{CookieStyle, HeaderStyle, PathStyle, QueryStyle};
pub use self::response::Response;
pub use self::response::decode_error::DecodeError;
pub use self::response::drift::SkippedField;
pub use self::response::from_response::{
    Binary, Downloadable, Empty, FromResponse, Json, OptionalJson, ResponseReader, Text,
};
pub use self::response::raw::RawResponse;
pub use self::response::retry_after::RetryAfter;
pub use self::retry::backoff::ExponentialBackoff;
pub use self::retry::budget::RetryBudget;
pub use self::retry::{FailedAttempt, MaxAttempts, MaxElapsed, NoRetry, RetryPolicy};
#[cfg(feature = "blocking")]
pub use self::streams::BlockingEventStream;
pub use self::streams::{EventStream, Resumable, StreamBody, StreamEvent, StreamFormat, Streamed};
#[cfg(feature = "blocking")]
pub use self::transport::blocking::BlockingTransport;
#[cfg(feature = "blocking")]
pub use self::transport::blocking_http_transport::BlockingHttpTransport;
pub use self::transport::body::Body;
pub use self::transport::clock::{Clock, SleepFuture, SystemClock};
pub use self::transport::error::{TransportError, TransportErrorKind};
#[cfg(feature = "hyper")]
pub use self::transport::http_builder::HttpTransportBuilder;
#[cfg(feature = "hyper")]
pub use self::transport::http_transport::HttpTransport;
#[cfg(feature = "hyper")]
pub use self::transport::proxy::Proxy;
#[cfg(feature = "reqwest")]
pub use self::transport::reqwest_transport::ReqwestTransport;
#[cfg(feature = "blocking")]
pub use self::transport::stream::BodyReader;
pub use self::transport::stream::BodyStream;
#[cfg(feature = "tower")]
pub use self::transport::stream::ResponseBody;
#[cfg(feature = "tower")]
pub use self::transport::tower::{Streaming, TowerTransport, TransportService};
pub use self::transport::{Limits, StreamFuture, Transport, TransportFuture};
pub use self::values::additional_properties::AdditionalProperties;
pub use self::values::check::{Check, Checker, Violation};
pub use self::values::decimal::{Decimal, DecimalError};
pub use self::values::field::{Countable, Elements, Field};
pub use self::values::integer_enum::{OpenIntegerEnum, UnrecognizedInteger};
pub use self::values::lenient::Lenient;
pub use self::values::macros::{open_enum, open_integer_enum, sid, tagged_union, union, wire_text};
pub use self::values::nullable::{MayBeAbsent, Nullable};
pub use self::values::object::{Object, ObjectReader, ObjectWriter, slot};
pub use self::values::object_macro::{large_object, object};
pub use self::values::open_enum::{OpenEnum, UnrecognizedValue};
pub use self::values::redacted::{Redacted, debug_struct, redacted, redacted_union};
pub use self::values::rfc2822::{self, Rfc2822};
pub use self::values::sid::{Sid, SidError, SidFormat};
pub use self::values::union::{Alternatives, Union, write_tagged};
pub use self::values::uri::UriRef;
