//! Multipart bodies (`multipart/form-data`, RFC 7578).

use std::fmt::Display;
use std::hash::{BuildHasher, RandomState};

use bytes::Bytes;
use serde::Serialize;
use serde_json::Result;
use serde_json::value::RawValue;

use super::super::transport::body::Body;
use super::super::values::check::Checker;
use super::json::{Json, raw, to_json};
use super::part::Part;
use super::parts::{Parts, entries};
use super::style::StyleError;

/// A body that is sent as `multipart/form-data`. Any JSON object can be one, without files.
pub trait Multipart {
    /// Writes the body's fields, in order.
    fn write(&self, body: &mut MultipartWriter<'_>);
}

impl<B: Serialize> Multipart for B {
    fn write(&self, body: &mut MultipartWriter<'_>) {
        body.fields(self);
    }
}

/// The writer of a multipart body's fields.
pub struct MultipartWriter<'a> {
    checker: &'a mut Checker,
    media_types: &'a [(&'a str, &'a str)],
    parts: Vec<EncodedPart>,
}

/// A part: its header, without the final line break, and its content.
struct EncodedPart {
    header: String,
    content: Body,
}

impl<'a> MultipartWriter<'a> {
    /// Creates a writer with media types by the names of their fields: those of files, which may have
    /// their own, and those of fields that are JSON.
    pub(super) fn new(checker: &'a mut Checker, media_types: &'a [(&'a str, &'a str)]) -> Self {
        Self {
            checker,
            media_types,
            parts: Vec::new(),
        }
    }

    /// Adds a field, unless it has no value: a scalar as text, a list as a field for each of its items,
    /// an object as JSON.
    pub fn field(&mut self, name: &str, value: Option<&impl Serialize>) {
        if let Some(value) = value {
            self.write_field(name, to_json(value));
        }
    }

    /// Adds a file, unless there is none.
    pub fn file(&mut self, name: &str, file: Option<&Part>) {
        let Some(file) = file else { return };
        let mut header = disposition(name);
        let mut media_type = file.media_type.as_deref();
        if let Some(file_name) = &file.name {
            header += &format!("; filename={}", quoted(file_name));
            media_type =
                media_type.or_else(|| self.declared(name).or(Some("application/octet-stream")));
        }
        if let Some(media_type) = media_type {
            header += &format!("\r\nContent-Type: {media_type}");
        }
        self.push(header, file.content.clone());
    }

    /// Adds every file under the same name.
    pub fn files(&mut self, name: &str, files: Option<&Vec<Part>>) {
        for file in files.into_iter().flatten() {
            self.file(name, Some(file));
        }
    }

    /// Adds a file of at most so many bytes, unless there is none. A longer one in memory is refused here,
    /// and one on disk before anything is sent.
    pub fn file_up_to(&mut self, most: u64, name: &str, file: Option<&Part>) {
        let Some(file) = file else { return };
        if self.checker.skips_constraints() {
            return self.file(name, Some(file));
        }
        if let Some(length) = file.content.announced().filter(|length| *length > most) {
            return self.checker.refuse_field(
                name,
                format_args!("must have at most {most} bytes, but has {length}"),
            );
        }
        let mut file = file.clone();
        if file.content.bytes().is_none() {
            file.content = file.content.at_most(most);
        }
        self.file(name, Some(&file));
    }

    /// Adds every file under the same name, each of at most so many bytes.
    pub fn files_up_to(&mut self, most: u64, name: &str, files: Option<&Vec<Part>>) {
        for file in files.into_iter().flatten() {
            self.file_up_to(most, name, Some(file));
        }
    }

    /// Adds every property of an object as a field.
    fn fields(&mut self, object: &impl Serialize) {
        self.write_fields(to_json(object));
    }

    fn write_field(&mut self, name: &str, json: Json) {
        let written = json.and_then(|json| self.push_field(name, raw(&json)?));
        if let Err(error) = written {
            self.checker
                .refuse_field(name, format_args!("can't be JSON: {error}"));
        }
    }

    fn write_fields(&mut self, json: Json) {
        let written = json.and_then(|json| {
            for (name, value) in entries(raw(&json)?)? {
                self.push_field(&name, value)?;
            }
            Ok(())
        });
        if let Err(error) = written {
            self.checker.refuse(StyleError::from(error));
        }
    }

    /// Returns the media type of a field that has one.
    fn declared(&self, name: &str) -> Option<&'a str> {
        let mut known = self.media_types.iter();
        let found = known.find(|(field, _)| *field == name)?;
        Some(found.1)
    }

    fn push_field(&mut self, name: &str, json: &RawValue) -> Result<()> {
        match Parts::of(json)? {
            Parts::Null => {}
            Parts::Scalar(text) => self.push_scalar(name, json, text.into_owned()),
            Parts::List(items) => {
                for item in items {
                    self.push_item(name, item)?;
                }
            }
            Parts::Object(_) => self.push_json(name, json),
        }
        Ok(())
    }

    fn push_item(&mut self, name: &str, item: &RawValue) -> Result<()> {
        match Parts::of(item)? {
            Parts::List(_) | Parts::Object(_) => self.push_json(name, item),
            Parts::Null => {}
            Parts::Scalar(text) => self.push_scalar(name, item, text.into_owned()),
        }
        Ok(())
    }

    /// Adds a scalar as text, unless the field is JSON.
    fn push_scalar(&mut self, name: &str, json: &RawValue, text: String) {
        match self.declared(name) {
            None => self.push(disposition(name), text),
            Some(_) => self.push_json(name, json),
        }
    }

    fn push_json(&mut self, name: &str, json: &RawValue) {
        let media_type = self.declared(name).unwrap_or("application/json");
        let header = format!("{}\r\nContent-Type: {media_type}", disposition(name));
        self.push(header, json.get().to_owned());
    }

    fn push(&mut self, header: String, content: impl Into<Body>) {
        let content = content.into();
        self.parts.push(EncodedPart { header, content });
    }

    /// Returns the media type and the content.
    pub(super) fn finish(self) -> (String, Body) {
        let boundary = boundary(&self.parts);
        let mut contents = Vec::new();
        for EncodedPart { header, content } in self.parts {
            let start = format!("--{boundary}\r\n{header}\r\n\r\n");
            contents.extend([start.into(), content, "\r\n".into()]);
        }
        contents.push(format!("--{boundary}--\r\n").into());
        let content = Body::sequence(contents);
        (format!("multipart/form-data; boundary={boundary}"), content)
    }
}

fn disposition(name: &str) -> String {
    format!("Content-Disposition: form-data; name={}", quoted(name))
}

/// Returns a name in quotes, escaped as in browsers (HTML standard, "Multipart form data").
fn quoted(name: &str) -> String {
    let name = name.replace('"', "%22");
    format!("\"{}\"", name.replace('\r', "%0D").replace('\n', "%0A"))
}

/// Returns a boundary that occurs in no part. For parts in memory it is derived from them, so that
/// equal bodies have equal bytes. Parts that are read later can't be searched, so their boundary is
/// unpredictable.
fn boundary(parts: &[EncodedPart]) -> String {
    let contents = parts.iter().map(|part| part.content.bytes());
    match contents.collect::<Option<Vec<_>>>() {
        Some(known) => numbered(lowest_free(&known)),
        None => numbered(format_args!("{:016x}{:016x}", random(), random())),
    }
}

fn numbered(number: impl Display) -> String {
    format!("{START}{number}{END}")
}

const START: &str = "part-";

const END: &str = "-boundary";

/// Returns the lowest number whose boundary occurs in none of the contents, each of which is gone
/// through once, whatever it holds.
fn lowest_free(contents: &[&Bytes]) -> u64 {
    let mut used = Vec::new();
    for content in contents {
        used.extend(self::used(content));
    }
    // So many numbers leave one of the first ones free, which are one more.
    let mut is_used = vec![false; used.len() + 1];
    for number in used {
        let index = usize::try_from(number).ok();
        if let Some(is_used) = index.and_then(|index| is_used.get_mut(index)) {
            *is_used = true;
        }
    }
    let free = is_used.iter().take_while(|is_used| **is_used).count();
    free as u64
}

/// Returns the numbers of the boundaries that occur in a content.
fn used(content: &[u8]) -> impl Iterator<Item = u64> {
    let starts = content
        .windows(START.len())
        .enumerate()
        .filter(|(_, window)| *window == START.as_bytes());
    starts.filter_map(|(position, _)| {
        let rest = content.get(position + START.len()..)?;
        let digits = rest
            .iter()
            .take(MOST_DIGITS)
            .take_while(|byte| byte.is_ascii_digit());
        let (number, after) = rest.split_at(digits.count());
        after.starts_with(END.as_bytes()).then_some(())?;
        // A longer number is none that is chosen here.
        str::from_utf8(number).ok()?.parse().ok()
    })
}

/// The maximum number of digits of a number.
const MOST_DIGITS: usize = 20;

/// Returns an unpredictable number.
fn random() -> u64 {
    RandomState::new().hash_one(())
}
