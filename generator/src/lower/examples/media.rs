//! The examples of a media type.

use openapiv3::{Example as SourceExample, MediaType, OpenAPI, ReferenceOr};
use serde_json::Value;

use crate::diagnostics::Location;

/// An example as written in the document.
pub(super) struct Shown<'a> {
    /// The document's name for it, if it has one.
    pub(super) name: Option<&'a str>,
    pub(super) location: Location,
    pub(super) value: &'a Value,
}

/// Returns the examples of a media type.
pub(super) fn media_examples<'a>(
    api: &'a OpenAPI,
    media: &'a MediaType,
    location: &Location,
) -> Vec<Shown<'a>> {
    let only = media.example.iter().map(|value| Shown {
        name: None,
        location: location.join("example"),
        value,
    });
    let named = media.examples.iter().filter_map(|(name, example)| {
        Some(Shown {
            name: Some(name),
            location: location.join("examples").join(name).join("value"),
            value: example_value(api, example)?,
        })
    });
    only.chain(named).collect()
}

fn example_value<'a>(
    api: &'a OpenAPI,
    example: &'a ReferenceOr<SourceExample>,
) -> Option<&'a Value> {
    match example {
        ReferenceOr::Item(example) => example.value.as_ref(),
        ReferenceOr::Reference { reference } => {
            let name = reference.strip_prefix("#/components/examples/")?;
            match api.components.as_ref()?.examples.get(name)? {
                ReferenceOr::Item(example) => example.value.as_ref(),
                ReferenceOr::Reference { .. } => None,
            }
        }
    }
}
