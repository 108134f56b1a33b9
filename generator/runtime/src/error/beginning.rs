//! The beginning of a JSON text whose rest is missing.

/// Completes the beginning of a JSON text: removes the value that is cut, and closes the lists and
/// objects that are open. `{"code": 1, "message": "The num` becomes `{"code": 1}`.
pub(super) fn complete(beginning: &[u8]) -> Vec<u8> {
    let mut open = Vec::new();
    let mut end = 0;
    let mut scanner = Scanner::default();
    for (index, byte) in beginning.iter().copied().enumerate() {
        if scanner.is_in_text(byte) {
            continue;
        }
        match byte {
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' => {
                open.pop();
            }
            b',' => {}
            _ => continue,
        }
        // A comma is left out, because the value after it may be.
        end = index + usize::from(byte != b',');
    }
    let mut json = beginning.get(..end).unwrap_or_default().to_vec();
    json.extend(open.into_iter().rev());
    json
}

/// Knows which bytes belong to texts.
#[derive(Default)]
struct Scanner {
    in_text: bool,
    is_escaped: bool,
}

impl Scanner {
    /// Whether the next byte is part of a text or one of its quotation marks.
    fn is_in_text(&mut self, byte: u8) -> bool {
        let was_in_text = self.in_text;
        if self.is_escaped {
            self.is_escaped = false;
        } else if byte == b'"' {
            self.in_text = !was_in_text;
        } else {
            self.is_escaped = was_in_text && byte == b'\\';
        }
        was_in_text || self.in_text
    }
}
