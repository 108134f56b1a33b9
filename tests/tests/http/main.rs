//! The generated crate over real HTTP: what it sends, and what it makes of what comes back.

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
mod webhooks;
