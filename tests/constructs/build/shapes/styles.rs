//! How OpenAPI and RFC 6570 write the value of a parameter, without any code of the generator.

use serde_json::Value;

/// The part of a request that holds a value.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    Path,
    Query,
    Header,
    Cookie,
    /// A body with the media type `application/x-www-form-urlencoded`.
    Form,
    /// A body with the media type `multipart/form-data`.
    Multipart,
}

/// Stands for the boundary of a multipart body.
const BOUNDARY: &str = "BOUNDARY";

/// The value as JSON text, by `content` or the media type of a field.
pub(super) const JSON: &str = "json";

/// The value as plain text, by `content`.
pub(super) const PLAIN: &str = "plain";

impl Place {
    /// Returns the name of the place, which is OpenAPI's for a parameter.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Form => "form",
            Self::Multipart => "multipart",
        }
    }

    /// Returns what separates two pairs.
    fn separator(self) -> &'static str {
        match self {
            Self::Cookie => "; ",
            Self::Path | Self::Header | Self::Multipart => "",
            Self::Query | Self::Form => "&",
        }
    }

    /// Returns the style of a value without a declared one.
    fn default_style(self) -> &'static str {
        match self {
            Self::Path | Self::Header => "simple",
            Self::Query | Self::Cookie => "form",
            Self::Form | Self::Multipart => "field",
        }
    }

    fn encode(self, text: &str) -> String {
        match self {
            Self::Header | Self::Multipart => text.to_owned(),
            Self::Path | Self::Query | Self::Cookie | Self::Form => encode(text),
        }
    }
}

/// Returns the text in the request; none if the value contains what separates values in this style. A style that
/// is empty is the default.
pub(super) fn write(
    place: Place,
    (style, explode): (&str, Option<bool>),
    name: &str,
    value: &Value,
) -> Option<String> {
    let style = if style.is_empty() {
        place.default_style()
    } else {
        style
    };
    let explode = explode.unwrap_or(style == "form");
    let encode = |text: &str| place.encode(text);
    let parts = parts(value);
    let separator = match style {
        "simple" if place == Place::Header => ",",
        "spaceDelimited" => " ",
        "pipeDelimited" => "|",
        PLAIN if place == Place::Cookie => ";",
        _ => "",
    };
    if !separator.is_empty() && parts.contains(separator) {
        return None;
    }
    let pair = |text: String| match place {
        Place::Query | Place::Cookie | Place::Form => format!("{name}={text}"),
        Place::Multipart => part(name, "", &text),
        Place::Path | Place::Header => text,
    };
    Some(match style {
        JSON if place == Place::Multipart => part(name, "application/json", &value.to_string()),
        JSON => pair(encode(&value.to_string())),
        // A cookie is plain text as it is.
        PLAIN if place == Place::Cookie => pair(text(value)),
        PLAIN => pair(encode(&text(value))),
        "simple" => parts.join(",", explode, encode),
        "label" if explode => format!(".{}", parts.join(".", true, encode_dots)),
        "label" => format!(".{}", parts.join(",", false, encode)),
        "matrix" if explode => {
            let pairs = parts.pairs(name).into_iter();
            let pairs = pairs.map(|(name, text)| format!(";{name}={}", encode(&text)));
            pairs.collect()
        }
        "matrix" => format!(";{name}={}", parts.join(",", false, encode)),
        "form" if explode => {
            let pairs = parts.pairs(name).into_iter();
            let pairs = pairs.map(|(name, text)| format!("{name}={}", encode(&text)));
            pairs.collect::<Vec<_>>().join(place.separator())
        }
        "form" => pair(parts.join(",", false, encode)),
        "spaceDelimited" => pair(parts.join("%20", false, encode)),
        "pipeDelimited" => pair(parts.join("%7C", false, encode)),
        "deepObject" => {
            let pairs = parts.pairs(name).into_iter();
            let pairs = pairs.map(|(key, text)| format!("{name}%5B{key}%5D={}", encode(&text)));
            pairs.collect::<Vec<_>>().join(place.separator())
        }
        "field" if value.is_object() => return write(place, (JSON, None), name, value),
        "field" => {
            let texts = parts.pairs(name).into_iter();
            let texts = texts.map(|(_, text)| pair(encode(&text)));
            texts.collect::<Vec<_>>().join(place.separator())
        }
        style => unreachable!("OpenAPI has no style `{style}`"),
    })
}

fn part(name: &str, media_type: &str, text: &str) -> String {
    let media_type = match media_type {
        "" => String::new(),
        media_type => format!("\r\nContent-Type: {media_type}"),
    };
    format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{media_type}\r\n\r\n{text}\r\n"
    )
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
fn encode(text: &str) -> String {
    let encoded = text.bytes().map(|byte| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    });
    encoded.collect()
}

/// Percent-encodes dots, too, which RFC 6570 leaves to the caller where they are delimiters.
fn encode_dots(text: &str) -> String {
    encode(text).replace('.', "%2E")
}

/// The texts in a value.
enum Parts {
    One(String),
    Many(Vec<String>),
    Pairs(Vec<(String, String)>),
}

/// Returns the texts in a value. RFC 6570 ignores nulls.
fn parts(value: &Value) -> Parts {
    match value {
        Value::Array(items) => {
            let items = items.iter().filter(|item| !item.is_null());
            Parts::Many(items.map(text).collect())
        }
        Value::Object(members) => {
            let members = members.iter().filter(|(_, value)| !value.is_null());
            Parts::Pairs(members.map(|(key, of)| (key.clone(), text(of))).collect())
        }
        scalar => Parts::One(text(scalar)),
    }
}

fn text(scalar: &Value) -> String {
    match scalar {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl Parts {
    /// Whether the separator is in a text that it would divide.
    fn contains(&self, separator: &str) -> bool {
        match self {
            Self::One(text) => separator == ";" && text.contains(separator),
            Self::Many(texts) => texts.iter().any(|text| text.contains(separator)),
            Self::Pairs(pairs) => pairs.iter().any(|(_, text)| text.contains(separator)),
        }
    }

    fn join(&self, separator: &str, explode: bool, encode: impl Fn(&str) -> String) -> String {
        let equals = if explode { "=" } else { separator };
        let texts: Vec<_> = match self {
            Self::One(text) => vec![encode(text)],
            Self::Many(texts) => texts.iter().map(|text| encode(text)).collect(),
            Self::Pairs(pairs) => {
                let pairs = pairs.iter();
                let pairs = pairs.map(|(key, text)| format!("{key}{equals}{}", encode(text)));
                pairs.collect()
            }
        };
        texts.join(separator)
    }

    /// Returns each text with the name that it has when it stands alone.
    fn pairs(self, name: &str) -> Vec<(String, String)> {
        let named = |text| (name.to_owned(), text);
        match self {
            Self::One(text) => vec![named(text)],
            Self::Many(texts) => texts.into_iter().map(named).collect(),
            Self::Pairs(pairs) => pairs,
        }
    }
}
