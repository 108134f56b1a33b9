//! From a description to the tree of its content.
//!
//! Markdown and HTML meet here: the events of the Markdown parser and the tags inside them drive
//! the same [`Builder`], so that a list is a list whichever way it was written.

use std::mem;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::builder::{Builder, Origin};
use super::html::{self, Meaning, Token};
use super::tree::{Block, Group};
use super::{characters, link};

/// Returns the blocks of a description.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(&characters::source(text), Options::ENABLE_TABLES) {
        reader.event(event);
    }
    reader.builder.finish()
}

/// Turns the source into calls of the builder.
#[derive(Default)]
struct Reader {
    builder: Builder,
    /// The open block of HTML, collected because its tags may span lines.
    html: String,
    /// Whether the source is text from inside a block of HTML, whose tags are known already.
    in_fragment: bool,
}

/// Markdown.
impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.builder.text(&text),
            Event::Code(code) => self.builder.code(&code),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.html(&html),
            Event::SoftBreak => self.builder.text("\n"),
            Event::HardBreak => self.builder.line_break(),
            Event::Rule => self.builder.end_block(),
            // Extensions of Markdown that the parser isn't asked for.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => self.builder.start_heading(),
            Tag::BlockQuote(_) => self.open(Group::Quote),
            Tag::List(first) => self.open(Group::List(first)),
            Tag::Item => self.open(Group::Item),
            Tag::Table(_) => self.open(Group::Table),
            Tag::TableHead | Tag::TableRow => self.open(Group::Row),
            Tag::TableCell => self.open(Group::Cell),
            Tag::CodeBlock(kind) => self.builder.start_verbatim(language(&kind)),
            Tag::Emphasis => self.builder.style().emphasis = true,
            Tag::Strong => self.builder.style().strong = true,
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.start_link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.builder.start_link(link::target(&dest_url), ""),
            _ => self.builder.end_block(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell => self.builder.close_markdown(),
            TagEnd::CodeBlock => self.builder.end_verbatim(),
            TagEnd::HtmlBlock => self.end_html_block(),
            TagEnd::Emphasis => self.builder.style().emphasis = false,
            TagEnd::Strong => self.builder.style().strong = false,
            TagEnd::Link | TagEnd::Image => self.builder.end_link(),
            _ => self.builder.end_block(),
        }
    }

    fn open(&mut self, group: Group) {
        self.builder.open(group, Origin::Markdown);
    }

    /// A link of Markdown. What looks like one but leads nowhere, such as `<ns:Name>`, is text.
    fn start_link(&mut self, kind: LinkType, url: &str) {
        let target = match kind {
            LinkType::Email => link::target(&format!("mailto:{url}")),
            _ => link::target(url),
        };
        if kind == LinkType::Autolink && target.is_none() {
            self.builder.text("<");
            self.builder.start_link(None, ">");
        } else {
            self.builder.start_link(target, "");
        }
    }
}

/// HTML.
impl Reader {
    fn end_html_block(&mut self) {
        let html = mem::take(&mut self.html);
        self.html(&html);
        self.builder.end_verbatim();
        self.builder.end_block();
    }

    fn html(&mut self, html: &str) {
        if self.in_fragment {
            return self.builder.text(html);
        }
        for token in html::tokens(html) {
            match token {
                Token::Text(text) => self.html_text(text),
                Token::Tag(tag) => self.tag(tag),
            }
        }
    }

    /// Text between tags. It is read as Markdown: the standard says that a block of HTML has none,
    /// but people write `<p>` and go on in Markdown.
    fn html_text(&mut self, text: &str) {
        if self.builder.takes_no_markup() {
            return self.builder.text(&html::decoded(text));
        }
        if text.starts_with(char::is_whitespace) {
            self.builder.text(" ");
        }
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        self.fragment(lines.join("\n").trim());
        if text.ends_with(char::is_whitespace) {
            self.builder.text(" ");
        }
    }

    /// Reads Markdown into the open paragraph: its first and its last one are parts of that.
    fn fragment(&mut self, markdown: &str) {
        let events: Vec<_> = Parser::new_ext(markdown, Options::ENABLE_TABLES).collect();
        let events = match events.as_slice() {
            [Event::Start(Tag::Paragraph), events @ ..] => events,
            events => events,
        };
        let events = match events {
            [events @ .., Event::End(TagEnd::Paragraph)] => events,
            events => events,
        };
        self.in_fragment = true;
        events.iter().cloned().for_each(|event| self.event(event));
        self.in_fragment = false;
    }

    fn tag(&mut self, tag: html::Tag<'_>) {
        if self.builder.leaves_out(tag.closes.then_some(tag.name)) {
            return;
        }
        let builder = &mut self.builder;
        match tag.meaning() {
            Meaning::Break => builder.line_break(),
            Meaning::Heading if !tag.closes => builder.start_heading(),
            Meaning::Heading | Meaning::Paragraph => builder.end_block(),
            Meaning::Strong => builder.style().strong = !tag.closes,
            Meaning::Emphasis => builder.style().emphasis = !tag.closes,
            Meaning::Code => builder.set_code(!tag.closes),
            Meaning::Preformatted if tag.closes => builder.end_verbatim(),
            Meaning::Preformatted => builder.start_verbatim(""),
            Meaning::Link if tag.closes => builder.end_link(),
            Meaning::Link => builder.start_link(tag.target("href"), ""),
            Meaning::Image => {
                builder.start_link(tag.target("src"), "");
                builder.text(&tag.attribute("alt").unwrap_or_default());
                builder.end_link();
            }
            Meaning::Group(group) if tag.closes => builder.close_html(group),
            Meaning::Group(group) => builder.open(group, Origin::Html),
            Meaning::Transparent => {}
            Meaning::Hidden if tag.closes => {}
            Meaning::Hidden => builder.hide_until(tag.name),
            Meaning::Placeholder => builder.text(tag.source),
        }
    }
}

/// Returns the language that the author of a code block names.
fn language<'a>(kind: &'a CodeBlockKind<'_>) -> &'a str {
    match kind {
        CodeBlockKind::Fenced(info) => info.split([' ', ',']).next().unwrap_or_default(),
        CodeBlockKind::Indented => "",
    }
}
