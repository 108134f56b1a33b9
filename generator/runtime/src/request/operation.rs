//! Operations, and how they become requests.

use http::Request;

use super::super::error::Error;
use super::super::response::from_response::FromResponse;
use super::super::transport::body::Body;
use super::super::values::check::Checker;
use super::RequestWriter;
use super::extras::Extras;
use super::info::OperationInfo;
use super::server::{Destination, Servers};

/// An operation of the API with all its arguments.
///
/// Generated operations are [`Send`] and [`Sync`], and so the futures of their calls are `Send`. The
/// trait doesn't require it, because the compiler would check all fields of every operation for it; a
/// function that spawns a [`Call<O>`](super::super::Call) requires `O: Send`.
pub trait Operation: 'static {
    /// The reader of the response.
    type ResponseBody: FromResponse;

    /// The constant facts of the operation.
    const INFO: OperationInfo;

    /// Returns the facts of this call, which are [`INFO`](Self::INFO) unless the type stands for
    /// several operations.
    fn info(&self) -> OperationInfo {
        Self::INFO
    }

    /// Writes the arguments into a request.
    fn write(&self, request: &mut RequestWriter);

    /// Returns the request of the operation, to the server of the API's description and without
    /// credentials. This requires neither a client nor a connection.
    ///
    /// # Errors
    ///
    /// If an argument is invalid ([`Error::violations`] lists all problems), or the description has no
    /// absolute server.
    fn request(&self) -> Result<Request<Body>, Error>
    where
        Self: Sized,
    {
        build(
            self,
            &Servers::of(Destination::Described),
            Checks::All,
            None,
        )
    }
}

/// The checks of a request before it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checks {
    All,
    /// The constraints of the API's description are left to the server. Values that can't be sent safely
    /// are refused.
    WithoutConstraints,
}

impl Checks {
    fn checker(self) -> Checker {
        match self {
            Self::All => Checker::default(),
            Self::WithoutConstraints => Checker::without_constraints(),
        }
    }
}

/// Builds the request of an operation, with the caller's additions and without credentials.
pub(crate) fn build<O: Operation>(
    operation: &O,
    servers: &Servers,
    checks: Checks,
    extras: Option<&Extras>,
) -> Result<Request<Body>, Error> {
    let info = operation.info();
    let mut writer = RequestWriter::new(checks.checker());
    operation.write(&mut writer);
    if let Some(extras) = extras {
        extras.write(&info, &mut writer);
    }
    writer.finish(&info, O::ResponseBody::ACCEPT, servers)
}

/// The value of the response to an operation.
pub(crate) type Output<O> = <<O as Operation>::ResponseBody as FromResponse>::Output;
