//! The values in requests and responses: how each is read, written and checked.

pub(super) mod additional_properties;
pub(super) mod bounds;
pub(super) mod check;
pub(super) mod decode;
pub(super) mod first_pass;
pub(super) mod integer_enum;
pub(super) mod lenient;
pub(super) mod macros;
mod misfit;
mod node_reader;
pub(super) mod nullable;
mod number;
pub(super) mod object;
pub(super) mod open_enum;
pub(super) mod parse;
pub(super) mod pattern;
mod pointer;
mod read_error;
pub(super) mod reading;
mod recover;
pub(super) mod redacted;
pub mod rfc2822;
pub(super) mod sid;
pub(super) mod text;
mod tree;
pub(super) mod union;
pub(super) mod uri;
