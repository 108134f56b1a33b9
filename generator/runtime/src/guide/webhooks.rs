//! Requests that the API sends to you, and the proof that it did.
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
//! The error says which check failed. It is for the log: the response says nothing.
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
//! A property of the payload selects the event if it is a text with known values in each payload; otherwise
//! the payload that fits best is chosen. If each event has a URL of its own, receive the type of its payload
//! instead. As in responses, optional fields that can't be read are absent, and
//! [`Received::drift`](super::super::webhooks::Received::drift) lists them.
//!
//! Callbacks are often unsigned.
//! [`read_unverified`](super::super::webhooks::read_unverified) reads them, and anyone can send one: protect
//! them by a secret in the URL.
//!
//! # The URL
//!
//! Some vendors sign the URL that they call. A server behind a proxy or a load balancer sees
//! another one, and most servers see a path only, so state it once:
//!
//! ```text
//! let verifier = verifier.public_url("https://example.com/hooks");
//! ```
//!
//! # Replays
//!
//! [Standard Webhooks](https://www.standardwebhooks.com) have a timestamp, and one that is older than
//! 5 minutes is refused. Signatures of URLs have none: whoever sees a webhook can send it again. In
//! either case a sender repeats a webhook that isn't acknowledged, so handle each event once, by its id.
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
