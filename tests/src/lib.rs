//! Support for the end-to-end tests: a server that records requests and sends scripted responses,
//! clients of it, the examples of the documents, and the work that the benchmarks measure.
//!
//! The tests use the generated crate as its users do. Their expectations come from the documents in
//! `spec/`, never from the generated code.
//!
//! | test | behaviour |
//! |---|---|
//! | `http` | every operation, error and rejected request, on the wire and for the caller |
//! | `leniency` | deviations that a response may have without failing |
//! | `call_shape` | the shape of calls: user code keeps compiling |
//! | `compile` | invalid calls fail to compile, with the compiler's messages (`compile_fail/`) |
//! | `mocks` | tests that users write with `MockTransport`: the documents' examples, and values of every response type |
//! | `programs` | the example programs, against a server and as simulations |
//! | `webhooks` | webhooks over real sockets, genuine and not |
//! | `allocations` | how often decoding, making a request and a call allocate memory |

mod calls;
mod document;
mod received;
mod recorder;
mod response;
pub mod workload;

pub use calls::{ACCOUNT_SID, AUTH_TOKEN, AUTHORIZATION, builder, client, exchange};
pub use document::{Example, VENDOR_DOCUMENT, example, response_examples};
pub use received::Received;
pub use recorder::Recorder;
pub use response::ServerResponse;

/// The result of a test: nothing, or the first error.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// Compiles the examples of both READMEs.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
#[doc = include_str!("../../generated/README.md")]
struct Readmes;

/// An operation can respond with an example if a document has one:
///
/// ```
/// use twilio_numbers::{testing::MockTransport, v1::*};
/// let _ = MockTransport::new().on::<FetchPortingPortIn>().respond_example();
/// ```
///
/// It cannot otherwise:
///
/// ```compile_fail,E0277
/// use twilio_numbers::{testing::MockTransport, v1::*};
/// let _ = MockTransport::new().on::<DeletePortingPortIn>().respond_example();
/// ```
#[cfg(doctest)]
struct Examples;
