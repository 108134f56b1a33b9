//! Testing without a network and without an account.
//!
//! A [`MockTransport`] replaces the network. It responds to each operation as its stubs define, records
//! the requests, and has a virtual clock, so that retries and timeouts take no time.
//!
//! ```text
//! let api = MockTransport::new();
//! api.on::<FetchOrder>()
//!     .respond(MockResponse::status(429).header("retry-after", "2"))
//!     .respond_example();
//! let client = Client::builder().credentials(credentials).transport(api.clone()).build()?;
//!
//! let order = client.call(FetchOrder::new(sid)).send().await?;
//!
//! assert_eq!(api.sent_to::<FetchOrder>().len(), 2);
//! assert!(api.delays()[0] >= Duration::from_secs(2));
//! api.assert_all_used();
//! ```
//!
//! See the [guide](super::guide::testing).

mod clock;
mod example;
mod expected;
mod mock_chunks;
mod mock_response;
mod mock_transport;
mod pages;
pub(super) mod queue;
mod sent;
mod stub;
mod template;

pub use self::example::{Example, HasExamples};
pub use self::mock_response::{MockResponse, Mockable};
pub use self::mock_transport::MockTransport;
pub use self::sent::SentRequest;
pub use self::stub::Stub;
