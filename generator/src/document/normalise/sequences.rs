//! Rules for media types whose bodies are sequences of items: server-sent events, and sequences of JSON.

use serde_json::{Map, Value, json};

use super::walk::Walk;
use crate::diagnostics::Location;
use crate::document::problem::ShapeProblem;
use crate::document::sequence::Sequence;

/// The mark of a media type whose schema describes one item, in a normalised document.
pub(in crate::document) const ITEM_SCHEMA: &str = "x-sdksmith-item-schema";

/// Makes the schema of the items that of the media type, which is marked. One of a media type without items
/// is reported.
pub(super) fn settle_item_schema(
    walk: &mut Walk<'_>,
    media: &mut Map<String, Value>,
    location: &Location,
) {
    let Some(items) = media.shift_remove("itemSchema") else {
        return;
    };
    let own = location.join("itemSchema");
    // The content type is where the media type is used, not where a reference finds it.
    if !is_sequence(walk.targets.holder(location)) {
        let problem = ShapeProblem::Lossy {
            keyword: "itemSchema",
            consequence: "callers read the items as bytes or text",
        };
        walk.report(&own, problem);
        return;
    }
    walk.targets.origins.note(location.join("schema"), own);
    media.insert("schema".to_owned(), items);
    media.insert(ITEM_SCHEMA.to_owned(), true.into());
}

/// Whether the media type at a location is one of a sequence whose items are read one by one.
fn is_sequence(location: &Location) -> bool {
    let content_type = location.pointer.tokens().last();
    content_type.is_some_and(|content_type| Sequence::of(&content_type).is_some())
}

/// Makes the schema of the content that of the data of a server-sent event, which is read as JSON.
pub(super) fn describe_event_data(
    walk: &mut Walk<'_>,
    schema: &mut Map<String, Value>,
    location: &Location,
) {
    if !walk.event_data.contains(location) {
        return;
    }
    let Some(content) = schema.shift_remove("contentSchema") else {
        return;
    };
    schema.retain(|keyword, _| matches!(keyword.as_str(), "description" | "deprecated"));
    schema.insert("allOf".to_owned(), json!([content]));
    let part = location.join("allOf").join(0usize);
    walk.targets
        .origins
        .note(part, location.join("contentSchema"));
}
