//! The `Link` header (RFC 8288).

use http::HeaderMap;
use http::header::LINK;

/// Returns the target of the link to the next page as it is in the header: absolute or relative.
///
/// A parameter may contain characters beyond ASCII, such as a title.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    let mut values = headers.get_all(LINK).iter();
    values.find_map(|value| {
        let text = String::from_utf8_lossy(value.as_bytes());
        let next = Links(&text).find(Link::leads_on)?;
        Some(next.target.to_owned())
    })
}

/// A link: its target, and the text of its parameters.
struct Link<'a> {
    target: &'a str,
    parameters: &'a str,
}

impl Link<'_> {
    /// Whether the link leads from this page to the next. A link with an anchor doesn't begin at this
    /// page, and of several relations the first counts.
    fn leads_on(&self) -> bool {
        let parameters = || split(self.parameters, ';').filter_map(|text| text.split_once('='));
        let named = |wanted: &'static str| {
            parameters().find(move |(name, _)| name.trim().eq_ignore_ascii_case(wanted))
        };
        let relation = named("rel").map_or("", |(_, value)| value.trim().trim_matches('"'));
        let is_next = |kind: &str| kind.eq_ignore_ascii_case("next");
        named("anchor").is_none() && relation.split_ascii_whitespace().any(is_next)
    }
}

/// The links in the value of a header, up to the first syntax error.
struct Links<'a>(&'a str);

impl<'a> Iterator for Links<'a> {
    type Item = Link<'a>;

    fn next(&mut self) -> Option<Link<'a>> {
        let rest = self.0.trim_start_matches([' ', '\t', ',']);
        let (target, rest) = rest.strip_prefix('<')?.split_once('>')?;
        let parameters = split(rest, ',').next().unwrap_or_default();
        self.0 = rest.get(parameters.len()..).unwrap_or_default();
        Some(Link { target, parameters })
    }
}

/// Splits at a separator, except within quotes.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |c: char| {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = quoted,
            '"' => quoted = !quoted,
            _ => return c == separator && !quoted,
        }
        false
    })
}
