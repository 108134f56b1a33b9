//! The format of a stream of events.

use http::header::CONTENT_TYPE;

use super::super::response::decode_error::DecodeError;
use super::super::response::raw::RawResponse;

/// The format of a stream of events: how its events are divided, and what is read of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamFormat {
    pub(super) framing: Framing,
    pub(super) item: ItemForm,
    /// The data of an event that isn't read and ends the stream.
    pub(super) sentinel: Option<&'static str>,
    /// The names of the events whose data has the other form.
    pub(super) exceptions: &'static [&'static str],
    /// The form of the data of all other events.
    pub(super) data: DataForm,
}

/// How the events of a stream are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// `text/event-stream`, as the WHATWG defines it.
    ServerSentEvents,
    /// A JSON text on each line.
    JsonLines,
    /// A JSON text after each record separator (RFC 7464).
    JsonSequence,
}

/// The part of an event that its item is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemForm {
    Data,
    /// An object of all fields: `event`, `data`, `id` and `retry`.
    Fields,
}

/// The form of the data of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DataForm {
    Json,
    Text,
}

impl StreamFormat {
    const fn new(framing: Framing) -> Self {
        Self {
            framing,
            item: ItemForm::Data,
            sentinel: None,
            exceptions: &[],
            data: DataForm::Json,
        }
    }

    /// Server-sent events. An item is the JSON in the data of an event.
    #[must_use]
    pub const fn server_sent_events() -> Self {
        Self::new(Framing::ServerSentEvents)
    }

    /// Lines of JSON, each an item.
    #[must_use]
    pub const fn json_lines() -> Self {
        Self::new(Framing::JsonLines)
    }

    /// Creates a JSON text sequence (RFC 7464), of which each JSON text is an item.
    #[must_use]
    pub const fn json_sequence() -> Self {
        Self::new(Framing::JsonSequence)
    }

    /// Returns the same format, whose data is text.
    #[must_use]
    pub const fn text(mut self) -> Self {
        self.data = DataForm::Text;
        self
    }

    /// Returns the same format, whose items are objects of the fields of a server-sent event: `event`,
    /// `data`, `id` and `retry`. An event without a name has the name `message`.
    #[must_use]
    pub const fn fields(mut self) -> Self {
        self.item = ItemForm::Fields;
        self
    }

    /// Returns the same format, in which the data of the events with these names is text where that of all
    /// others is JSON, or JSON where that of all others is text.
    #[must_use]
    pub const fn except(mut self, names: &'static [&'static str]) -> Self {
        self.exceptions = names;
        self
    }

    /// Returns the same format, in which an event with this data ends the stream.
    #[must_use]
    pub const fn sentinel(mut self, data: &'static str) -> Self {
        self.sentinel = Some(data);
        self
    }

    /// Returns the media type of the format.
    #[must_use]
    pub const fn media_type(&self) -> &'static str {
        match self.framing {
            Framing::ServerSentEvents => "text/event-stream",
            Framing::JsonLines => "application/jsonl",
            Framing::JsonSequence => "application/json-seq",
        }
    }

    /// Returns the form of the data of an event with this name.
    pub(super) fn data_of(&self, name: &str) -> DataForm {
        match (self.data, self.exceptions.contains(&name)) {
            (form, false) => form,
            (DataForm::Json, true) => DataForm::Text,
            (DataForm::Text, true) => DataForm::Json,
        }
    }

    /// Checks that a response declares a media type of the format, if it declares any.
    ///
    /// Lines of JSON have no media type that all servers agree on, so that only those that certainly
    /// aren't any are refused.
    pub(super) fn check(&self, response: &RawResponse) -> Result<(), DecodeError> {
        let Some(declared) = response.header(CONTENT_TYPE.as_str()) else {
            return Ok(());
        };
        let essence = declared.split(';').next().unwrap_or(declared).trim();
        let is = |media_type: &str| essence.eq_ignore_ascii_case(media_type);
        let fits = match self.framing {
            Framing::ServerSentEvents => is(self.media_type()),
            Framing::JsonLines | Framing::JsonSequence => {
                !is("text/html") && !is("text/event-stream")
            }
        };
        match fits {
            true => Ok(()),
            false => Err(DecodeError::new(format!(
                "expected a stream of the media type {}, found {essence}",
                self.media_type()
            ))),
        }
    }
}
