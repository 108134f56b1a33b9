//! The HTTP runtime of a generated client.
//!
//! A generated operation only describes a call; everything that makes the call happen is here:
//! [`RequestWriter`] turns an operation into an [`http::Request`], [`Client`] adds the credentials
//! and hands it to a [`Transport`], and an [`Answer`] reads what comes back, or an [`Error`] says
//! why nothing did. Only transports do I/O; all the rest is pure.
//!
//! The values that travel are here too: [`Sid`]s, open enums, [`UriRef`], [`Nullable`] and the
//! [`Lenient`] reading of numbers and dates. A response is read leniently, a request is checked
//! ([`Check`]) before anything is sent.

mod answer;
mod any_request;
mod authorization;
mod backoff;
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "blocking")]
mod blocking_download;
#[cfg(feature = "blocking")]
mod blocking_http_transport;
#[cfg(feature = "blocking")]
mod blocking_pages;
mod body;
mod bounds;
mod budget;
mod builder;
mod call;
mod check;
mod client;
mod clock;
mod configuration;
mod content;
#[cfg(feature = "blocking")]
mod content_reader;
mod content_stream;
mod credentials;
mod decode;
mod display;
mod download;
mod drift;
mod encode;
mod environment;
mod error;
mod error_details;
mod exchange;
mod failure;
pub mod generic;
pub mod guide;
mod hook;
#[cfg(feature = "reqwest")]
mod http_transport;
mod integer_enum;
mod lenient;
mod link;
mod macros;
mod multipart;
mod nullable;
mod object;
mod open_enum;
mod operation;
mod pages;
mod paging;
mod parameters;
#[cfg(any(feature = "blocking", feature = "test-util"))]
mod park;
mod parts;
mod pattern;
mod profile;
mod request;
mod response;
mod retry;
mod retry_after;
pub mod rfc2822;
mod scheme;
mod server;
mod settings;
mod sid;
mod style;
#[cfg(feature = "test-util")]
pub mod testing;
mod text;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod tls;
#[cfg(feature = "tower")]
mod tower;
mod trace;
mod transport;
mod transports;
pub mod twilio;
mod union;
mod uri;
mod wait;
mod walk;

pub use self::answer::{Answer, Binary, Empty, Json, OptionalJson, Reading, Text};
pub use self::any_request::AnyRequest;
pub use self::backoff::Backoff;
#[cfg(feature = "blocking")]
pub use self::blocking::{BlockingTransport, BodyReader};
#[cfg(feature = "blocking")]
pub use self::blocking_download::BlockingDownload;
#[cfg(feature = "blocking")]
pub use self::blocking_http_transport::BlockingHttpTransport;
#[cfg(feature = "blocking")]
pub use self::blocking_pages::{BlockingItems, BlockingPages};
pub use self::budget::RetryBudget;
pub use self::builder::ClientBuilder;
pub use self::call::Call;
pub use self::check::{Check, Checker, Countable, Field, Violation};
pub use self::client::Client;
pub use self::clock::{Clock, SleepFuture, SystemClock};
pub use self::content::Content;
pub use self::credentials::Credentials;
pub use self::decode::DecodeError;
pub use self::download::{Download, Streamed};
pub use self::drift::Drift;
pub use self::environment::variable;
pub use self::error::Error;
pub use self::hook::{Attempt, Hook};
#[cfg(feature = "reqwest")]
pub use self::http_transport::HttpTransport;
pub use self::integer_enum::{OpenIntegerEnum, UnrecognizedInteger};
pub use self::lenient::Lenient;
pub use self::macros::{
    answers, open_enum, open_integer_enum, sid, tagged_union, union, wire_text,
};
pub use self::multipart::{File, Multipart, MultipartWriter};
pub use self::nullable::Nullable;
pub use self::object::{MayBeAbsent, Object, ObjectReader, ObjectWriter, Others, object};
pub use self::open_enum::{OpenEnum, UnrecognizedValue};
pub use self::operation::{Operation, OperationInfo};
pub use self::pages::{Items, Pages};
pub use self::paging::{Paginated, Paging};
pub use self::profile::{ErrorFields, HostRule, Place, Profile};
pub use self::request::RequestWriter;
pub use self::response::{RawResponse, Response};
pub use self::retry::{FailedAttempt, MaxAttempts, MaxElapsed, NoRetry, RetryPolicy};
pub use self::retry_after::RetryAfter;
pub use self::rfc2822::Rfc2822;
pub use self::scheme::Scheme;
pub use self::sid::{Sid, SidError, SidFormat};
pub use self::style::{CookieStyle, HeaderStyle, PathStyle, QueryStyle};
#[cfg(feature = "tower")]
pub use self::tower::{TowerTransport, TransportService};
pub use self::transport::{
    BodyStream, Limits, StreamFuture, Transport, TransportError, TransportErrorKind,
    TransportFuture,
};
pub use self::union::{Alternatives, Union, tag, tagged, write_tagged};
pub use self::uri::UriRef;
pub use self::wait::Wait;
