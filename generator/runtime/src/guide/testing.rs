//! Testing without a network and without an account.
//!
//! With the feature `test-util`, the module `testing` has a `MockTransport`. It responds to each
//! operation as its stubs define, and records the requests:
//!
//! ```text
//! let api = MockTransport::new();
//! api.on::<FetchOrder>()
//!     .respond(MockResponse::status(429).header("retry-after", "2"))
//!     .respond_example_named("completed");
//! let client = Client::builder().credentials(credentials).transport(api.clone()).build()?;
//!
//! run_the_code_under_test(&client).await;
//!
//! api.assert_sent(&FetchOrder::new(sid));
//! api.assert_all_used();
//! ```
//!
//! Fixed credentials such as `Credentials::bearer("any")` are enough for every API. If a provider uses the
//! client's transport, stub its requests with `on_request`. A provider that waits for anything else exceeds the
//! time limit, because the clock of the mock transport passes every delay at once.
//!
//! Only tests need the feature, so enable it in the `dev-dependencies`. Blocking calls are tested
//! in the same way, with `blocking_transport`.
//!
//! # Responses
//!
//! The responses of a stub are returned in order, each once; `always` repeats the last one.
//!
//! | | |
//! |---|---|
//! | `respond_with` | a value of the operation |
//! | `respond_example`, `respond_example_named` | an example of the API's description, including errors. The documentation of the operation's type lists their names. |
//! | `respond_pages` | pages of a list, each leading to the next |
//! | `respond_json` | any status and any JSON |
//! | `respond_to` | the response that a function returns for the request |
//! | `respond` | any `MockResponse` |
//!
//! A `MockResponse` can be a status, JSON, an HTML page, truncated, broken off or slow; a timeout, a refused or
//! a broken connection; or lead to another server. A request without a stub fails with an error
//! that names it, and `assert_all_used` names the stubs with unused responses.
//!
//! # Requests
//!
//! `assert_sent` compares path, query and body with those of an operation. `sent` and `sent_to`
//! return the recorded requests, with access to each value in path, query and body by its name. A
//! streamed body is recorded as bytes.
//!
//! # Time
//!
//! The transport has a virtual clock: a test of retries, timeouts or polling takes no time, and
//! `delays` returns how long it would have waited.
//!
//! # Values
//!
//! Tests can create every type of the API: `new` takes the required properties, types without any
//! implement `Default`, all fields are public, and enums and identifiers are created from text.
//! `example` and `example_named` of `HasExamples` return values from the response examples of the
//! API's description:
//!
//! ```text
//! let mut order = FetchOrder::example();
//! order.status = Some(OrderStatus::Completed);
//! assert!(is_finished(&order));
//! ```
//!
//! To test against another server, such as one on your machine, set [`base_url`](super::super::ClientBuilder::base_url).
