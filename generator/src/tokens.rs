//! Tokens in one flat buffer, and a cursor over them.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, LexError, Spacing, TokenStream, TokenTree};

/// Tokens with their texts. Groups are an opening and a closing token.
///
/// One buffer takes less memory than streams, and can go to other threads.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    text: String,
    all: Vec<Token>,
}

/// A token. It is small, because the tokens of all files are in memory at once.
#[derive(Clone, Copy, Debug)]
struct Token {
    kind: Kind,
    start: u32,
    end: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Ident,
    Literal,
    /// A character; the next one may belong to it.
    Punct(char, Spacing),
    /// The start of a group, with the index of its end.
    Open(Delimiter, u32),
    Close,
}

impl Tokens {
    pub(crate) fn new(stream: TokenStream) -> Self {
        let mut tokens = Self::default();
        tokens.add(stream);
        tokens
    }

    pub(crate) fn cursor(&self) -> Cursor<'_> {
        Cursor {
            tokens: self,
            at: 0,
            end: self.all.len(),
        }
    }

    /// Returns the tokens as a stream again.
    pub(crate) fn into_stream(self) -> Result<TokenStream, LexError> {
        let mut text = String::with_capacity(self.text.len() * 2);
        let mut open = Vec::new();
        for token in &self.all {
            text.push_str(self.text_of(*token));
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
        text.parse()
    }

    /// Adds the tokens of another buffer.
    pub(crate) fn append(&mut self, other: Self) {
        let (text, count) = (self.position(), offset(self.all.len()));
        self.text.push_str(&other.text);
        self.all.extend(other.all.into_iter().map(|token| Token {
            kind: match token.kind {
                Kind::Open(delimiter, close) => Kind::Open(delimiter, close.saturating_add(count)),
                kind => kind,
            },
            start: token.start.saturating_add(text),
            end: token.end.saturating_add(text),
        }));
    }

    fn text_of(&self, token: Token) -> &str {
        let range = token.start as usize..token.end as usize;
        self.text.get(range).unwrap_or_default()
    }

    /// Adds the tokens of a stream.
    pub(crate) fn add(&mut self, stream: TokenStream) {
        for token in stream {
            match token {
                TokenTree::Group(group) => self.add_group(group.delimiter(), group.stream()),
                TokenTree::Ident(ident) => self.push(Kind::Ident, ident),
                TokenTree::Literal(literal) => self.push(Kind::Literal, literal),
                TokenTree::Punct(punct) => {
                    let char = punct.as_char();
                    let start = self.position();
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
        self.end(Kind::Close, self.position());
        self.add(stream);
        let close = offset(self.all.len());
        self.end(Kind::Close, self.position());
        self.all[open].kind = Kind::Open(delimiter, close);
    }

    fn push(&mut self, kind: Kind, text: impl std::fmt::Display) {
        let start = self.position();
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{text}");
        self.end(kind, start);
    }

    /// Returns the end of the text so far.
    fn position(&self) -> u32 {
        offset(self.text.len())
    }

    /// Adds a token whose text starts here, and ends where the text ends.
    fn end(&mut self, kind: Kind, start: u32) {
        let end = self.position();
        self.all.push(Token { kind, start, end });
    }
}

/// Returns an offset in the tokens of one file, which never has 4 GiB of code.
fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A position in tokens, up to the end of a group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'t> {
    tokens: &'t Tokens,
    at: usize,
    end: usize,
}

impl<'t> Cursor<'t> {
    pub(crate) fn is_empty(&self) -> bool {
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
        self.tokens.text_of(token)
    }

    /// Whether the next tokens are this keyword or operator.
    pub(crate) fn is(&self, wanted: &str) -> bool {
        match self.kind(0) {
            Some(Kind::Ident) => {
                let token = self.tokens.all[self.at];
                self.tokens.text_of(token) == wanted
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
    pub(crate) fn eat(&mut self, wanted: &str) -> bool {
        let found = self.is(wanted);
        if found {
            let is_word = matches!(self.kind(0), Some(Kind::Ident));
            self.at += if is_word { 1 } else { wanted.len() };
        }
        found
    }

    /// Returns the identifier, keywords included, that is next.
    pub(crate) fn ident(&mut self) -> Option<&'t str> {
        matches!(self.kind(0), Some(Kind::Ident)).then(|| self.take())
    }

    /// Returns the literal that is next.
    pub(crate) fn literal(&mut self) -> Option<&'t str> {
        matches!(self.kind(0), Some(Kind::Literal)).then(|| self.take())
    }

    /// Returns the name of the lifetime that is next.
    pub(crate) fn lifetime(&mut self) -> Option<&'t str> {
        self.eat("'").then(|| self.ident()).flatten()
    }

    pub(crate) fn is_group(&self, wanted: Delimiter) -> bool {
        matches!(self.kind(0), Some(Kind::Open(found, _)) if found == wanted)
    }

    /// Returns the content of the group that is next, if it has this delimiter.
    pub(crate) fn group(&mut self, wanted: Delimiter) -> Option<Cursor<'t>> {
        match self.kind(0)? {
            Kind::Open(found, close) if found == wanted => {
                let close = close as usize;
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

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn a_token_is_small() {
        assert_eq!(size_of::<Token>(), 16);
    }

    #[test]
    fn appended_tokens_keep_their_texts_and_groups() {
        let mut all = Tokens::new(quote!(
            use a::{B, C};
        ));
        all.append(Tokens::new(quote!(
            fn d(e: F) {
                g()
            }
        )));
        let expected = Tokens::new(quote!(
            use a::{B, C};
            fn d(e: F) {
                g()
            }
        ));
        assert_eq!(format!("{all:?}"), format!("{expected:?}"));
    }
}
