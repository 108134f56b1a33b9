//! An event as a parser finds it.

use std::error::Error;
use std::fmt;

use bytes::Bytes;

/// An event before its data is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Frame {
    /// The name of the event, if it has one.
    pub(super) name: Option<String>,
    /// The id of the event, if it has one.
    pub(super) id: Option<String>,
    /// The delay in milliseconds that the event sets, if it does.
    pub(super) retry: Option<u64>,
    pub(super) data: Bytes,
}

/// An event exceeds the maximum size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event exceeds the maximum size")
    }
}

impl Error for TooLarge {}
