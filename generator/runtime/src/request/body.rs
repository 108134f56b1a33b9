//! Bodies in a request.

use std::fmt::Display;

use http::header::CONTENT_TYPE;
use serde::Serialize;

use super::super::transport::body::Body;
use super::super::values::check::Check;
use super::super::values::field::Field;
use super::RequestWriter;
use super::json::{Json, raw, to_json};
use super::multipart::{Multipart, MultipartWriter};
use super::parameters::push_pairs;
use super::parts::entries;
use super::style::{QueryStyle, StyleError, form_field};

/// Bodies. Each kind has a second function for an optional body.
impl RequestWriter {
    /// Sends the body as JSON.
    pub fn json<'a, B>(&'a mut self, body: &'a B) -> Field<'a, B>
    where
        B: Serialize + Check,
    {
        self.json_as("application/json", body)
    }

    /// Sends the body as JSON, or no body if there is none.
    pub fn optional_json<'a, B>(&'a mut self, body: Option<&'a B>) -> Field<'a, B>
    where
        B: Serialize + Check,
    {
        self.optional_json_as("application/json", body)
    }

    /// Sends the body as JSON with another media type: `application/scim+json`.
    pub fn json_as<'a, B>(&'a mut self, media_type: &'static str, body: &'a B) -> Field<'a, B>
    where
        B: Serialize + Check,
    {
        body.check(&mut self.checker);
        self.set_json(media_type, to_json(body));
        Field::new(&mut self.checker, "", Some(body))
    }

    /// Sends the body as JSON with another media type, or no body if there is none.
    pub fn optional_json_as<'a, B>(
        &'a mut self,
        media_type: &'static str,
        body: Option<&'a B>,
    ) -> Field<'a, B>
    where
        B: Serialize + Check,
    {
        match body {
            Some(body) => self.json_as(media_type, body),
            None => Field::new(&mut self.checker, "", None),
        }
    }

    /// Sends the fields of the body as `application/x-www-form-urlencoded`, in their order.
    ///
    /// A list becomes a field for each of its items; an object, or a list inside a list, becomes JSON;
    /// a null is omitted. A space is `%20`, which every server decodes alike, unlike `+`.
    pub fn form<B>(&mut self, body: &B)
    where
        B: Serialize + Check,
    {
        self.form_as(body, &[]);
    }

    /// Sends the body as [`form`](Self::form) does, or no body if there is none.
    pub fn optional_form<B>(&mut self, body: Option<&B>)
    where
        B: Serialize + Check,
    {
        self.optional_form_as(body, &[]);
    }

    /// Sends the body as [`form`](Self::form) does, with other styles for the named fields.
    pub fn form_as<B>(&mut self, body: &B, styles: &[(&str, QueryStyle)])
    where
        B: Serialize + Check,
    {
        body.check(&mut self.checker);
        self.set_form(to_json(body), styles);
    }

    /// Sends the body as [`form_as`](Self::form_as) does, or no body if there is none.
    pub fn optional_form_as<B>(&mut self, body: Option<&B>, styles: &[(&str, QueryStyle)])
    where
        B: Serialize + Check,
    {
        if let Some(body) = body {
            self.form_as(body, styles);
        }
    }

    /// Sends the body as `multipart/form-data`.
    pub fn multipart<B>(&mut self, body: &B)
    where
        B: Multipart + Check,
    {
        self.multipart_as(body, &[]);
    }

    /// Sends the body as [`multipart`](Self::multipart) does, or no body if there is none.
    pub fn optional_multipart<B>(&mut self, body: Option<&B>)
    where
        B: Multipart + Check,
    {
        self.optional_multipart_as(body, &[]);
    }

    /// Sends the body as [`multipart`](Self::multipart) does, with these media types for the named fields:
    /// for files, unless a file has its own, and for other fields, which become JSON.
    pub fn multipart_as<B>(&mut self, body: &B, media_types: &[(&str, &str)])
    where
        B: Multipart + Check,
    {
        body.check(&mut self.checker);
        let mut writer = MultipartWriter::new(&mut self.checker, media_types);
        body.write(&mut writer);
        let (media_type, content) = writer.finish();
        // It names the boundary, without which the body can't be read.
        self.headers.remove(CONTENT_TYPE);
        self.set_body(&media_type, content);
    }

    /// Sends the body as [`multipart_as`](Self::multipart_as) does, or no body if there is none.
    pub fn optional_multipart_as<B>(&mut self, body: Option<&B>, media_types: &[(&str, &str)])
    where
        B: Multipart + Check,
    {
        if let Some(body) = body {
            self.multipart_as(body, media_types);
        }
    }

    /// Sends the body as text in UTF-8. A media type `text/…` without a charset gets one.
    pub fn text<'a, B>(&'a mut self, media_type: &'static str, body: &'a B) -> Field<'a, B>
    where
        B: Display + Check,
    {
        body.check(&mut self.checker);
        self.set_text(media_type, body.to_string());
        Field::new(&mut self.checker, "", Some(body))
    }

    /// Sends the body as text, or no body if there is none.
    pub fn optional_text<'a, B>(
        &'a mut self,
        media_type: &'static str,
        body: Option<&'a B>,
    ) -> Field<'a, B>
    where
        B: Display + Check,
    {
        match body {
            Some(body) => self.text(media_type, body),
            None => Field::new(&mut self.checker, "", None),
        }
    }

    /// Sends the body unchanged.
    pub fn bytes(&mut self, media_type: &'static str, body: &Body) {
        self.set_body(media_type, body.clone());
    }

    /// Sends the body unchanged, or no body if there is none.
    pub fn optional_bytes(&mut self, media_type: &'static str, body: Option<&Body>) {
        if let Some(body) = body {
            self.bytes(media_type, body);
        }
    }

    fn set_json(&mut self, media_type: &str, json: Json) {
        match json {
            Ok(json) => self.set_body(media_type, json.into()),
            Err(error) => self.checker.refuse(StyleError::from(error)),
        }
    }

    fn set_form(&mut self, json: Json, styles: &[(&str, QueryStyle)]) {
        match json.and_then(|json| self.write_form(&json, styles)) {
            Ok(form) => self.set_body("application/x-www-form-urlencoded", form.into()),
            Err(error) => self.checker.refuse(StyleError::from(error)),
        }
    }

    fn set_text(&mut self, media_type: &str, text: String) {
        if media_type.starts_with("text/") && !media_type.contains(';') {
            self.set_body(&format!("{media_type}; charset=utf-8"), text.into());
        } else {
            self.set_body(media_type, text.into());
        }
    }

    fn write_form(
        &mut self,
        json: &[u8],
        styles: &[(&str, QueryStyle)],
    ) -> serde_json::Result<String> {
        let mut form = String::new();
        for (name, value) in entries(raw(json)?)? {
            let style = styles.iter().find(|(field, _)| *field == name);
            let written = match style {
                Some((_, style)) => style.write(&name, value),
                None => form_field(&name, value),
            };
            match written {
                Ok(pairs) => push_pairs(&mut form, pairs),
                Err(error) => self.checker.refuse_field(&name, error),
            }
        }
        Ok(form)
    }

    fn set_body(&mut self, media_type: &str, body: Body) {
        if !self.headers.contains_key(CONTENT_TYPE) {
            self.set_header(CONTENT_TYPE.as_str(), media_type);
        }
        self.body = body;
    }
}
