//! The tokens of `serde_json`: its own types pass a text through other formats as an object, with the text under a
//! token.

use serde_json::{Map, Value};

use super::tree::Tree;

/// The token for a number with all its digits.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// The token for JSON as it is written, which is also the name of the type that holds it.
pub(super) const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// Returns the object with a text under a token.
pub(super) fn object(token: &str, text: &str) -> Tree {
    let object = Map::from_iter([(token.to_owned(), Value::from(text))]);
    Tree::of(&Value::Object(object))
}
