//! What the end-to-end tests share: a server that records requests and answers as it is told, a
//! client of it, and the examples of the documents.
//!
//! The tests see the generated crate as its users do. What they expect is taken from the documents
//! in `spec/`, never from the generated code.
//!
//! | test | what holds |
//! |---|---|
//! | `http` | every operation, error and refusal, as the server and the caller see it |
//! | `leniency` | what a response may hold without being refused |
//! | `call_shape` | what users write goes on compiling |
//! | `compile` | what must not compile doesn't, and the compiler says why (`compile_fail/`) |
//! | `memory` | tests of callers, in memory: the documents' examples, and values of every response type |
//! | `programs` | the example programs do what they say |
//! | `freshness` | the generated crate is what the generator makes of `spec/` |

mod calls;
mod document;
mod received;
mod recorder;
mod reply;

pub use calls::{ACCOUNT_SID, AUTH_TOKEN, AUTHORIZATION, builder, client, exchange};
pub use document::{Example, VENDOR_DOCUMENT, example, response_examples};
pub use received::Received;
pub use recorder::Recorder;
pub use reply::MockResponse;

/// What a test gives: nothing, or the first thing that went wrong.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// The calls in the READMEs compile.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
#[doc = include_str!("../../generated/README.md")]
struct Readmes;

/// An operation replies with an example if a document shows one:
///
/// ```
/// use twilio_numbers::{testing::MockTransport, v1::*};
/// let _ = MockTransport::new().on::<FetchPortingPortIn>().respond_example();
/// ```
///
/// And can't otherwise:
///
/// ```compile_fail,E0277
/// use twilio_numbers::{testing::MockTransport, v1::*};
/// let _ = MockTransport::new().on::<DeletePortingPortIn>().respond_example();
/// ```
#[cfg(doctest)]
struct Examples;
