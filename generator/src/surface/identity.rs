//! Names for parts of a document that stay when its lists are reordered.
//!
//! An identity is a JSON pointer in which an element of a list has a name instead of an index, if it has
//! one: a parameter by its location and name, a reference by its target, a schema by its title.

use serde_json::Value;

/// Returns the identity of the part at a pointer.
#[must_use]
pub fn identity(document: &Value, pointer: &str) -> String {
    let mut here = Some(document);
    let mut written = String::new();
    for token in pointer.split('/').skip(1) {
        let token = unescape(token);
        let list = here.and_then(Value::as_array);
        let index = token.parse::<usize>().ok();
        let named = list.zip(index).and_then(|(list, index)| label(list, index));
        written.push('/');
        written.push_str(&escape(named.as_deref().unwrap_or(&token)));
        here = here.and_then(|value| child(value, &token));
    }
    written
}

/// Returns the pointer of the part with an identity, as far as the document has it.
#[must_use]
pub fn locate_identity(document: &Value, identity: &str) -> String {
    let mut here = document;
    let mut pointer = String::new();
    for token in identity.split('/').skip(1) {
        let token = unescape(token);
        let index = here.as_array().and_then(|list| {
            (0..list.len()).find(|&index| label(list, index).as_deref() == Some(&*token))
        });
        let token = index.map_or(token, |index| index.to_string());
        let Some(next) = child(here, &token) else {
            break;
        };
        pointer.push('/');
        pointer.push_str(&escape(&token));
        here = next;
    }
    pointer
}

fn child<'v>(value: &'v Value, token: &str) -> Option<&'v Value> {
    match value {
        Value::Array(list) => list.get(token.parse::<usize>().ok()?),
        value => value.get(token),
    }
}

/// Returns the name of an element, if no other one has it.
fn label(list: &[Value], index: usize) -> Option<String> {
    let name = own_label(list.get(index)?)?;
    let same = list.iter().filter_map(own_label);
    (same.filter(|other| *other == name).count() == 1).then_some(name)
}

fn own_label(value: &Value) -> Option<String> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    if let Some(reference) = text("$ref") {
        return Some(format!("${}", reference.rsplit('/').next()?));
    }
    match (text("in"), text("name")) {
        (Some(location), Some(name)) => Some(format!("{location}.{name}")),
        _ => Some(format!("\"{}\"", text("title")?)),
    }
}

fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn elements_of_lists_are_identified_by_their_names() {
        let document = json!({
            "parameters": [
                { "name": "size", "in": "query", "schema": {} },
                { "$ref": "#/components/parameters/Page" },
                { "type": "string" },
            ],
        });
        for (pointer, written) in [
            ("/parameters/0/schema", "/parameters/query.size/schema"),
            ("/parameters/1", "/parameters/$Page"),
            ("/parameters/2", "/parameters/2"),
        ] {
            assert_eq!(identity(&document, pointer), written);
            assert_eq!(locate_identity(&document, written), pointer);
        }
    }
}
