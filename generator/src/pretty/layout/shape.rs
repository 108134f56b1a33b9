//! The room that code has, and measures of text.

/// The width of a line.
pub(super) const LINE: usize = 100;
/// The width of one step of indentation.
pub(super) const TAB: usize = 4;

/// The start of an expression, and its space on the line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// The indentation of the block that the expression is in.
    pub(super) indent: usize,
    /// The columns from the indentation to the expression.
    pub(super) offset: usize,
    /// The columns from the start of the expression to the end of its room.
    pub(super) width: usize,
    /// The width of a line.
    line: usize,
    /// Whether code may be wider than its room. Without, code that does not fit has no layout.
    may_overflow: bool,
}

impl Shape {
    pub(super) fn new(indent: usize, line: usize) -> Self {
        Self {
            indent,
            offset: 0,
            width: line.saturating_sub(indent),
            line,
            may_overflow: false,
        }
    }

    /// Lets code be wider than its room.
    pub(super) fn overflowing(self) -> Self {
        Self {
            may_overflow: true,
            ..self
        }
    }

    /// Requires code to fit in its room again.
    pub(super) fn strict(self) -> Self {
        Self {
            may_overflow: false,
            ..self
        }
    }

    /// Returns the shape of a whole line at another indentation.
    pub(super) fn line_at(self, indent: usize) -> Self {
        Self {
            indent,
            offset: 0,
            width: self.line.saturating_sub(indent),
            ..self
        }
    }

    /// Returns the shape of a whole line, indented once more.
    pub(super) fn nested(self) -> Self {
        self.line_at(self.indent + TAB)
    }

    /// Takes columns from the start.
    pub(super) fn after(self, columns: usize) -> Option<Self> {
        let shape = self.before(columns)?;
        Some(Self {
            offset: self.offset + columns,
            ..shape
        })
    }

    /// Takes columns from the end.
    pub(super) fn before(self, columns: usize) -> Option<Self> {
        match self.width.checked_sub(columns) {
            Some(width) => Some(Self { width, ..self }),
            None => self.may_overflow.then_some(Self { width: 0, ..self }),
        }
    }

    pub(super) fn with_width(self, width: usize) -> Self {
        Self { width, ..self }
    }

    /// Returns the shape without any room, after these columns.
    pub(super) fn full(self, columns: usize) -> Self {
        Self {
            offset: self.offset + columns,
            width: 0,
            ..self
        }
    }

    /// Returns the column where the expression starts.
    pub(super) fn used(self) -> usize {
        self.indent + self.offset
    }

    /// Returns the columns between the end of the room and the end of the line.
    pub(super) fn reserved(self) -> usize {
        self.line.saturating_sub(self.used() + self.width)
    }

    /// Whether text on one line is in its room.
    pub(super) fn has_room(self, width: usize) -> bool {
        width <= self.width || self.may_overflow
    }

    /// Returns the text if all its lines are in their room.
    pub(super) fn fitting(self, text: String) -> Option<String> {
        let fits = self.may_overflow || self.fits(&text);
        fits.then_some(text)
    }

    pub(super) fn fits(self, text: &str) -> bool {
        let mut lines = text.lines();
        let first = width(lines.next().unwrap_or_default());
        if first > self.width {
            return false;
        }
        if !text.contains('\n') {
            return true;
        }
        lines.all(|line| width(line) <= self.line)
            && last_line_width(text) <= self.used() + self.width
    }

    /// Returns a line break with the indentation.
    pub(super) fn break_line(self) -> String {
        line_break(self.indent)
    }
}

/// Returns a line break with an indentation.
pub(super) fn line_break(indent: usize) -> String {
    let mut text = String::with_capacity(indent + 1);
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
    text
}

/// Returns the columns of a text on one line.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().map(columns).sum()
}

/// Returns the columns of a character. Those of East Asia take two.
fn columns(char: char) -> usize {
    match u32::from(char) {
        0x300..=0x36f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f
        | 0x2e80..=0x303e
        | 0x3041..=0xa4cf
        | 0xa960..=0xa97f
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1f64f
        | 0x1f900..=0x1f9ff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

pub(super) fn first_line_width(text: &str) -> usize {
    width(text.lines().next().unwrap_or_default())
}

pub(super) fn last_line_width(text: &str) -> usize {
    width(text.rsplit('\n').next().unwrap_or_default())
}

/// Returns the room that the end of a text takes in the line where the text after it starts. Like
/// rustfmt, it counts bytes here.
pub(super) fn end_offset(text: &str, shape: Shape) -> usize {
    match text.rfind('\n') {
        Some(at) => (text.len() - at - 1).saturating_sub(shape.used()),
        None => text.len(),
    }
}

/// Whether the last line consists of closing brackets, so that a chain can go on there.
pub(super) fn ends_with_brackets(text: &str) -> bool {
    let last = text.rsplit('\n').next().unwrap_or_default();
    last.chars()
        .all(|char| matches!(char, '(' | ')' | ']' | '}' | '?' | '>') || char.is_whitespace())
}
