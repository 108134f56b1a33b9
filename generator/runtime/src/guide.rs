//! How to use a [`Client`](super::Client) in production: a page on each subject.
//!
//! - [`retries`]: which calls are retried, and which never are
//! - [`timeouts`]: the time limits of a call, and how to cancel it
//! - [`paging`]: lists of any length
//! - [`downloads`]: responses of any size
//! - [`uploads`]: bodies and files of any size
//! - [`waiting`]: polling until a condition is met
//! - [`errors`]: the contents of an error
//! - [`drift`]: responses that don't match the API's description
//! - [`security`]: where credentials are sent, and where they are never shown
//! - [`testing`]: testing without a network and without an account
//! - [`transports`]: blocking calls, interceptors, tracing, and other HTTP libraries
//!
//! The examples apply to every API. In them, `call` is the [`Call`](super::Call) of any operation,
//! `list` is one whose response is a page of a list, and `binary` is one whose response is bytes.
//! `FetchOrder` stands for the type of an operation, and functions such as `show` stand for your own
//! code.

pub mod retries {
    //! Which calls are retried, and which never are.
    //!
    //! A call makes up to four attempts, with growing random delays between them
    //! ([`ExponentialBackoff`](super::super::ExponentialBackoff)). Whether there is another attempt
    //! depends on the possible effect of the failed one:
    //!
    //! | the attempt failed with | GET, PUT, DELETE | POST, PATCH |
    //! |---|---|---|
    //! | no connection, status 429, or status 503 with a `Retry-After` header: the server has done nothing | retried | retried |
    //! | a timeout, a broken connection, or status 408, 500, 502, 503 without `Retry-After`, or 504: unknown effect | retried | **not** retried |
    //! | any other status, a request or response body that can't be read, a response that isn't valid HTTP, an untrusted certificate, or a refusal by a proxy | not retried | not retried |
    //!
    //! A status counts even if the rest of the response doesn't arrive. A 503 alone doesn't say that nothing
    //! was done, because proxies respond with it if a connection broke after the server had the request;
    //! with `Retry-After`, or if the API [declares](super::super::ErrorMeaning::unprocessed) it, it does.
    //!
    //! So the client never repeats a POST that may have been carried out. If a repetition does no harm,
    //! declare the call idempotent:
    //!
    //! ```text
    //! call.idempotent().send().await?;
    //! ```
    //!
    //! A repeated DELETE may find that the first attempt has succeeded. It then fails with status 404
    //! after [several attempts](super::super::Error::attempts).
    //!
    //! If the response has a `Retry-After` header, in seconds or as a date of the server's clock, the delay
    //! is at least that long. If the delay would exceed the call's timeout, the call fails with the present
    //! error instead. If that timeout ends in the middle of a later attempt, the error is the one before
    //! that, for which [`is_timeout`](super::super::Error::is_timeout) holds as well.
    //!
    //! # Changing it
    //!
    //! `retry` and `no_retry` on a [`Call`](super::super::Call), and `retry` on a
    //! [`ClientBuilder`](super::super::ClientBuilder), take another
    //! [`RetryPolicy`](super::super::RetryPolicy). Policies are built from parts:
    //!
    //! ```text
    //! let patient = ExponentialBackoff::new(Duration::from_secs(1), Duration::from_secs(60))
    //!     .max_attempts(10)
    //!     .max_elapsed(Duration::from_secs(300));
    //! let client = Client::builder().credentials(credentials).retry(patient).build()?;
    //! ```
    //!
    //! # In an outage
    //!
    //! All calls of a client share a [`RetryBudget`](super::super::RetryBudget): a hundred retries,
    //! refilled by successes at a rate of twenty for every hundred. When it is empty, calls make one
    //! attempt each, so that a server in trouble doesn't receive four times as many requests.
}

pub mod timeouts {
    //! The time limits of a call, and how to cancel it.
    //!
    //! Two limits are on the [`ClientBuilder`](super::super::ClientBuilder) for all calls and on the
    //! [`Call`](super::super::Call) for one, and a third on the `ClientBuilder` alone:
    //!
    //! - `timeout`: the whole call, including all attempts and the delays between them. 2 minutes.
    //! - `attempt_timeout`: one attempt, from connecting to the end of the response. 30 seconds. It
    //!   includes the sending of the body, so [a large one](super::uploads) needs more.
    //! - `connect_timeout`: the connecting, which includes resolving the name, opening a proxy's tunnel and
    //!   the TLS handshake. 10 seconds. A server that can't be
    //!   reached within it has seen nothing of the call, so that even a POST is
    //!   [retried](super::retries), and the error is one for which
    //!   [`is_connect`](super::super::Error::is_connect) holds.
    //!
    //! For a streamed response ([`download`](super::super::Call::download)), `attempt_timeout` applies
    //! to the headers and then to each chunk, however long all of them take. A response with an error
    //! status isn't streamed: the limit applies to all of it.
    //!
    //! ```text
    //! let value = call.timeout(Duration::from_secs(5)).send().await?;
    //! ```
    //!
    //! A call that exceeds a limit fails with an error for which
    //! [`is_timeout`](super::super::Error::is_timeout) holds. The server may have carried it out, unless
    //! [`may_have_taken_effect`](super::super::Error::may_have_taken_effect) says otherwise: a status such
    //! as 404 counts even if the rest of the response was too slow.
    //!
    //! To cancel a call, drop its future: the connection is closed, and no further attempt is made. In
    //! this case, too, the server may have carried it out.
}

pub mod paging {
    //! Lists of any length.
    //!
    //! A call that returns one page of a list has two more functions:
    //! [`items`](super::super::Call::items) returns the items across all pages, and
    //! [`pages`](super::super::Call::pages) returns whole pages. Both are streams, and require no crate
    //! for streams:
    //!
    //! ```text
    //! let mut items = list.items().limit(500);
    //! while let Some(item) = items.try_next().await? {
    //!     show(item);
    //! }
    //! ```
    //!
    //! The API's [`Paging`](super::super::Paging) scheme determines where the next page is: in the
    //! body, or in a `Link` header.
    //!
    //! A page is requested when its first item is. With the feature `blocking`, `.blocking()` returns
    //! either as an iterator.
    //!
    //! # Failures
    //!
    //! A page that fails after its retries ends the list with the error, after all items of the pages
    //! before it. [`next_page_token`](super::super::Items::next_page_token) returns the token of the
    //! page that failed, and [`resume_from`](super::super::Items::resume_from) continues there, at once
    //! or in another process.
    //!
    //! A list that leads back to an earlier page ends with an error, as does one that leads to another
    //! server: credentials are sent only to the scheme, host and port of the call
    //! ([`is_paging`](super::super::Error::is_paging)). A list with more than 100,000 pages ends with
    //! such an error as well, unless [`max_pages`](super::super::Items::max_pages) allows more, and so
    //! do the items of a list after 1,000 pages in a row without any.
    //!
    //! # Tokens from users
    //!
    //! A token that an end user returns can't reach another server or another path with the client's
    //! credentials: [`resume_from`](super::super::Items::resume_from) takes URLs with the path of the
    //! list only. Where the token is a URL, it determines the whole query, including filters that the
    //! call sets; sign such a token, or keep it on the server, if users must not change them. For
    //! servers whose links lead to other paths there is
    //! [`resume_from_any_path`](super::super::Items::resume_from_any_path), which must never get a token
    //! from a user.
}

pub mod downloads {
    //! Responses of any size.
    //!
    //! [`send`](super::super::Call::send) reads a whole response, up to [a maximum
    //! size](super::super::ClientBuilder::max_response_bytes). A response that isn't JSON can be
    //! streamed instead, however large it is:
    //!
    //! ```text
    //! let mut document = binary.download().await?;
    //! while let Some(chunk) = document.try_next().await? {
    //!     file.write_all(&chunk)?;
    //! }
    //! ```
    //!
    //! [`Download`](super::super::Download) is a `Stream` as well. With the feature `blocking`,
    //! `download_blocking` returns a reader.
    //!
    //! The call is retried until the headers of a success have arrived. From then on a broken
    //! connection is an error, because the caller has already read a part; request the rest, or all of
    //! it, as the API allows. A custom transport holds the whole response in memory, whatever its
    //! size, unless it implements [`stream`](super::super::Transport::stream).
}

pub mod uploads {
    //! Bodies and files of any size.
    //!
    //! A binary body, and a file in a multipart body, is a [`Body`](super::super::Body). Bytes and
    //! texts convert to one. Any other source is read while it is sent, and never held as a whole: a
    //! file on disk, a reader, or the chunks of a stream.
    //!
    //! ```text
    //! let scan = Part::new("scan.pdf", Body::path("scan.pdf")).media_type("application/pdf");
    //! let export = Body::reader(None, move || table.export());
    //! ```
    //!
    //! Where the API accepts a file or a text, use [`Part::text`](super::super::Part::text) for the
    //! text. A multipart body without declared fields is a [`Form`](super::super::Form), which takes
    //! any: `Form::new().field("title", "Bill").file("scan", scan)`.
    //!
    //! Files and readers are read on a thread of their own, so that one that blocks delays only its own
    //! call.
    //!
    //! A reader or a stream is created by a function for every attempt, and a file is opened for every
    //! attempt. So the call is retried like any other, and sends the whole body again.
    //!
    //! The time limit of an attempt, 30 seconds, includes the sending. A large body needs a longer one,
    //! and the call one that is longer still:
    //!
    //! ```text
    //! call.attempt_timeout(Duration::from_secs(600))
    //!     .timeout(Duration::from_secs(1800))
    //!     .send()
    //!     .await?;
    //! ```
    //!
    //! A source that can't be opened or read, or has another length than declared, ends the call with
    //! an error for which [`is_request_body`](super::super::Error::is_request_body) holds. The server
    //! then has an incomplete request, which it won't carry out as if it were complete.
    //!
    //! A body of unknown length is sent in chunks (`Transfer-Encoding: chunked`), and so is one that
    //! contains such a file. Not every server accepts that; pass the length if it is known.
}

pub mod waiting {
    //! Polling until a condition is met.
    //!
    //! [`wait_until`](super::super::Call::wait_until) repeats a call until its value meets a condition:
    //!
    //! ```text
    //! let value = call
    //!     .wait_until(|value| !is_pending(value))
    //!     .interval(Duration::from_secs(5))
    //!     .deadline(Duration::from_secs(3600))
    //!     .send()
    //!     .await?;
    //! ```
    //!
    //! The first delay is 2 seconds, and each further one is 1.5 times as long as the one before, up to
    //! 30 seconds; a `Retry-After` header makes a delay longer. When the deadline has passed, by
    //! default 10 minutes, the result is an error for which
    //! [`is_wait_timeout`](super::super::Error::is_wait_timeout) holds; it has the body of the last
    //! response.
    //!
    //! A state that this version of the crate doesn't know counts as one that passes: the API may have
    //! states in between that are new. [`or_until`](super::super::Poller::or_until) ends the polling for
    //! further states, such as one that is known to be final:
    //!
    //! ```text
    //! let value = call
    //!     .wait_until(|value| !is_pending(value))
    //!     .or_until(has_failed)
    //!     .send()
    //!     .await?;
    //! ```
}

pub mod errors {
    //! The contents of an error.
    //!
    //! Every failure is the same type, [`Error`](super::super::Error). `Display` is one line that says
    //! what failed, how and why:
    //!
    //! ```text
    //! FetchOrder failed: 404 Not Found: The order was not found (code 20404, request RQ1)
    //! ```
    //!
    //! Use its functions instead of parsing that line:
    //!
    //! ```text
    //! match call.send().await {
    //!     Ok(value) => show(value),
    //!     Err(error) if error.is_not_found() => show_nothing(),
    //!     Err(error) if error.code() == Some(20429) => slow_down(error.retry_after()),
    //!     Err(error) => return Err(error.into()),
    //! }
    //! ```
    //!
    //! - Nothing was sent: [`is_invalid_request`](super::super::Error::is_invalid_request), with all
    //!   problems in [`violations`](super::super::Error::violations)
    //!   ([`unchecked`](super::super::Call::unchecked) leaves the constraints of the API's description to
    //!   the server, as for a list of which one item is wrong), and
    //!   [`is_configuration`](super::super::Error::is_configuration).
    //! - No response arrived: [`is_connect`](super::super::Error::is_connect),
    //!   [`is_tls`](super::super::Error::is_tls), [`is_timeout`](super::super::Error::is_timeout),
    //!   [`is_interrupted`](super::super::Error::is_interrupted),
    //!   [`is_protocol`](super::super::Error::is_protocol) if the response isn't HTTP,
    //!   [`is_too_large`](super::super::Error::is_too_large), or
    //!   [`is_request_body`](super::super::Error::is_request_body) if the body of the request couldn't
    //!   be read.
    //! - The API rejected the call: [`is_api`](super::super::Error::is_api), with
    //!   [`status`](super::super::Error::status), [`code`](super::super::Error::code) or
    //!   [`code_text`](super::super::Error::code_text) for a code that isn't a number,
    //!   [`message`](super::super::Error::message), [`more_info`](super::super::Error::more_info),
    //!   [`params`](super::super::Error::params) and [`request_id`](super::super::Error::request_id).
    //!   The whole body is in [`raw_body`](super::super::Error::raw_body) and
    //!   [`body_as`](super::super::Error::body_as); the documentation of an operation lists the types
    //!   that the API's description declares for it. If only the beginning of such a response arrives, the
    //!   status and the headers are there all the same, and `is_timeout`, `is_interrupted` or
    //!   `is_too_large` tells why the rest isn't.
    //! - The response can't be read: [`is_decode`](super::super::Error::is_decode), with
    //!   [`json_path`](super::super::Error::json_path).
    //!
    //! Before you repeat a call, [`may_have_taken_effect`](super::super::Error::may_have_taken_effect)
    //! tells you whether it could take effect twice.
}

pub mod drift {
    //! Responses that don't match the API's description.
    //!
    //! Descriptions and servers diverge over time: this is *drift*. A value or a property that the
    //! description lacks is no problem: it is kept if the type has a field for it. But a field may also
    //! contain a value that its type can't hold, such as a date in another form.
    //!
    //! If such a field is optional, it is absent from the value, and the rest of the response is there.
    //! [`drift`](super::super::Response::drift) returns each such field as a
    //! [`SkippedField`](super::super::SkippedField), with the value that was found; the feature
    //! `tracing` records an event for each, without the value. The same holds for an entry of a map, and
    //! inside a union. A path shows the names that the description declares, and `[*]` for the key of a
    //! map, which may be personal data.
    //!
    //! ```text
    //! let response = call.send_with_response().await?;
    //! for drift in response.drift() {
    //!     report(drift.path(), drift.expected());
    //! }
    //! ```
    //!
    //! `drift` on [`Items`](super::super::Items) and [`Pages`](super::super::Pages) returns those of
    //! the current page.
    //!
    //! A value that no Rust type of its kind can hold counts as well: a number such as `1e400`, an
    //! integer of more than 64 bits, a text with half of a surrogate pair. Integers are never rounded.
    //!
    //! If the field is required, the nearest optional field around it is absent instead. An element of
    //! a list is never dropped, nor a field that contains a list with elements, and nothing is ever
    //! left out of a request. If no field can be skipped, the call fails with an error for which
    //! [`is_decode`](super::super::Error::is_decode) holds.
    //!
    //! `strict` on a [`Call`](super::super::Call) or a
    //! [`ClientBuilder`](super::super::ClientBuilder) makes every such field an error.
}

pub mod security {
    //! Where credentials are sent, and where they are never shown.
    //!
    //! - They are sent over https only. Plain http is allowed for the local machine, and for hosts that
    //!   [`allow_plain_http`](super::super::ClientBuilder::allow_plain_http) names. Through a proxy, which
    //!   sees all of it, it is allowed for such hosts alone.
    //! - They are sent to the server of the call only. Redirects aren't followed, but are an error with
    //!   [the target](super::super::Error::location). A link from a response is followed on the same
    //!   scheme, host and port only, and never if it contains a user name, as
    //!   `https://api.example.com@evil.example/` does.
    //! - An operation that the API's description declares as public gets none. If operations have
    //!   different security requirements, each gets the credentials of its first requirement that the
    //!   client meets, and no others. A call whose requirements aren't met is not sent. Credentials
    //!   that the description doesn't know, such as a header of your own, are sent with every call.
    //! - A key is sent where the description declares it. In a query it is part of the URL, which
    //!   servers and proxies often log; where there is a choice, prefer a header.
    //! - `Debug` of a response or a request shows the values of those headers alone that are known to be
    //!   harmless, such as `Content-Type`.
    //! - `Debug` of client, response and error, `Display` of errors and their sources show neither
    //!   credentials nor query values nor bodies, nor the keys of maps in a body. Of an error's body they show the API's message, or
    //!   the beginning of an HTML page; the whole body is in
    //!   [`raw_body`](super::super::Error::raw_body). `Debug` of a call shows its arguments, except
    //!   those that the API's description marks as personal data. Spans of `tracing` contain the
    //!   template of a path instead of its values.
    //! - Secrets are wiped from memory when the last [`Credentials`](super::super::Credentials) that
    //!   contain them are dropped, and so are the parts of the header that carries them. The header
    //!   itself isn't, nor the transport's copies: that memory is freed without being wiped.
    //!
    //! Values in a path or a query are encoded so that they can't change the call, and values that
    //! can't be encoded safely are rejected. Bodies of responses are read up to [a maximum
    //! size](super::super::ClientBuilder::max_response_bytes) only.
}

pub mod testing {
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
    //! body that is read while it is sent is recorded as bytes.
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
    //! To test against a server of your own, set [`base_url`](super::super::ClientBuilder::base_url).
}

pub mod transports {
    //! Blocking calls, interceptors, tracing, and other HTTP libraries.
    //!
    //! - The feature `hyper`, on by default, sends async calls over HTTP/1.1; it requires a Tokio runtime
    //!   with timers and I/O. Without one, calls fail with an error for which
    //!   [`is_configuration`](super::super::Error::is_configuration) holds. Several runtimes may share a
    //!   client: each has connections of its own. Responses are never compressed, whatever features of
    //!   other crates are enabled.
    //! - The feature `blocking` adds `send_blocking` and `send_with_response_blocking` to every call,
    //!   and requires no runtime: the transport has a thread of its own, which the first call starts.
    //!   Everything but the waiting is shared with async calls.
    //! - `ClientBuilder::proxy` sends all calls through a proxy, `Proxy::from_env` reads it from the
    //!   environment, and `ClientBuilder::root_certificates` adds trusted certificates. They apply to
    //!   async and blocking calls.
    //! - For HTTP/2, SOCKS or client certificates, the feature `reqwest` has a `ReqwestTransport`. It takes
    //!   a `reqwest::ClientBuilder`, whose `connect_timeout` is for you to set, and follows no redirects.
    //! - The feature `tracing` creates a span for every call, with operation, method, path template,
    //!   status, attempt and request id. A call that was sent and fails in the end is an event of the level `WARN` with
    //!   the kind of failure.
    //! - An [`Interceptor`](super::super::Interceptor) observes every attempt, with its duration and an id
    //!   of the call, and can add headers to it.
    //! - A custom [`Transport`](super::super::Transport) can send requests with any other library, or
    //!   wrap another transport. Without default features, no HTTP library is compiled. The body of a
    //!   request is a [`Body`](super::super::Body): usually [bytes](super::super::Body::bytes), or else
    //!   [a stream](super::super::Body::into_stream).
    //! - The feature `tower` turns any `tower` service into a transport, and so allows middleware of
    //!   that ecosystem around another transport:
    //!
    //! ```text
    //! let transport = TowerTransport::around(HttpTransport::new()?, |service| {
    //!     ServiceBuilder::new().map_request(sign).service(service)
    //! });
    //! let client = Client::builder().credentials(credentials).transport(transport).build()?;
    //! ```
    //!
    //! - [`Client::request`](super::super::Client::request) sends requests that the crate has no
    //!   operation for.
    //!
    //! # Encryption
    //!
    //! | feature | TLS |
    //! |---|---|
    //! | `rustls-aws-lc-rs` | by rustls on aws-lc-rs; enabled by default |
    //! | `rustls-ring` | by rustls on ring, which compiles faster |
    //! | `rustls-no-provider` | by rustls on the `CryptoProvider` that the program installs |
    //! | `native-tls` | by the library of the operating system; takes precedence over the others |
    //!
    //! Without any of them, https is an error and only plain http works, as in tests or to a proxy on the
    //! same machine. A `CryptoProvider` that the program has installed for the process takes precedence
    //! with each feature of rustls. This crate never installs one.
    //!
    //! All crates of a program share the features of rustls, and with both aws-lc-rs and ring enabled,
    //! rustls can't choose: `rustls::ClientConfig::builder()` panics in code that relies on its choice.
    //! The default is therefore the default of rustls and reqwest. A program that has rustls on ring alone
    //! uses this crate with `default-features = false` and `rustls-ring` or `rustls-no-provider`.
}
