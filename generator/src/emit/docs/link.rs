//! The destinations of links.

use std::fmt::Write as _;
use std::mem;
use std::rc::Rc;

/// The schemes that lead somewhere from a page of documentation. Any other, and any relative URL,
/// was meant for the vendor's site.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// Returns a URL as written in Markdown, both as a link's destination and between angle brackets.
/// `None` if it leads nowhere from here.
pub(super) fn target(url: &str) -> Option<Rc<str>> {
    let url = url.trim();
    let rest = SCHEMES.iter().find_map(|scheme| after(url, scheme))?;
    rest.starts_with(|c: char| !c.is_whitespace())
        .then(|| encoded(url).into())
}

/// Returns the address alone, if the text of a link is its address: such a link is written `<…>`.
pub(super) fn plain<'a>(target: &'a str, text: &str) -> Option<&'a str> {
    let address = target
        .strip_prefix("mailto:")
        .filter(|address| is_address(address));
    [Some(target), address]
        .into_iter()
        .flatten()
        .find(|plain| *plain == text)
}

/// Returns the text after a scheme, in upper or lower case.
fn after<'a>(url: &'a str, scheme: &str) -> Option<&'a str> {
    let start = url.get(..scheme.len())?;
    start
        .eq_ignore_ascii_case(scheme)
        .then_some(url.get(scheme.len()..)?)
}

/// Returns an address that Markdown takes for one between angle brackets.
fn is_address(text: &str) -> bool {
    let is_word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphanumeric())
            && part.ends_with(|c: char| c.is_ascii_alphanumeric())
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'))
    };
    text.split_once('@').is_some_and(|(user, host)| {
        is_word(user)
            && host
                .split('.')
                .all(|label| is_word(label) && !label.contains(['_', '+']))
    })
}

/// Returns the URL with everything percent-encoded that would end it, or that means something to
/// Markdown. Parentheses in pairs need no escape, and a semicolon where no entity can end with it.
fn encoded(url: &str) -> String {
    let has_pairs = is_balanced(url);
    let has_entity = url.contains('&');
    let is_special = |c: char| match c {
        '(' | ')' => !has_pairs,
        ';' => has_entity,
        '<' | '>' | '"' | '\\' | '`' | '|' | '^' | '*' => true,
        _ => c.is_whitespace() || c.is_control(),
    };
    let mut encoded = String::with_capacity(url.len());
    for c in url.chars() {
        if is_special(c) {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a string can't fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        } else {
            encoded.push(c);
        }
    }
    encoded
}

/// Whether each parenthesis has its counterpart, and none is inside another: Markdown allows
/// only so many of those.
fn is_balanced(url: &str) -> bool {
    let mut is_open = false;
    url.chars().all(|c| match c {
        '(' => !mem::replace(&mut is_open, true),
        ')' => mem::replace(&mut is_open, false),
        _ => true,
    }) && !is_open
}
