//! The HTML that descriptions contain: tokens, and what a tag means here.

use std::rc::Rc;

use super::link;
use super::tree::Group;

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, with its entities as written.
    Text(&'a str),
    /// A tag.
    Tag(Tag<'a>),
}

/// An opening or closing tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// The tag as written in the source, with its angle brackets.
    pub(super) source: &'a str,
    /// The name as it is written.
    pub(super) name: &'a str,
    /// Whether it is a closing tag.
    pub(super) closes: bool,
}

/// The effect of a tag on the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The line ends.
    Break,
    /// A paragraph starts or ends.
    Paragraph,
    /// A paragraph that is a heading.
    Heading,
    /// Bold text.
    Strong,
    /// Italic text.
    Emphasis,
    /// Code in running text.
    Code,
    /// Lines of code.
    Preformatted,
    /// A link to `href`.
    Link,
    /// A picture at `src`, which `alt` describes.
    Image,
    /// A list, a quotation, a table, or a part of one.
    Group(Group),
    /// A tag without a meaning: only its content counts.
    Transparent,
    /// Its content isn't meant to be read.
    Hidden,
    /// No HTML, but a placeholder between angle brackets.
    Placeholder,
}

impl Tag<'_> {
    /// Returns the meaning of the tag. A name in mixed case is a placeholder: nobody writes HTML that way, but
    /// documents have `<Address>` and `<Code>`.
    pub(super) fn meaning(&self) -> Meaning {
        let is_mixed = self.name.contains(|c: char| c.is_ascii_lowercase())
            && self.name.contains(|c: char| c.is_ascii_uppercase());
        if is_mixed {
            Meaning::Placeholder
        } else {
            meaning(&self.name.to_ascii_lowercase())
        }
    }

    /// Returns the destination of an attribute, if it has one.
    pub(super) fn target(&self, name: &str) -> Option<Rc<str>> {
        self.attribute(name).and_then(|url| link::target(&url))
    }

    /// Returns the value of an attribute, its entities decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.source.get(1 + self.name.len()..)?;
        while let Some((before, after)) = rest.split_once('=') {
            let (value, tail) = value(after.trim_start());
            if before
                .split_whitespace()
                .last()
                .is_some_and(|key| key.eq_ignore_ascii_case(name))
            {
                return Some(decoded(value));
            }
            rest = tail;
        }
        None
    }
}

fn meaning(name: &str) -> Meaning {
    match name {
        "br" => Meaning::Break,
        "p" | "div" | "section" | "article" | "header" | "footer" | "center" | "details"
        | "figure" | "figcaption" | "caption" | "hr" | "dl" | "dd" => Meaning::Paragraph,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "summary" => Meaning::Heading,
        "b" | "strong" => Meaning::Strong,
        "i" | "em" => Meaning::Emphasis,
        "code" | "tt" | "kbd" | "samp" => Meaning::Code,
        "pre" => Meaning::Preformatted,
        "a" => Meaning::Link,
        "img" => Meaning::Image,
        "blockquote" => Meaning::Group(Group::Quote),
        "ul" | "menu" => Meaning::Group(Group::List(None)),
        "ol" => Meaning::Group(Group::List(Some(1))),
        "li" => Meaning::Group(Group::Item),
        "table" => Meaning::Group(Group::Table),
        "tr" => Meaning::Group(Group::Row),
        "td" | "th" => Meaning::Group(Group::Cell),
        "span" | "font" | "small" | "big" | "sub" | "sup" | "u" | "s" | "del" | "ins" | "mark"
        | "abbr" | "cite" | "q" | "nobr" | "wbr" | "thead" | "tbody" | "tfoot" | "colgroup"
        | "col" | "html" | "body" => Meaning::Transparent,
        "script" | "style" | "iframe" | "svg" => Meaning::Hidden,
        _ => Meaning::Placeholder,
    }
}

/// Returns the tokens of a piece of HTML. Comments, declarations and processing instructions are
/// left out.
pub(super) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut text, mut at) = (0, 0);
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        let rest = html.get(start..).unwrap_or_default();
        let tag = tag(rest);
        let Some(length) = tag.map(|tag| tag.source.len()).or_else(|| ignored(rest)) else {
            at = start + 1;
            continue;
        };
        tokens.extend(html.get(text..start).map(Token::Text));
        tokens.extend(tag.map(Token::Tag));
        at = start + length;
        text = at;
    }
    tokens.extend(html.get(text..).map(Token::Text));
    tokens.retain(|token| *token != Token::Text(""));
    tokens
}

/// Returns the tag at the start of a text.
pub(super) fn tag(text: &str) -> Option<Tag<'_>> {
    let inner = text.strip_prefix('<')?;
    let (closes, inner) = inner
        .strip_prefix('/')
        .map_or((false, inner), |inner| (true, inner));
    let length = inner
        .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.'))
        .unwrap_or(inner.len());
    let (name, rest) = inner.split_at(length);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = text.len() - rest.len() + end_of_tag(rest)?;
    Some(Tag {
        source: text.get(..end)?,
        name,
        closes,
    })
}

/// Returns the end of the tag whose name ends before `rest`: past the first `>` outside quotes.
fn end_of_tag(rest: &str) -> Option<usize> {
    if !rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '/' | '>')) {
        return None;
    }
    let mut quote = None;
    for (index, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(index + 1),
            (None, '<') => return None,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// Returns the length of a comment, a declaration or a processing instruction at the start of a
/// text.
fn ignored(text: &str) -> Option<usize> {
    let end = match text {
        _ if text.starts_with("<!--") => "-->",
        _ if text.starts_with("<!") || text.starts_with("<?") => ">",
        _ => return None,
    };
    Some(text.find(end).map_or(text.len(), |start| start + end.len()))
}

/// Returns an attribute's value, and what follows it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    let end = text
        .find(|c: char| c.is_whitespace() || c == '>')
        .unwrap_or(text.len());
    text.split_at(end)
}

/// Returns a text with its most common entities decoded, for the locations that the Markdown parser
/// leaves alone: attributes and preformatted text.
pub(super) fn decoded(text: &str) -> String {
    const ENTITIES: [(&str, &str); 7] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ];
    ENTITIES
        .iter()
        .fold(text.to_owned(), |text, (entity, c)| text.replace(entity, c))
}
