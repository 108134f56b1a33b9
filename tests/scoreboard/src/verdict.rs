//! The verdict on a behaviour.

use std::fmt;
use std::io;
use std::str::FromStr;

use crate::adapter::{CallError, Failure, Outcome};

/// The verdict on a behaviour of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The client behaves so.
    Pass,
    /// The client behaves otherwise.
    Fail(String),
    /// The generated crate has no such call or setting.
    Unsupported(String),
}

/// The result of a check.
pub(crate) type Checked = Result<(), Shortfall>;

/// The reason why a check does not pass.
#[derive(Debug)]
pub(crate) enum Shortfall {
    /// The client behaves otherwise.
    Fails(String),
    /// The generated crate has no such call or setting.
    Unsupported(String),
}

impl Shortfall {
    pub(crate) fn fails(reason: impl Into<String>) -> Self {
        Self::Fails(reason.into())
    }
}

impl From<Failure> for Shortfall {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unsupported(reason) => Self::Unsupported(reason.to_owned()),
            Failure::Call(error) => Self::Fails(format!("the call fails: {}", error.message)),
        }
    }
}

impl From<io::Error> for Shortfall {
    fn from(error: io::Error) -> Self {
        Self::Fails(format!("the test server fails: {error}"))
    }
}

/// Expects a value.
pub(crate) fn expect<T: PartialEq + fmt::Debug>(found: T, expected: T) -> Checked {
    match found == expected {
        true => Ok(()),
        false => Err(Shortfall::Fails(format!(
            "expected {expected:?}, found {found:?}"
        ))),
    }
}

/// Expects a condition; otherwise, the reason says what happened instead.
pub(crate) fn ensure(holds: bool, reason: impl Into<String>) -> Checked {
    match holds {
        true => Ok(()),
        false => Err(Shortfall::fails(reason)),
    }
}

/// Passes whether a call fails or not, as long as the crate has it.
pub(crate) fn attempted<T>(outcome: Outcome<T>) -> Checked {
    match outcome {
        Err(unsupported @ Failure::Unsupported(_)) => Err(unsupported.into()),
        Ok(_) | Err(Failure::Call(_)) => Ok(()),
    }
}

/// Expects that a call fails, and returns its error.
pub(crate) fn failed<T>(outcome: Outcome<T>) -> Result<CallError, Shortfall> {
    match outcome {
        Err(Failure::Call(error)) => Ok(error),
        Err(unsupported) => Err(unsupported.into()),
        Ok(_) => Err(Shortfall::fails("the call succeeds")),
    }
}

impl Verdict {
    pub(crate) fn of(checked: Checked) -> Self {
        match checked {
            Ok(()) => Self::Pass,
            Err(Shortfall::Fails(reason)) => Self::Fail(reason),
            Err(Shortfall::Unsupported(reason)) => Self::Unsupported(reason),
        }
    }

    /// Returns the reason, if the client does not behave so.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Pass => None,
            Self::Fail(reason) | Self::Unsupported(reason) => Some(reason),
        }
    }
}

/// Writes the verdict and its reason on one line.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        match self {
            Self::Pass => f.write_str("pass"),
            Self::Fail(reason) => write!(f, "fail: {}", one_line(reason)),
            Self::Unsupported(reason) => write!(f, "unsupported: {}", one_line(reason)),
        }
    }
}

/// Reads what [`Display`](fmt::Display) writes.
impl FromStr for Verdict {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(": ") {
            None if text == "pass" => Ok(Self::Pass),
            Some(("fail", reason)) => Ok(Self::Fail(reason.to_owned())),
            Some(("unsupported", reason)) => Ok(Self::Unsupported(reason.to_owned())),
            _ => Err(format!("expected a verdict, found {text:?}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_written_and_read() {
        let verdicts = [
            Verdict::Pass,
            Verdict::Fail("expected 1, found 2".to_owned()),
            Verdict::Unsupported("no setting: none at all".to_owned()),
        ];
        for verdict in verdicts {
            assert_eq!(verdict.to_string().parse(), Ok(verdict));
        }
        assert_eq!(
            Verdict::Fail("two\n  lines".to_owned()).to_string(),
            "fail: two lines"
        );
        assert!("perhaps".parse::<Verdict>().is_err());
    }
}
