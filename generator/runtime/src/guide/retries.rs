//! The calls that are retried, and those that never are.
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
//! A status counts even if the rest of the response doesn't arrive. A 503 alone doesn't prove that nothing
//! was done, because proxies respond with it if a connection broke after the server had the request. A 503
//! with `Retry-After` does, and so does a status that the API
//! [declares](super::super::ErrorMeaning::unprocessed) as unprocessed.
//!
//! The client therefore never repeats a POST that may have been carried out. If a repetition is harmless,
//! declare the call idempotent:
//!
//! ```text
//! call.idempotent().send().await?;
//! ```
//!
//! A call with an [idempotency key](super::calls#idempotency-keys) is idempotent, too. So is a call of an
//! operation that the API's description declares idempotent.
//!
//! Status 401 is retried once, regardless of the policy, if the credentials come from a
//! [provider](super::credentials) that supplies new ones.
//!
//! A DELETE that is repeated although the first attempt succeeded fails with status 404
//! after [several attempts](super::super::Error::attempts).
//!
//! If the response has a `Retry-After` header, in seconds or as a date of the server's clock, the delay
//! is at least that long. If the delay would exceed the call's timeout, the call fails at once with the error
//! of the attempt. If that timeout ends during a later attempt, the call fails with the error of the previous
//! attempt, for which [`is_timeout`](super::super::Error::is_timeout) then holds as well.
//!
//! # Changing the policy
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
