//! The body of a response that is a stream of events.

use std::marker::PhantomData;

use super::super::response::decode_error::DecodeError;
use super::super::response::from_response::{Downloadable, FromResponse, ResponseReader};
use super::items::{self, Items};
use super::streamed::Streamed;

/// The body of a response that is a stream of events.
///
/// [`Call::stream`](super::super::Call::stream) yields the items as they arrive. [`Call::send`](super::super::Call::send)
/// waits for the end of the stream and returns them all.
#[derive(Debug)]
pub struct StreamBody<O>(PhantomData<fn() -> O>);

impl<O: Streamed> FromResponse for StreamBody<O> {
    type Output = Vec<O::Item>;

    const ACCEPT: &'static str = O::STREAM.media_type();

    fn read(reader: &mut ResponseReader<'_>) -> Result<Vec<O::Item>, DecodeError> {
        let response = reader.response();
        O::STREAM.check(response)?;
        // The limit of the response applies to all items together.
        let mut items = Items::new(O::STREAM, usize::MAX);
        items.push(response.body());
        items.finish();
        let mut values = Vec::new();
        while let Some(frame) = items.next().map_err(DecodeError::new)? {
            values.push(items::read(&O::STREAM, &frame, |text| {
                reader.json_text(text)
            })?);
        }
        Ok(values)
    }
}

/// The bytes of the stream can be had as they are, too.
impl<O> Downloadable for StreamBody<O> {}
