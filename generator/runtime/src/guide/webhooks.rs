//! Requests that the API sends to you, and their verification.
//!
//! With the feature `webhooks`, a [`WebhookVerifier`](super::super::webhooks::WebhookVerifier)
//! verifies a request before your code acts on it. It takes an `http::Request` whose body is in
//! memory, and so works with every server framework:
//!
//! ```text
//! match verifier.verify(&request) {
//!     Ok(()) => handle(request.body()),
//!     Err(error) => {
//!         log(&error);
//!         error.response()
//!     }
//! }
//! ```
//!
//! The error names the failed check. Write it to the log: the response doesn't contain it.
//!
//! # Events
//!
//! [`receive`](super::super::webhooks::WebhookVerifier::receive) verifies a request, and reads the event in
//! it: JSON, or a URL-encoded form. If the API's description has webhooks or callbacks, a module `webhooks`
//! contains an enum of the events, such as `WebhookEvent`, and the types of their payloads:
//!
//! ```text
//! match verifier.receive::<WebhookEvent>(&request) {
//!     Ok(received) => {
//!         match received.event() {
//!             WebhookEvent::OrderCreated(order) => handle_order(order),
//!             other => log(other),
//!         }
//!         received.response()
//!     }
//!     Err(error) => error.response(),
//! }
//! ```
//!
//! An event that the crate doesn't know is `Unrecognized`, with the whole payload.
//! [`Received::response`](super::super::webhooks::Received::response) has the status that the sender expects.
//! A property of the payload selects the event if it is a text with known values in each payload. Otherwise,
//! the payload that fits best is chosen. If each event has a separate URL, receive the type of its payload
//! instead. As in responses, optional fields that can't be read are absent, and
//! [`Received::drift`](super::super::webhooks::Received::drift) lists them.
//!
//! Callbacks are often unsigned.
//! [`read_unverified`](super::super::webhooks::read_unverified) reads them. Anyone can send one, so protect
//! them with a secret in the URL.
//!
//! # The URL
//!
//! Some vendors sign the URL that they call. A server behind a proxy or a load balancer sees
//! another URL, and most servers see only a path, so state the URL once:
//!
//! ```text
//! let verifier = verifier.public_url("https://example.com/hooks");
//! ```
//!
//! # Replays
//!
//! [Standard Webhooks](https://www.standardwebhooks.com) have a timestamp, and a webhook that is older
//! than 5 minutes is refused. Signed URLs have no timestamp: anyone who sees a webhook can send it again. In
//! both cases, a sender repeats a webhook that isn't acknowledged, so use the id to handle each event once.
//!
//! # Rotation
//!
//! [`or_secret`](super::super::webhooks::WebhookVerifier::or_secret) accepts a second secret while
//! the first is replaced.
//!
//! # Tests
//!
//! With the feature `test-util`, [`sign`](super::super::webhooks::WebhookVerifier::sign) signs a request
//! as the sender does, to test your handler:
//!
//! ```text
//! let genuine = verifier.sign(request)?;
//! ```
