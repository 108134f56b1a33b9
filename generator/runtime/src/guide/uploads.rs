//! Bodies and files of any size.
//!
//! A binary body, and a file in a multipart body, is a [`Body`](super::super::Body). Bytes and
//! texts convert to one. Any other source is read while it is sent, and never held in memory as a whole:
//! a file on disk, a reader, or the chunks of a stream.
//!
//! ```text
//! let scan = Part::new("scan.pdf", Body::path("scan.pdf")).media_type("application/pdf");
//! let export = Body::reader(None, move || table.export());
//! ```
//!
//! If the API accepts a file or a text, use [`Part::text`](super::super::Part::text) for the
//! text. A multipart body without declared fields is a [`Form`](super::super::Form), which accepts
//! any field: `Form::new().field("title", "Bill").file("scan", scan)`.
//!
//! Files and readers are read on a separate thread, so a blocking one delays only its call.
//!
//! A reader or a stream is created by a function for every attempt, and a file is opened for every
//! attempt. The call is therefore retried like any other, and sends the whole body again.
//!
//! The time limit of an attempt, 30 seconds, includes the sending. A large body needs a longer limit,
//! and the call an even longer one:
//!
//! ```text
//! call.attempt_timeout(Duration::from_secs(600))
//!     .timeout(Duration::from_secs(1800))
//!     .send()
//!     .await?;
//! ```
//!
//! A source that can't be opened or read, or has another length than declared, ends the call with
//! an error for which [`is_request_body`](super::super::Error::is_request_body) holds. The server
//! then has an incomplete request, which it won't carry out as if it were complete.
//!
//! A body of unknown length is sent in chunks (`Transfer-Encoding: chunked`), and so is one that
//! contains such a file. Not every server accepts that; pass the length if it is known.
