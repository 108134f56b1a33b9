//! Media types: the encodings that they stand for, and the choice of one.

use indexmap::IndexMap;
use openapiv3::MediaType;

use crate::ir::BodyEncoding;

/// The media type that is understood best, with its description.
pub(in crate::lower) fn preferred(
    content: &IndexMap<String, MediaType>,
) -> Option<(&str, &MediaType)> {
    let rank = |content_type: &str| match encoding_of(content_type) {
        BodyEncoding::Json if content_type.starts_with("application/json") => 0,
        BodyEncoding::Json => 1,
        BodyEncoding::Form => 2,
        BodyEncoding::Multipart => 3,
        BodyEncoding::Text => 4,
        BodyEncoding::Binary => 5,
    };
    let media = content
        .iter()
        .min_by_key(|(content_type, _)| rank(content_type))?;
    Some((media.0.as_str(), media.1))
}

/// Whether a text can be sent as a header.
pub(in crate::lower) fn is_header_value(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

/// The media type that is chosen, and the others whose schemas are other ones, in words.
pub(in crate::lower) fn other_schemas(
    content: &IndexMap<String, MediaType>,
) -> Option<(String, String)> {
    let (kept, media) = preferred(content)?;
    let left = content.iter();
    let left = left.filter(|(_, other)| other.schema != media.schema);
    let left: Vec<_> = left.map(|(name, _)| format!("`{name}`")).collect();
    (!left.is_empty()).then(|| (kept.to_owned(), left.join(", ")))
}

pub(in crate::lower) fn encoding_of(content_type: &str) -> BodyEncoding {
    let essence = content_type
        .split(';')
        .next()
        .unwrap_or(content_type)
        .trim();
    let essence = essence.to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" | "*/*" => BodyEncoding::Json,
        "application/x-www-form-urlencoded" => BodyEncoding::Form,
        "multipart/form-data" => BodyEncoding::Multipart,
        essence if essence.ends_with("+json") => BodyEncoding::Json,
        essence if essence.starts_with("text/") || essence.ends_with("xml") => BodyEncoding::Text,
        _ => BodyEncoding::Binary,
    }
}
