// @generated: a copy of `generator/runtime/src/request/operation.rs`; edit that file instead.

//! What an operation is: its place in the API, and how it becomes a request.

use http::Request;

use super::super::error::Error;
use super::super::response::from_response::FromResponse;
use super::super::transport::body::Body;
use super::RequestWriter;
use super::info::OperationInfo;
use super::server::{Destination, Server};

/// One call of the API with all its arguments.
///
/// Generated operations are [`Send`] and [`Sync`], and so the futures of their calls are `Send`. The
/// trait doesn't ask for it, since the compiler would go through all that an operation holds to see it,
/// for every operation anew; a function that spawns a [`Call<O>`](super::super::Call) asks for `O: Send`.
pub trait Operation: 'static {
    /// How the answer is read.
    type ResponseBody: FromResponse;

    /// What is the same for every call of the operation.
    const INFO: OperationInfo;

    /// What is to be known of this call of it, which is [`INFO`](Self::INFO) unless the operation
    /// stands for several.
    fn info(&self) -> OperationInfo {
        Self::INFO
    }

    /// Writes the arguments into a request.
    fn write(&self, request: &mut RequestWriter);

    /// The request that the operation becomes, to the server that the API's description names and
    /// without credentials. No client and no connection is needed.
    ///
    /// # Errors
    ///
    /// If an argument isn't what it must be ([`Error::violations`] lists all that aren't), or the
    /// description names no absolute server.
    fn request(&self) -> Result<Request<Body>, Error>
    where
        Self: Sized,
    {
        build(self, &Destination::Described)
    }
}

/// Makes the request of an operation, without credentials.
pub(crate) fn build<O: Operation>(
    operation: &O,
    destination: &Destination,
) -> Result<Request<Body>, Error> {
    let info = operation.info();
    let server = Server::of(info.server(), destination)
        .map_err(|error| Error::configuration(error).of(info.name()))?;
    let mut writer = RequestWriter::default();
    operation.write(&mut writer);
    let accept = info.accepted().unwrap_or(O::ResponseBody::ACCEPT);
    writer.default_headers(accept);
    writer.finish(&info, &server)
}

/// What reading the answer to an operation gives.
pub(crate) type Output<O> = <<O as Operation>::ResponseBody as FromResponse>::Output;
