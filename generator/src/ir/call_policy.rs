//! The facts of an operation about its attempts: their repetition and their time.

/// The retries, time limits and idempotency of an operation's calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallPolicy {
    /// The header of the idempotency key.
    pub idempotency_key: Option<String>,
    /// Whether a call may be repeated, regardless of its method.
    pub idempotent: bool,
    /// The maximum number of attempts, including the first.
    pub max_attempts: Option<u32>,
    /// The time limit of a call, in seconds.
    pub timeout: Option<u32>,
    /// The time limit of an attempt, in seconds.
    pub attempt_timeout: Option<u32>,
}
