//! Media types: the encodings that they stand for, and the choice of one.

use indexmap::IndexMap;
use openapiv3::MediaType;

use crate::diagnostics::Location;
use crate::document::sequence::Sequence;
use crate::ir::{BodyEncoding, Framing};
use crate::lower::context::Lowering;
use crate::lower::problem::LowerProblem;

use super::headers::is_token;

/// Returns the preferred media type, with its description.
pub(in crate::lower) fn preferred(
    content: &IndexMap<String, MediaType>,
) -> Option<(&str, &MediaType)> {
    let rank = |content_type: &str| match encoding_of(content_type) {
        // A sequence is never what a caller of one value expects.
        _ if is_sequence(content_type) => 6,
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

/// Returns the media type that requests have: a range or an invalid media type is replaced and reported.
pub(super) fn sent(lowering: &mut Lowering<'_>, content_type: &str, location: &Location) -> String {
    let content_type = content_type.trim();
    let is_any = essence_of(content_type) == "*/*";
    if is_any || !is_media_type(content_type) || content_type.contains('*') {
        let sent = match encoding_of(content_type) {
            BodyEncoding::Json => "application/json",
            BodyEncoding::Text if content_type.ends_with("xml") => "application/xml",
            BodyEncoding::Text => "text/plain",
            BodyEncoding::Form | BodyEncoding::Multipart | BodyEncoding::Binary => {
                "application/octet-stream"
            }
        };
        if !is_media_type(content_type) {
            let found = content_type.to_owned();
            lowering.report(location, LowerProblem::MediaType { found });
        } else if !is_any {
            let range = content_type.to_owned();
            lowering.report(location, LowerProblem::MediaTypeRange { range, sent });
        }
        return sent.to_owned();
    }
    content_type.to_owned()
}

/// Whether a text is a media type or a range of them, apart from its parameters (RFC 9110).
pub(super) fn is_media_type(text: &str) -> bool {
    let essence = essence_of(text);
    let parts = essence.split_once('/');
    is_header_value(text) && parts.is_some_and(|(kind, name)| is_token(kind) && is_token(name))
}

/// Whether a text can be sent as a header.
pub(in crate::lower) fn is_header_value(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

/// Returns the chosen media type, if the content has it, else the preferred one.
pub(in crate::lower) fn chosen<'c>(
    content: &'c IndexMap<String, MediaType>,
    choice: Option<&str>,
) -> Option<(&'c str, &'c MediaType)> {
    let found = choice.and_then(|choice| content.get_key_value(choice));
    let found = found.map(|(name, media)| (name.as_str(), media));
    found.or_else(|| preferred(content))
}

/// Returns the media type without its parameters, in lower case.
pub(super) fn essence_of(content_type: &str) -> String {
    let essence = content_type.split(';').next().unwrap_or(content_type);
    essence.trim().to_ascii_lowercase()
}

/// Whether a body of this media type is a sequence that may have no end.
pub(super) fn is_sequence(content_type: &str) -> bool {
    framing_of(content_type).is_some()
}

/// How a sequence of this media type is divided.
pub(super) fn framing_of(content_type: &str) -> Option<Framing> {
    Some(match Sequence::of(content_type)? {
        Sequence::ServerSentEvents => Framing::ServerSentEvents,
        Sequence::JsonLines => Framing::JsonLines,
        Sequence::JsonTexts => Framing::JsonSequence,
    })
}

/// Whether a value of this media type is a text of another form than plain text.
pub(super) fn is_other_text(media_type: &str) -> bool {
    encoding_of(media_type) == BodyEncoding::Text && essence_of(media_type) != "text/plain"
}

pub(in crate::lower) fn encoding_of(content_type: &str) -> BodyEncoding {
    let essence = essence_of(content_type);
    match essence.as_str() {
        "application/json" | "text/json" | "*/*" => BodyEncoding::Json,
        "application/x-www-form-urlencoded" => BodyEncoding::Form,
        "multipart/form-data" => BodyEncoding::Multipart,
        essence if essence.ends_with("+json") => BodyEncoding::Json,
        essence if essence.starts_with("text/") || essence.ends_with("xml") => BodyEncoding::Text,
        _ => BodyEncoding::Binary,
    }
}
