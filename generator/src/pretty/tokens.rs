//! Tokens in one flat buffer, and a cursor over them.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Tokens with their texts. Groups are an opening and a closing token.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    text: String,
    all: Vec<Token>,
}

#[derive(Clone, Copy, Debug)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Ident,
    Literal,
    /// A character; the next one may belong to it.
    Punct(char, Spacing),
    /// The start of a group, with the index of its end.
    Open(Delimiter, usize),
    Close,
}

impl Tokens {
    pub(super) fn new(stream: TokenStream) -> Self {
        let mut tokens = Self::default();
        tokens.add(stream);
        tokens
    }

    pub(super) fn cursor(&self) -> Cursor<'_> {
        Cursor {
            tokens: self,
            at: 0,
            end: self.all.len(),
        }
    }

    /// Returns the tokens as a stream again.
    pub(super) fn into_stream(self) -> Result<TokenStream, syn::Error> {
        let mut text = String::with_capacity(self.text.len() * 2);
        let mut open = Vec::new();
        for token in &self.all {
            text.push_str(&self.text[token.start..token.end]);
            match token.kind {
                Kind::Punct(_, Spacing::Joint) => continue,
                Kind::Open(delimiter, _) => {
                    let (start, end) = match delimiter {
                        Delimiter::Parenthesis => ('(', ')'),
                        Delimiter::Brace => ('{', '}'),
                        Delimiter::Bracket | Delimiter::None => ('[', ']'),
                    };
                    text.push(start);
                    open.push(end);
                }
                Kind::Close => text.extend(open.pop()),
                Kind::Ident | Kind::Literal | Kind::Punct(..) => {}
            }
            text.push(' ');
        }
        Ok(text.parse()?)
    }

    fn add(&mut self, stream: TokenStream) {
        for token in stream {
            match token {
                TokenTree::Group(group) => self.add_group(group.delimiter(), group.stream()),
                TokenTree::Ident(ident) => self.push(Kind::Ident, ident),
                TokenTree::Literal(literal) => self.push(Kind::Literal, literal),
                TokenTree::Punct(punct) => {
                    let char = punct.as_char();
                    let start = self.text.len();
                    self.text.push(char);
                    self.end(Kind::Punct(char, punct.spacing()), start);
                }
            }
        }
    }

    fn add_group(&mut self, delimiter: Delimiter, stream: TokenStream) {
        if delimiter == Delimiter::None {
            return self.add(stream);
        }
        let open = self.all.len();
        self.end(Kind::Close, self.text.len());
        self.add(stream);
        let close = self.all.len();
        self.end(Kind::Close, self.text.len());
        self.all[open].kind = Kind::Open(delimiter, close);
    }

    fn push(&mut self, kind: Kind, text: impl std::fmt::Display) {
        let start = self.text.len();
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{text}");
        self.end(kind, start);
    }

    /// Adds a token whose text starts here, and ends where the text ends.
    fn end(&mut self, kind: Kind, start: usize) {
        let end = self.text.len();
        self.all.push(Token { kind, start, end });
    }
}

/// A position in tokens, up to the end of a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'t> {
    tokens: &'t Tokens,
    at: usize,
    end: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn is_empty(&self) -> bool {
        self.at >= self.end
    }

    fn kind(&self, offset: usize) -> Option<Kind> {
        let at = self.at + offset;
        let token = (at < self.end).then(|| self.tokens.all.get(at)).flatten()?;
        Some(token.kind)
    }

    fn take(&mut self) -> &'t str {
        let token = self.tokens.all[self.at];
        self.at += 1;
        &self.tokens.text[token.start..token.end]
    }

    /// Whether the next tokens are this keyword or operator.
    pub(super) fn is(&self, wanted: &str) -> bool {
        match self.kind(0) {
            Some(Kind::Ident) => {
                let token = self.tokens.all[self.at];
                self.tokens.text[token.start..token.end] == *wanted
            }
            Some(Kind::Punct(..)) => self.is_operator(wanted),
            _ => false,
        }
    }

    fn is_operator(&self, wanted: &str) -> bool {
        let last = wanted.len() - 1;
        wanted
            .chars()
            .enumerate()
            .all(|(index, char)| match self.kind(index) {
                Some(Kind::Punct(found, spacing)) => {
                    found == char && (index == last || spacing == Spacing::Joint)
                }
                _ => false,
            })
    }

    /// Skips this keyword or operator, if it is next.
    pub(super) fn eat(&mut self, wanted: &str) -> bool {
        let found = self.is(wanted);
        if found {
            let is_word = matches!(self.kind(0), Some(Kind::Ident));
            self.at += if is_word { 1 } else { wanted.len() };
        }
        found
    }

    /// Returns the identifier, keywords included, that is next.
    pub(super) fn ident(&mut self) -> Option<&'t str> {
        matches!(self.kind(0), Some(Kind::Ident)).then(|| self.take())
    }

    /// Returns the literal that is next.
    pub(super) fn literal(&mut self) -> Option<&'t str> {
        matches!(self.kind(0), Some(Kind::Literal)).then(|| self.take())
    }

    /// Returns the name of the lifetime that is next.
    pub(super) fn lifetime(&mut self) -> Option<&'t str> {
        self.eat("'").then(|| self.ident()).flatten()
    }

    pub(super) fn is_group(&self, wanted: Delimiter) -> bool {
        matches!(self.kind(0), Some(Kind::Open(found, _)) if found == wanted)
    }

    /// Returns the content of the group that is next, if it has this delimiter.
    pub(super) fn group(&mut self, wanted: Delimiter) -> Option<Cursor<'t>> {
        match self.kind(0)? {
            Kind::Open(found, close) if found == wanted => {
                let inner = Cursor {
                    at: self.at + 1,
                    end: close,
                    ..*self
                };
                self.at = close + 1;
                Some(inner)
            }
            _ => None,
        }
    }
}
