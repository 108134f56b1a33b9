//! Responses of any size.
//!
//! [`send`](super::super::Call::send) reads a whole response, up to [a maximum
//! size](super::super::ClientBuilder::max_response_bytes). A response that isn't JSON can be
//! streamed instead, however large it is:
//!
//! ```text
//! let mut document = binary.download().await?;
//! while let Some(chunk) = document.try_next().await? {
//!     file.write_all(&chunk)?;
//! }
//! ```
//!
//! [`Download`](super::super::Download) is a `Stream` as well. With the feature `blocking`,
//! `download_blocking` returns a reader.
//!
//! The call is retried until the headers of a success have arrived. After that, a broken
//! connection is an error, because the caller has already read a part. Request the rest, or the whole
//! response, as the API allows. A custom transport holds the whole response in memory, whatever its
//! size, unless it implements [`stream`](super::super::Transport::stream).
