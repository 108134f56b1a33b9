//! The generated crate over real HTTP: its requests, and its handling of responses.

mod bulk_orders;
mod eligibility;
mod errors;
mod failures;
mod paging;
mod paths;
mod porting;
mod raw_request;
mod rejected;
mod requests;
mod retries;
mod secrets;
mod signing_requests;
mod uploads;
mod webhooks;
