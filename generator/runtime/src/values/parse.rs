//! Parses JSON as a [`Tree`], in one pass over its text.

use serde::de::Error as _;
use serde_json::value::RawValue;

use super::tree::{Content, Key, NodeId, Position, ROOT, Tree};

/// The number of lists and objects around each other that are read, the same as serde_json's.
const MAX_DEPTH: usize = 127;

/// Parses JSON.
///
/// # Errors
///
/// If the text isn't JSON. Numbers may have any size, and texts half of a surrogate pair.
pub(crate) fn parse(json: &[u8]) -> Result<Tree, serde_json::Error> {
    // From here on the syntax is known to be valid.
    let json = str::from_utf8(json).map_err(serde_json::Error::custom)?;
    let json: &RawValue = serde_json::from_str(json)?;
    let mut parser = Parser {
        json: json.get(),
        at: 0,
        tree: Tree::default(),
    };
    parser.value(ROOT, Position::Root, MAX_DEPTH);
    Ok(parser.tree)
}

struct Parser<'a> {
    json: &'a str,
    at: usize,
    tree: Tree,
}

impl<'a> Parser<'a> {
    fn value(&mut self, parent: NodeId, position: Position, depth: usize) -> NodeId {
        let id = self.tree.add(parent, position);
        let content = match (self.next(), depth.checked_sub(1)) {
            (Some(b'{' | b'['), None) => Content::TooDeep(self.skip_nested().into()),
            (Some(b'{'), Some(depth)) => Content::Object(self.entries(id, depth)),
            (Some(b'['), Some(depth)) => Content::List(self.items(id, depth)),
            (Some(b'"'), _) => {
                let json = self.text();
                match unescape(json) {
                    Some(text) => Content::Text(text),
                    None => Content::InvalidText(json.into()),
                }
            }
            _ => scalar(self.take(|byte| !matches!(byte, b',' | b']' | b'}') && !is_space(byte))),
        };
        self.tree.fill(id, content);
        id
    }

    fn items(&mut self, list: NodeId, depth: usize) -> Vec<NodeId> {
        let mut items = Vec::new();
        while self.enter(b']') {
            items.push(self.value(list, Position::Index(items.len()), depth));
        }
        items
    }

    fn entries(&mut self, object: NodeId, depth: usize) -> Vec<NodeId> {
        let mut entries = Vec::new();
        while self.enter(b'}') {
            let json = self.text();
            let key = match unescape(json) {
                Some(text) => Key::new(&text),
                None => Key::invalid(json),
            };
            self.next();
            self.at += 1;
            entries.push(self.value(object, Position::Entry(key), depth));
        }
        entries
    }

    /// Advances over an opening bracket or a comma, to the next value. Returns whether there is one
    /// before the closing bracket.
    fn enter(&mut self, closing: u8) -> bool {
        if self.next() != Some(closing) {
            self.at += 1;
        }
        match self.next() {
            Some(byte) if byte != closing => true,
            _ => {
                self.at += 1;
                false
            }
        }
    }

    /// Returns the next byte that isn't white space, without advancing beyond it.
    fn next(&mut self) -> Option<u8> {
        self.take(is_space);
        self.json.as_bytes().get(self.at).copied()
    }

    /// Advances over all bytes that fulfil the condition, and returns them.
    fn take(&mut self, is_part: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.json.get(self.at..).unwrap_or_default();
        let length = rest.bytes().position(|byte| !is_part(byte));
        let (part, _) = rest.split_at(length.unwrap_or(rest.len()));
        self.at += part.len();
        part
    }

    /// Advances over a text and returns it with its quotes.
    fn text(&mut self) -> &'a str {
        let start = self.at;
        self.next();
        self.at += 1;
        loop {
            self.take(|byte| byte != b'"' && byte != b'\\');
            match self.json.as_bytes().get(self.at) {
                Some(b'\\') => self.at += 2,
                _ => break,
            }
        }
        self.at += 1;
        self.json
            .get(start..self.at)
            .unwrap_or_default()
            .trim_ascii_start()
    }

    /// Advances over a list or object and returns it.
    fn skip_nested(&mut self) -> &'a str {
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(byte) = self.next() {
            match byte {
                b'"' => {
                    self.text();
                    continue;
                }
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                break;
            }
        }
        self.json.get(start..self.at).unwrap_or_default()
    }
}

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

fn scalar(json: &str) -> Content {
    match json {
        "null" => Content::Null,
        "true" => Content::Bool(true),
        "false" => Content::Bool(false),
        number => Content::Number(number.into()),
    }
}

/// Returns the content of a text with quotes. `None` if it contains half of a surrogate pair.
fn unescape(json: &str) -> Option<Box<str>> {
    if json.contains('\\') {
        return serde_json::from_str(json).ok();
    }
    let inner = json.strip_prefix('"')?.strip_suffix('"')?;
    Some(inner.into())
}
