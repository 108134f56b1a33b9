// @generated: a copy of `generator/runtime/src/guide.rs`; edit that file instead.

//! How to use a [`Client`](super::Client) in production: a page on each subject.
//!
//! - [`retries`]: what is tried again, and what never is
//! - [`timeouts`]: how long a call takes at most, and how to cancel it
//! - [`paging`]: lists of any length
//! - [`downloads`]: answers of any size
//! - [`uploads`]: bodies and files of any size
//! - [`waiting`]: calling until something is done
//! - [`errors`]: what an error tells
//! - [`drift`]: what happens when an answer isn't what the API's description says
//! - [`security`]: where credentials go, and where they never show
//! - [`testing`]: testing without a network and without an account
//! - [`transports`]: blocking calls, interceptors, tracing, and other HTTP libraries

pub mod retries {
    //! What is tried again, and what never is.
    //!
    //! A call makes up to four attempts, with growing random pauses in between
    //! ([`ExponentialBackoff`](super::super::ExponentialBackoff)). Whether there is another attempt depends on what the
    //! failed one may have done:
    //!
    //! | the attempt failed with | GET, PUT, DELETE | POST, PATCH |
    //! |---|---|---|
    //! | no connection, or status 429 or 503: the server has done nothing | again | again |
    //! | a timeout, a broken connection, or status 408, 500, 502 or 504: nobody knows | again | **not** again |
    //! | any other status, a body that can't be read, its own or the answer's, a response that isn't valid HTTP, or a certificate that isn't trusted | not again | not again |
    //!
    //! So a POST is never carried out twice. If a second one does no harm, say so for that call:
    //!
    //! ```text
    //! client.v1().orders().create(order).idempotent().send().await?;
    //! ```
    //!
    //! A DELETE that is made again may find that the first attempt has done it already. It then fails
    //! with status 404 after [several attempts](super::super::Error::attempts).
    //!
    //! If the answer has a `Retry-After` header, in seconds or as a date, the pause is at least that
    //! long. A pause for which the call's timeout leaves no time isn't made: the call fails with the
    //! error at hand.
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
    //! filled up by successes at a rate of twenty for every hundred. When it is empty, calls make one
    //! attempt each, so that a server in trouble isn't asked four times as often.
}

pub mod timeouts {
    //! How long a call takes at most, and how to cancel it.
    //!
    //! There are two limits, each on the [`ClientBuilder`](super::super::ClientBuilder) for all calls
    //! and on the [`Call`](super::super::Call) for one:
    //!
    //! - `timeout`: the whole call, with all attempts and the pauses between them. 2 minutes.
    //! - `attempt_timeout`: one attempt, from connecting to the end of the answer. 30 seconds. Sending the
    //!   body is a part of it, so [a large one](super::uploads) wants more.
    //!
    //! An answer that is read as it comes ([`download`](super::super::Call::download)) has
    //! `attempt_timeout` for its headers and then for each chunk, however long all of them take.
    //!
    //! ```text
    //! let check = client.v1().eligibility().fetch(sid).timeout(Duration::from_secs(5)).send().await?;
    //! ```
    //!
    //! Within an attempt, connecting may take 10 seconds: resolving the name, a proxy's tunnel and agreeing on
    //! the encryption included. What takes longer is no timeout, but an error for which
    //! [`is_connect`](super::super::Error::is_connect) holds: the server has seen nothing of the request, so
    //! that it is tried again whatever it does.
    //!
    //! A call that runs out of time later fails with an error for which
    //! [`is_timeout`](super::super::Error::is_timeout) holds. The server may have carried it out.
    //!
    //! To cancel a call, drop its future: the connection is closed, and no further attempt is made.
    //! Here too the server may have carried it out.
}

pub mod paging {
    //! Lists of any length.
    //!
    //! A call of an operation that answers one page of a list has two more ways to be made:
    //! [`items`](super::super::Call::items) gives the items across all pages, and
    //! [`pages`](super::super::Call::pages) whole pages. Both are streams, and need no crate for
    //! streams:
    //!
    //! ```text
    //! let mut orders = client.v1().orders().list().items().limit(500);
    //! while let Some(order) = orders.try_next().await? {
    //!     show(order);
    //! }
    //! ```
    //!
    //! Where an API says that a list goes on, in the page or in a `Link` header, its
    //! [`Paging`](super::super::Paging) knows.
    //!
    //! A page is asked for when its first item is, and not before. With the feature `blocking`,
    //! `.blocking()` makes either an iterator.
    //!
    //! # When something goes wrong
    //!
    //! A page that fails, after the retries that every call has, ends the list with its error; the
    //! items before it have come by then. [`next_page_token`](super::super::Items::next_page_token) leads to the
    //! page that failed, and [`resume_from`](super::super::Items::resume_from) goes on there, now or
    //! in another process.
    //!
    //! A list that leads back to a page that was there before ends with an error instead of never, as
    //! does one that leads to another server: the credentials go to the scheme, host and port of the
    //! call only ([`is_paging`](super::super::Error::is_paging)).
}

pub mod downloads {
    //! Answers of any size.
    //!
    //! [`send`](super::super::Call::send) reads an answer whole, up to
    //! [a limit](super::super::ClientBuilder::max_response_bytes). An answer that isn't JSON can be read
    //! as it comes instead, however large it is:
    //!
    //! ```text
    //! let mut document = client.v1().documents().fetch(sid).download().await?;
    //! while let Some(chunk) = document.try_next().await? {
    //!     file.write_all(&chunk)?;
    //! }
    //! ```
    //!
    //! [`Download`](super::super::Download) is a stream as well. With the feature `blocking`,
    //! `download_blocking` gives a reader.
    //!
    //! The call is tried again until the headers of a success are here. From then on a broken connection
    //! is an error, since what was read can't be taken back; ask for the rest, or for all of it, as the
    //! API allows. A transport of one's own holds the whole answer in memory, however large it is, unless it
    //! has [`stream`](super::super::Transport::stream).
}

pub mod uploads {
    //! Bodies and files of any size.
    //!
    //! A body that is bytes, and a file in a body of several parts, is a
    //! [`Body`](super::super::Body). Bytes and texts become one as they are. Anything else is read
    //! only while it is sent, and never held as a whole: a file on disk, what a reader reads, or the
    //! chunks of a stream.
    //!
    //! ```text
    //! let scan = Part::new("scan.pdf", Body::path("scan.pdf")).media_type("application/pdf");
    //! client.v1().documents().attach(sid, scan).send().await?;
    //!
    //! let export = Body::reader(None, move || table.export());
    //! client.v1().documents().create(export)
    //!     .attempt_timeout(Duration::from_secs(600))
    //!     .timeout(Duration::from_secs(1800))
    //!     .send()
    //!     .await?;
    //! ```
    //!
    //! Where the API takes a file or a text, [`Part::text`](super::super::Part::text) is the text. A body of
    //! several parts that the API's description doesn't name is a [`Form`](super::super::Form),
    //! which takes any: `Form::new().field("title", "Bill").file("scan", scan)`.
    //!
    //! Files and readers are read on a thread of their own, so that one that blocks holds up nothing but its
    //! own call.
    //!
    //! A reader or a stream is made anew for every attempt, by a function, and a file is opened anew. So
    //! the call is tried again like any other, and sends all of it again.
    //!
    //! The time limit of an attempt, 30 seconds, covers the sending. A large body wants a longer one, and
    //! the call one that is longer still, as above.
    //!
    //! What can't be opened or read, or has more or fewer bytes than were announced, ends the call with an
    //! error for which [`is_request_body`](super::super::Error::is_request_body) holds. The server then has
    //! a request without an end, which it won't carry out as if it were whole.
    //!
    //! Without a known length, a body is sent in chunks (`Transfer-Encoding: chunked`), and so is one that
    //! has such a file in it. Not every server takes that; give the length where it is known.
}

pub mod waiting {
    //! Calling until something is done.
    //!
    //! [`wait_until`](super::super::Call::wait_until) makes a call again and again, until its value is
    //! what one waits for:
    //!
    //! ```text
    //! let order = client.v1().orders().fetch(sid)
    //!     .wait_until(|order| order.status.is_final())
    //!     .interval(Duration::from_secs(5))
    //!     .deadline(Duration::from_secs(3600))
    //!     .send()
    //!     .await?;
    //! ```
    //!
    //! Pauses begin at 2 seconds, and each is half as long again as the one before, up to 30 seconds;
    //! a `Retry-After` header makes one longer. When the deadline has passed, 10 minutes if none is
    //! set, the error is one for which [`is_wait_timeout`](super::super::Error::is_wait_timeout) holds; it
    //! has the body of the last answer.
}

pub mod errors {
    //! What an error tells.
    //!
    //! Everything that can fail gives the same [`Error`](super::super::Error). Printed, it is one
    //! line which says what failed, how and why:
    //!
    //! ```text
    //! FetchOrder failed: 404 Not Found: The order was not found (code 20404, request RQ1)
    //! ```
    //!
    //! Ask it instead of reading that line:
    //!
    //! ```text
    //! match client.v1().orders().fetch(sid).send().await {
    //!     Ok(order) => show(order),
    //!     Err(error) if error.is_not_found() => show_nothing(),
    //!     Err(error) if error.code() == Some(20429) => slow_down(error.retry_after()),
    //!     Err(error) => return Err(error.into()),
    //! }
    //! ```
    //!
    //! - Nothing was sent: [`is_invalid_request`](super::super::Error::is_invalid_request), with all
    //!   that is wrong in [`violations`](super::super::Error::violations), and
    //!   [`is_configuration`](super::super::Error::is_configuration).
    //! - No answer came: [`is_connect`](super::super::Error::is_connect),
    //!   [`is_tls`](super::super::Error::is_tls),
    //!   [`is_timeout`](super::super::Error::is_timeout),
    //!   [`is_interrupted`](super::super::Error::is_interrupted),
    //!   [`is_protocol`](super::super::Error::is_protocol),
    //!   [`is_too_large`](super::super::Error::is_too_large), or
    //!   [`is_request_body`](super::super::Error::is_request_body) if what was to be sent couldn't be read.
    //! - The API refused the call: [`is_api`](super::super::Error::is_api), with
    //!   [`status`](super::super::Error::status), [`code`](super::super::Error::code),
    //!   [`message`](super::super::Error::message), [`more_info`](super::super::Error::more_info),
    //!   [`params`](super::super::Error::params) and
    //!   [`request_id`](super::super::Error::request_id); the rest of the body is in
    //!   [`raw_body`](super::super::Error::raw_body) and
    //!   [`body_as`](super::super::Error::body_as); the documentation of an operation names the types
    //!   that the API's description has for it.
    //! - The answer can't be read: [`is_decode`](super::super::Error::is_decode), with
    //!   [`json_path`](super::super::Error::json_path).
    //!
    //! Before a call is made again by hand,
    //! [`may_have_taken_effect`](super::super::Error::may_have_taken_effect) says whether that could
    //! do something twice.
}

pub mod drift {
    //! What happens when an answer isn't what the API's description says.
    //!
    //! Descriptions and servers part ways over time. A value or a property that the description
    //! doesn't have is no problem: it is kept where the type has a place for it. But a field may also
    //! hold something that its type can't, say a date in another form.
    //!
    //! If such a field is optional, it is absent from the value, and the rest of the answer is there.
    //! [`drift`](super::super::Response::drift) tells what was left out, and what it was; the feature
    //! `tracing` makes an event of each, without the value.
    //!
    //! ```text
    //! let response = client.v1().orders().fetch(sid).send_with_response().await?;
    //! for drift in response.drift() {
    //!     report(drift.path(), drift.expected());
    //! }
    //! ```
    //!
    //! `drift` on [`Items`](super::super::Items) and [`Pages`](super::super::Pages) tells it of the page
    //! at hand.
    //!
    //! If the field must be there, the nearest optional one around it is absent instead. An element of
    //! a list is never dropped, nor anything that has a list in it, and nothing is ever left out of a
    //! request. Where that leaves nothing to leave out, the call fails with an error for which
    //! [`is_decode`](super::super::Error::is_decode) holds.
    //!
    //! `strict` on a [`Call`](super::super::Call) or a
    //! [`ClientBuilder`](super::super::ClientBuilder) makes every such field an error.
}

pub mod security {
    //! Where credentials go, and where they never show.
    //!
    //! - They travel over https only. Plain http is for this machine itself, and for hosts that
    //!   [`allow_plain_http`](super::super::ClientBuilder::allow_plain_http) names. Through a proxy, which would
    //!   see all of it, it is for such hosts alone.
    //! - They go to the server of the call and nowhere else. Redirects aren't followed, but are an
    //!   error that says [where they pointed](super::super::Error::location). A link out of a
    //!   response is followed on the same scheme, host and port only, and never if it has a user name
    //!   in it, as `https://api.example.com@evil.example/` has.
    //! - An operation that the API's description declares as public gets none. Where the others differ
    //!   in what they take, each gets that and no more: the first of its alternatives that the client
    //!   has. A call without what it takes is not sent. What the description doesn't know, such as a
    //!   header of your own, goes along with every call.
    //! - A key goes where the description wants it. In a query it is a part of the URL, which servers
    //!   and proxies tend to write down; where there is a choice, a header is better.
    //! - `Debug` of client, response and error, `Display` of errors and whatever caused them show neither
    //!   credentials nor query values nor bodies. Of an error's body the API's message shows, or the
    //!   beginning of a page of HTML; all of it is in [`raw_body`](super::super::Error::raw_body).
    //!   `Debug` of a call shows its arguments, but for those that the API's description marks as
    //!   personal data. Spans of `tracing` have the template of a path instead of its values.
    //! - Secrets are wiped from memory when the last [`Credentials`](super::super::Credentials) that
    //!   hold them are dropped, and so is what the header that carries them is made of. The header itself
    //!   isn't, nor what the transport copies it into: that memory is freed as it is.
    //!
    //! What a caller puts into a path or a query is encoded so that it can't change the call, and what
    //! can't be encoded safely is refused. Bodies of responses are read up to
    //! [a limit](super::super::ClientBuilder::max_response_bytes) only.
}

pub mod testing {
    //! Testing without a network and without an account.
    //!
    //! With the feature `test-util`, the module `testing` has a `MockTransport`. It replies to each
    //! operation as its stubs say, and keeps what was sent:
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
    //! Tests alone need the feature, so it belongs to the `dev-dependencies`. Blocking calls are
    //! tested in the same way, with `blocking_transport`.
    //!
    //! # What is replied
    //!
    //! The replies of a stub are given in their order, each once; `always` repeats the last one.
    //!
    //! | | |
    //! |---|---|
    //! | `respond_with` | a value of the operation's answer |
    //! | `respond_example`, `respond_example_named` | an answer that the API's description shows, errors included. The documentation of the operation's type lists their names. |
    //! | `respond_pages` | pages of a list, each leading to the next |
    //! | `respond_json` | any status and any JSON |
    //! | `respond_to` | what a function makes of the request |
    //! | `respond` | any `MockResponse` |
    //!
    //! A `MockResponse` can be a status, JSON, a page of HTML, cut off or slow; a timeout, a refused or a
    //! broken connection; or lead to another server. A request for which there is no stub fails with an
    //! error that names it, and `assert_all_used` names the stubs with replies left over.
    //!
    //! # What was sent
    //!
    //! `assert_sent` compares path, query and body with those of an operation. `sent` and `sent_to`
    //! give the requests themselves, with each value in path, query and body by its name. A body that is
    //! read while it is sent is there as bytes.
    //!
    //! # Time
    //!
    //! The transport has a clock of its own: a test of retries, timeouts or waiting takes no time, and
    //! `pauses` says how long it would have been.
    //!
    //! # Values
    //!
    //! Every type of the API can be made in a test: `new` takes what must be there, `Default` is there
    //! where nothing must, all fields are public, and enums and identifiers are made of their text.
    //! `example` and `example_named` of `Exemplified` make values of the answers that the API's
    //! description shows:
    //!
    //! ```text
    //! let mut order = FetchOrder::example();
    //! order.status = Some(OrderStatus::Completed);
    //! assert!(is_finished(&order));
    //! ```
    //!
    //! To test against a server of one's own, set
    //! [`base_url`](super::super::ClientBuilder::base_url).
}

pub mod transports {
    //! Blocking calls, interceptors, tracing, and other HTTP libraries.
    //!
    //! - The feature `hyper`, on by default, carries async calls; it needs a Tokio runtime with timers and
    //!   I/O. Where there is none, calls fail with an error for which
    //!   [`is_configuration`](super::super::Error::is_configuration) holds. Several runtimes may share a
    //!   client: each has connections of its own. It speaks HTTP/1.1 and asks for nothing compressed, whatever
    //!   features of other crates are on.
    //! - The feature `blocking` adds `send_blocking` and `send_with_response_blocking` to every call, and needs
    //!   no runtime: a thread of the transport's own, which the first call starts, does what a runtime
    //!   does. Everything but the waiting is shared with async calls.
    //! - `ClientBuilder::proxy` sends all calls through a proxy, `Proxy::from_env` takes it from the
    //!   environment, and `ClientBuilder::root_certificates` trusts further certificates. All of this is
    //!   for async and blocking calls alike.
    //! - For HTTP/2, SOCKS or client certificates, the feature `reqwest` has a `ReqwestTransport`, which takes
    //!   a `reqwest::ClientBuilder` and follows no redirects. Set its `connect_timeout` yourself.
    //! - The feature `tracing` makes every call a span, with operation, method, path template, status,
    //!   attempt and request id.
    //! - A [`Interceptor`](super::super::Interceptor) sees every attempt, and can add headers to it.
    //! - A [`Transport`](super::super::Transport) of one's own can carry requests by any other
    //!   library, or wrap another transport. Without default features, nothing else is compiled. The
    //!   body of a request is a [`Body`](super::super::Body): most often
    //!   [bytes](super::super::Body::bytes), or else
    //!   [a stream](super::super::Body::into_stream).
    //! - The feature `tower` makes a transport of any `tower` service, and so puts middleware of that
    //!   ecosystem around another transport:
    //!
    //! ```text
    //! let transport = TowerTransport::around(HttpTransport::new()?, |service| {
    //!     ServiceBuilder::new().map_request(sign).service(service)
    //! });
    //! let client = Client::builder().credentials(credentials).transport(transport).build()?;
    //! ```
    //!
    //! - [`Client::request`](super::super::Client::request) calls what the crate has no operation for.
    //!
    //! # Encryption
    //!
    //! | feature | TLS |
    //! |---|---|
    //! | `rustls-aws-lc-rs` | by rustls on aws-lc-rs; on by default |
    //! | `rustls-ring` | by rustls on ring, which compiles in half the time |
    //! | `rustls-no-provider` | by rustls on the `CryptoProvider` that the program installs |
    //! | `native-tls` | by the library of the operating system; it is used if others are on, too |
    //!
    //! Without any of them, https is an error and only plain http works, as in tests or to a proxy on the same
    //! machine. A `CryptoProvider` that the program has installed for the process is used with each feature
    //! of rustls; none is ever installed by this crate.
    //!
    //! The features of rustls are shared by all crates of a program, and where both aws-lc-rs and ring are
    //! on, rustls can't choose: `rustls::ClientConfig::builder()` panics in code that relies on the choice.
    //! The default is therefore what rustls and reqwest have by default. A program whose rustls is on ring
    //! alone takes this crate with `default-features = false` and `rustls-ring` or `rustls-no-provider`.
}
