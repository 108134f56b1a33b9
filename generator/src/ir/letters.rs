//! The characters of identifiers: which stay, and how others are spelled.

use std::fmt::Write as _;

/// Replaces characters that an identifier can't contain by words or separators.
///
/// Latin letters stay if `keep_latin` is set; otherwise they lose their marks. Letters of other
/// scripts are written as their code points, because identifiers that hold them draw warnings about
/// confusable letters.
pub(super) fn spell_out(text: &str, keep_latin: bool) -> String {
    let mut words = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let before_digit = chars.peek().is_some_and(char::is_ascii_digit);
        match char {
            '<' => words.push_str("_before_"),
            '>' => words.push_str("_after_"),
            '+' => words.push_str("_plus_"),
            '-' if words.is_empty() && before_digit => words.push_str("minus_"),
            '*' => words.push_str("_star_"),
            '%' => words.push_str("_percent_"),
            '&' => words.push_str("_and_"),
            char if char.is_ascii_alphanumeric() => words.push(char),
            // A mark that belongs to the letter before it.
            '\u{300}'..='\u{36f}' => {}
            char if char.is_alphanumeric() => spell_letter(&mut words, char, keep_latin),
            _ => words.push('_'),
        }
    }
    words
}

fn spell_letter(words: &mut String, char: char, keep_latin: bool) {
    if let Some(ligature) = ligature(char) {
        words.push_str(ligature);
    } else if keep_latin && is_latin(char) {
        words.push(char);
    } else if let Some(base) = base(char) {
        words.push_str(base);
    } else {
        // Writing to a string can't fail.
        let _ = write!(words, "_u{:04x}_", u32::from(char));
    }
}

/// Whether rustc takes the letter without a lint: a Latin letter that is no compatibility character.
fn is_latin(char: char) -> bool {
    matches!(char,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' | 'Ā'..='į' | 'Ĵ'..='ķ' | 'Ĺ'..='ľ' | 'Ł'..='ň'
        | 'Ŋ'..='ž' | 'Ș'..='ț' | 'Ḁ'..='ẙ' | 'Ạ'..='ỹ')
}

/// Returns the letters that rustc warns of where an identifier with their plain spelling is in the
/// same crate.
fn ligature(char: char) -> Option<&'static str> {
    Some(match char {
        'æ' => "ae",
        'Æ' => "Ae",
        'œ' => "oe",
        'Œ' => "Oe",
        'ĳ' => "ij",
        'Ĳ' => "Ij",
        'İ' => "I",
        'ı' => "i",
        'ſ' => "s",
        _ => return None,
    })
}

/// Returns the letters of a Latin letter without its marks.
fn base(char: char) -> Option<&'static str> {
    Some(match char {
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => "A",
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'Ç' | 'Ć' | 'Ĉ' | 'Ċ' | 'Č' => "C",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'Ð' | 'Ď' | 'Đ' => "D",
        'ð' | 'ď' | 'đ' => "d",
        'È'..='Ë' | 'Ē' | 'Ĕ' | 'Ė' | 'Ę' | 'Ě' => "E",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'Ĝ' | 'Ğ' | 'Ġ' | 'Ģ' => "G",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'Ĥ' | 'Ħ' => "H",
        'ĥ' | 'ħ' => "h",
        'Ì'..='Ï' | 'Ĩ' | 'Ī' | 'Ĭ' | 'Į' => "I",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' => "i",
        'Ĵ' => "J",
        'ĵ' => "j",
        'Ķ' => "K",
        'ķ' => "k",
        'Ĺ' | 'Ļ' | 'Ľ' | 'Ł' => "L",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'Ñ' | 'Ń' | 'Ņ' | 'Ň' | 'Ŋ' => "N",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŋ' => "n",
        'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ŏ' | 'Ő' => "O",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'Ŕ' | 'Ŗ' | 'Ř' => "R",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'Ś' | 'Ŝ' | 'Ş' | 'Š' | 'Ș' => "S",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'Ţ' | 'Ť' | 'Ŧ' | 'Ț' => "T",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'Þ' => "Th",
        'þ' => "th",
        'Ù'..='Ü' | 'Ũ' | 'Ū' | 'Ŭ' | 'Ů' | 'Ű' | 'Ų' => "U",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'Ŵ' => "W",
        'ŵ' => "w",
        'Ý' | 'Ŷ' | 'Ÿ' => "Y",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'Ź' | 'Ż' | 'Ž' => "Z",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}
