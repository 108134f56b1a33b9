//! Builds the tree, and tolerates blocks that are opened and never closed, or closed and never
//! opened.

use std::mem;
use std::rc::Rc;

use super::tree::{Block, Group, LANGUAGES, Piece, Span, Style};
use super::{characters, literal};

/// The maximum depth of nested lists, quotations and tables. Deeper ones are read as part
/// of the innermost: nobody writes them, and each level takes room from the line.
const MAX_DEPTH: usize = 12;

/// A tree under construction.
#[derive(Default)]
pub(super) struct Builder {
    /// Finished blocks outside any group.
    blocks: Vec<Block>,
    /// The open groups, outermost first.
    open: Vec<Open>,
    /// Groups of Markdown that are open but too deep to be kept.
    skipped: usize,
    /// The open paragraph.
    spans: Vec<Span>,
    /// The style of the next text.
    marks: Marks,
    /// The open code block.
    verbatim: Option<Verbatim>,
}

/// The origin of a group. A tag of HTML can't close a group of Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Markdown, whose groups are always closed.
    Markdown,
    /// HTML, where anything may be missing.
    Html,
}

/// A group whose end wasn't reached yet.
struct Open {
    group: Group,
    origin: Origin,
    blocks: Vec<Block>,
}

/// The effect of the open tags inside a paragraph on its text.
#[derive(Default)]
struct Marks {
    style: Style,
    is_heading: bool,
    is_code: bool,
    links: Vec<Link>,
    /// The tag that hides the text until it is closed.
    hidden: Option<String>,
}

/// An open link.
struct Link {
    /// Its destination, if it has one.
    target: Option<Rc<str>>,
    /// The text after its content if it turns out not to be one.
    end: &'static str,
}

/// A code block whose end wasn't reached yet.
struct Verbatim {
    language: &'static str,
    text: String,
}

impl Builder {
    /// Returns the finished tree.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.end_verbatim();
        self.end_block();
        while !self.open.is_empty() {
            self.close_innermost();
        }
        self.blocks
    }

    /// Ends the paragraph and everything that doesn't outlast one.
    pub(super) fn end_block(&mut self) {
        self.end_paragraph();
        self.marks = Marks::default();
    }

    /// Adds a block, unless there is nothing in it. A list that follows one of its kind continues
    /// it, as it does in Markdown once both are written with the same bullets.
    fn add(&mut self, block: Block) {
        match (self.innermost().last_mut(), block) {
            (_, Block::Group(_, blocks)) if blocks.is_empty() => {}
            (Some(Block::Group(last, items)), Block::Group(group, more))
                if last.continues_as(group) =>
            {
                items.extend(more);
            }
            (_, block) => self.innermost().push(block),
        }
    }

    /// Returns the blocks of the innermost open group.
    fn innermost(&mut self) -> &mut Vec<Block> {
        match self.open.last_mut() {
            Some(open) => &mut open.blocks,
            None => &mut self.blocks,
        }
    }
}

/// Text.
impl Builder {
    /// Adds text: to the code block if one is open, to the paragraph otherwise.
    pub(super) fn text(&mut self, text: &str) {
        let text = characters::visible(text);
        match &mut self.verbatim {
            Some(verbatim) => verbatim.text.push_str(&text),
            None if self.marks.is_code => self.push(Piece::Code(text)),
            None => self.push(Piece::Text(text)),
        }
    }

    /// Adds code to the paragraph.
    pub(super) fn code(&mut self, code: &str) {
        self.push(Piece::Code(characters::visible(code)));
    }

    /// Ends the line, or the paragraph if the line has ended just before.
    pub(super) fn line_break(&mut self) {
        match &mut self.verbatim {
            Some(verbatim) => verbatim.text.push('\n'),
            None if self
                .spans
                .last()
                .is_some_and(|span| span.piece == Piece::Break) =>
            {
                self.end_paragraph();
            }
            None => self.push(Piece::Break),
        }
    }

    /// Adds to the paragraph, in the style of the moment.
    fn push(&mut self, piece: Piece) {
        let follows_break = self
            .spans
            .last()
            .is_none_or(|span| span.piece == Piece::Break);
        let span = self.marks.around(piece);
        if self.marks.hidden.is_some() || (follows_break && span.is_blank()) {
            return;
        }
        if !self.spans.last_mut().is_some_and(|last| last.absorb(&span)) {
            self.spans.push(span);
        }
    }

    fn end_paragraph(&mut self) {
        let mut spans = mem::take(&mut self.spans);
        while spans.last().is_some_and(Span::is_blank) {
            spans.pop();
        }
        if !spans.is_empty() {
            self.add(Block::Paragraph(literal::refined(&spans)));
        }
    }

    /// Starts a code block in a language that is kept if it is a known one.
    pub(super) fn start_verbatim(&mut self, language: &str) {
        self.end_block();
        let known = LANGUAGES
            .iter()
            .find(|known| known.eq_ignore_ascii_case(language));
        let language = known.copied().unwrap_or("text");
        self.verbatim = Some(Verbatim {
            language,
            text: String::new(),
        });
    }

    /// Ends the code block, if one is open.
    pub(super) fn end_verbatim(&mut self) {
        let Some(Verbatim { language, text }) = self.verbatim.take() else {
            return;
        };
        let lines = text
            .lines()
            .map(|line| line.trim_end().replace('\t', "    "));
        let mut lines: Vec<_> = lines.skip_while(String::is_empty).collect();
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        if !lines.is_empty() {
            self.add(Block::Code { language, lines });
        }
    }
}

/// Style.
impl Builder {
    /// Returns the style of the text to come.
    pub(super) fn style(&mut self) -> &mut Style {
        &mut self.marks.style
    }

    /// Starts a heading. It is read as a bold paragraph: the outline of the page is not a matter of
    /// the description.
    pub(super) fn start_heading(&mut self) {
        self.end_block();
        self.marks.is_heading = true;
    }

    /// Says whether the text to come is code.
    pub(super) fn set_code(&mut self, is_code: bool) {
        self.marks.is_code = is_code;
    }

    /// Whether the text to come is taken as it is.
    pub(super) fn takes_no_markup(&self) -> bool {
        self.marks.is_code || self.marks.hidden.is_some() || self.verbatim.is_some()
    }

    /// Starts a link, which ends with the text `end`. Inside another one it leads where that leads.
    pub(super) fn start_link(&mut self, target: Option<Rc<str>>, end: &'static str) {
        let outer = self.marks.links.last().and_then(|link| link.target.clone());
        self.marks.links.push(Link {
            target: outer.or(target),
            end,
        });
    }

    /// Ends a link.
    pub(super) fn end_link(&mut self) {
        if let Some(link) = self.marks.links.pop() {
            self.text(link.end);
        }
    }

    /// Leaves out everything until this tag is closed, or the block ends.
    pub(super) fn hide_until(&mut self, tag: &str) {
        self.marks.hidden = Some(tag.to_owned());
    }

    /// Whether a tag is left out. `closed` is its name if it closes something.
    pub(super) fn leaves_out(&mut self, closed: Option<&str>) -> bool {
        let Some(hidden) = &self.marks.hidden else {
            return false;
        };
        if closed.is_some_and(|closed| closed.eq_ignore_ascii_case(hidden)) {
            self.marks.hidden = None;
        }
        true
    }
}

impl Marks {
    /// Returns the piece in the style of the moment.
    fn around(&self, piece: Piece) -> Span {
        let strong = self.style.strong || self.is_heading;
        let link = self.links.last().and_then(|link| link.target.clone());
        Span {
            piece,
            style: Style {
                strong,
                ..self.style
            },
            link,
        }
    }
}

/// Groups.
impl Builder {
    /// Opens a group. An item, row or cell of HTML ends the one before it.
    pub(super) fn open(&mut self, group: Group, origin: Origin) {
        match (origin, group) {
            (Origin::Html, Group::Item) => self.close(group, Some(Group::List(None))),
            (Origin::Html, Group::Row) => self.close(group, Some(Group::Table)),
            (Origin::Html, Group::Cell) => self.close(group, Some(Group::Row)),
            _ => self.end_block(),
        }
        if self.skipped == 0 && self.open.len() < MAX_DEPTH {
            self.open.push(Open {
                group,
                origin,
                blocks: Vec::new(),
            });
        } else if origin == Origin::Markdown {
            self.skipped += 1;
        }
    }

    /// Closes the innermost group of Markdown, and the groups of HTML left open inside it.
    pub(super) fn close_markdown(&mut self) {
        self.end_block();
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        while self
            .open
            .last()
            .is_some_and(|open| open.origin == Origin::Html)
        {
            self.close_innermost();
        }
        self.close_innermost();
    }

    /// Closes the innermost group of this kind, if HTML opened it.
    pub(super) fn close_html(&mut self, group: Group) {
        self.close(group, None);
    }

    /// Closes the innermost group of this kind, unless Markdown opened it or it is outside the
    /// innermost one of the kind `outer`.
    fn close(&mut self, group: Group, outer: Option<Group>) {
        self.end_block();
        let depth = self
            .open
            .iter()
            .rev()
            .take_while(|open| open.origin == Origin::Html)
            .take_while(|open| outer.is_none_or(|outer| !outer.is_like(open.group)))
            .position(|open| open.group.is_like(group));
        if let Some(depth) = depth {
            (0..=depth).for_each(|_| self.close_innermost());
        }
    }

    /// Closes a group. Parts of a list or of a table outside one are repaired: in the
    /// finished tree a list has only items, and a row is in a table.
    fn close_innermost(&mut self) {
        let Some(Open { group, blocks, .. }) = self.open.pop() else {
            return;
        };
        let outer = self.open.last().map(|open| open.group);
        match (group, outer) {
            (Group::Item, Some(Group::List(_))) | (Group::Row, Some(Group::Table)) => {
                self.add(Block::Group(group, blocks));
            }
            // An empty cell keeps its column.
            (Group::Cell, Some(Group::Row)) => self.innermost().push(Block::Group(group, blocks)),
            (Group::Item, _) => self.add(list(None, vec![Block::Group(group, blocks)])),
            (Group::List(first), _) => self.add(list(first, blocks)),
            (Group::Quote, _) => self.add(Block::Group(group, blocks)),
            (Group::Table, _) if blocks.iter().any(is_row) => self.add(Block::Group(group, blocks)),
            (Group::Table | Group::Row | Group::Cell, _) => {
                blocks.into_iter().for_each(|block| self.add(block));
            }
        }
    }
}

/// Returns a list; what isn't an item becomes one.
fn list(first: Option<u64>, blocks: Vec<Block>) -> Block {
    let item = |block| match block {
        Block::Group(Group::Item, _) => block,
        other => Block::Group(Group::Item, vec![other]),
    };
    Block::Group(Group::List(first), blocks.into_iter().map(item).collect())
}

fn is_row(block: &Block) -> bool {
    matches!(block, Block::Group(Group::Row, _))
}
