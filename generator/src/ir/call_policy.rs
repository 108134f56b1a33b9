//! The facts of an operation about its attempts: their repetition and their time.

/// How calls of an operation are repeated, and how long they may take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallPolicy {
    /// The header of the idempotency key.
    pub idempotency_key: Option<String>,
    /// Whether a call may be repeated whatever its method is.
    pub idempotent: bool,
    /// The maximum number of attempts, including the first.
    pub max_attempts: Option<u32>,
    /// The time limit of a call, in seconds.
    pub timeout: Option<u32>,
    /// The time limit of an attempt, in seconds.
    pub attempt_timeout: Option<u32>,
}

impl CallPolicy {
    /// The facts about repetition as text, if there are any.
    #[must_use]
    pub fn retries(&self) -> Option<String> {
        let idempotent = self.idempotent.then(|| "idempotent".to_owned());
        let attempts = self
            .max_attempts
            .map(|number| format!("at most {number} attempts"));
        joined(idempotent, attempts)
    }

    /// The time limits as text, if there are any.
    #[must_use]
    pub fn time_limits(&self) -> Option<String> {
        let attempt = self
            .attempt_timeout
            .map(|seconds| format!("{seconds} s for an attempt"));
        let call = self
            .timeout
            .map(|seconds| format!("{seconds} s for a call"));
        joined(attempt, call)
    }
}

fn joined(first: Option<String>, second: Option<String>) -> Option<String> {
    let both: Vec<_> = first.into_iter().chain(second).collect();
    (!both.is_empty()).then(|| both.join(", "))
}
