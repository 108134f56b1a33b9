//! The statuses of responses, and which of them are successes.

use std::fmt;

use openapiv3::{Operation as SourceOperation, ReferenceOr, Response, StatusCode};

use crate::ir::Candidate;

/// The key of a response.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum ResponseKey<'d> {
    /// A status, or a class of them.
    Declared(&'d StatusCode),
    /// Any status that is not declared.
    Default,
}

impl ResponseKey<'_> {
    /// Returns the first and the last status that the key stands for among successes.
    pub(in crate::lower) fn range(self) -> (u16, u16) {
        match self {
            Self::Declared(StatusCode::Code(code)) => (*code, *code),
            Self::Declared(StatusCode::Range(class)) => (class * 100, class * 100 + 99),
            Self::Default => (200, 299),
        }
    }

    pub(super) fn is_class(self) -> bool {
        let (first, last) = self.range();
        first != last
    }

    /// Returns the status, if it is a redirect.
    pub(super) fn redirect(self) -> Option<u16> {
        match self {
            Self::Declared(StatusCode::Code(code @ 300..400)) => Some(*code),
            _ => None,
        }
    }

    /// Returns the name of the variant: the reason phrase, `Created`, or one made of the number.
    pub(super) fn candidate(self) -> Candidate {
        let name = match self {
            Self::Declared(StatusCode::Code(code)) => {
                reason_phrase(*code).map_or_else(|| format!("status {code}"), str::to_owned)
            }
            Self::Declared(_) | Self::Default => "success".to_owned(),
        };
        Candidate { wanted: vec![name] }
    }
}

impl fmt::Display for ResponseKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declared(status) => status.fmt(f),
            Self::Default => f.write_str("default"),
        }
    }
}

/// Returns the responses that count as success: 2XX; else redirects; else `default`.
pub(in crate::lower) fn successes(
    source: &SourceOperation,
) -> Vec<(ResponseKey<'_>, &ReferenceOr<Response>)> {
    let declared = |class: u16| {
        let within = move |status: &StatusCode| match status {
            StatusCode::Code(code) => code / 100 == class,
            StatusCode::Range(range) => *range == class,
        };
        let responses = source.responses.responses.iter();
        let found = responses.filter(move |(status, _)| within(status));
        let found = found.map(|(status, response)| (ResponseKey::Declared(status), response));
        Some(found.collect::<Vec<_>>()).filter(|found| !found.is_empty())
    };
    declared(2).or_else(|| declared(3)).unwrap_or_else(|| {
        let default = source.responses.default.iter();
        default
            .map(|response| (ResponseKey::Default, response))
            .collect()
    })
}

/// Returns the reason phrase of a status that a successful response can have.
fn reason_phrase(status: u16) -> Option<&'static str> {
    Some(match status {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi status",
        208 => "already reported",
        300 => "multiple choices",
        301 => "moved permanently",
        302 => "found",
        303 => "see other",
        304 => "not modified",
        307 => "temporary redirect",
        308 => "permanent redirect",
        _ => return None,
    })
}
