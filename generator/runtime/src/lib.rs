//! The HTTP runtime of a generated client.
//!
//! A generated operation only describes a call; everything that makes the call happen is here:
//! [`RequestWriter`] turns an operation into an [`http::Request`], [`Client`] adds the credentials
//! and hands it to a [`Transport`], and an [`FromResponse`] reads what comes back, or an [`Error`] says
//! why nothing did. Only transports do I/O; all the rest is pure.
//!
//! The values that travel are here too: [`Sid`]s, open enums, [`UriRef`], [`Nullable`] and the
//! [`Lenient`] reading of numbers and dates. A response is read leniently, a request is checked
//! ([`Check`]) before anything is sent.

#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod call;
mod check;
mod client;
mod credentials;
mod decode;
mod download;
mod drift;
mod error;
mod exchange;
mod from_response;
pub mod generic;
pub mod guide;
mod interceptor;
mod macros;
mod operation;
mod paging;
mod poller;
mod profile;
mod raw_request;
mod request;
mod response;
mod retry;
#[cfg(feature = "test-util")]
pub mod testing;
mod trace;
mod transport;
pub mod twilio;
mod values;

#[cfg(feature = "blocking")]
pub use self::blocking::{BlockingTransport, BodyReader};
pub use self::body::Body;
pub use self::call::Call;
pub use self::check::{Check, Checker, Countable, Field, Violation};
pub use self::client::Client;
pub use self::client::builder::ClientBuilder;
pub use self::credentials::Credentials;
pub use self::credentials::environment::variable;
pub use self::credentials::scheme::Scheme;
pub use self::decode::DecodeError;
#[cfg(feature = "blocking")]
pub use self::download::blocking::BlockingDownload;
pub use self::download::{Download, Streamed};
pub use self::drift::Drift;
pub use self::error::Error;
pub use self::from_response::{
    Binary, Empty, FromResponse, Json, OptionalJson, ResponseReader, Text,
};
pub use self::interceptor::{Attempt, Interceptor};
pub use self::macros::{
    open_enum, open_integer_enum, responses, sid, tagged_union, union, wire_text,
};
pub use self::operation::{Operation, OperationInfo};
#[cfg(feature = "blocking")]
pub use self::paging::blocking::{BlockingItems, BlockingPages};
pub use self::paging::pages::{Items, Pages};
pub use self::paging::{Paginated, Paging};
pub use self::poller::Poller;
pub use self::profile::{EndpointParams, EndpointResolver, ErrorFields, Profile};
pub use self::raw_request::RawRequest;
pub use self::request::RequestWriter;
pub use self::request::form::Form;
pub use self::request::multipart::{Multipart, MultipartWriter};
pub use self::request::part::Part;
pub use self::request::style::{CookieStyle, HeaderStyle, PathStyle, QueryStyle};
pub use self::response::{RawResponse, Response};
pub use self::retry::after::RetryAfter;
pub use self::retry::backoff::ExponentialBackoff;
pub use self::retry::budget::RetryBudget;
pub use self::retry::{FailedAttempt, MaxAttempts, MaxElapsed, NoRetry, RetryPolicy};
#[cfg(feature = "blocking")]
pub use self::transport::blocking_http_transport::BlockingHttpTransport;
pub use self::transport::clock::{Clock, SleepFuture, SystemClock};
#[cfg(feature = "reqwest")]
pub use self::transport::http_transport::HttpTransport;
#[cfg(feature = "tower")]
pub use self::transport::tower::{TowerTransport, TransportService};
pub use self::transport::{
    BodyStream, Limits, StreamFuture, Transport, TransportError, TransportErrorKind,
    TransportFuture,
};
pub use self::values::integer_enum::{OpenIntegerEnum, UnrecognizedInteger};
pub use self::values::lenient::Lenient;
pub use self::values::nullable::Nullable;
pub use self::values::object::{MayBeAbsent, Object, ObjectReader, ObjectWriter, Others, object};
pub use self::values::open_enum::{OpenEnum, UnrecognizedValue};
pub use self::values::rfc2822::{self, Rfc2822};
pub use self::values::sid::{Sid, SidError, SidFormat};
pub use self::values::union::{Alternatives, Union, tag, tagged, write_tagged};
pub use self::values::uri::UriRef;
