//! The values in requests and responses: how each is read, written and checked.

pub(super) mod bounds;
pub(super) mod check;
pub(super) mod integer_enum;
pub(super) mod lenient;
pub(super) mod macros;
pub(super) mod nullable;
pub(super) mod object;
pub(super) mod open_enum;
pub(super) mod pattern;
pub(super) mod redacted;
pub mod rfc2822;
pub(super) mod sid;
pub(super) mod text;
pub(super) mod union;
pub(super) mod uri;
