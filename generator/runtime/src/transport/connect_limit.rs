//! The time limit for connecting, for clients of reqwest, which know one limit for all calls.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::timeout;
use tower_layer::Layer;
use tower_service::Service;

use super::error::{TransportError, TransportErrorKind};

type BoxError = Box<dyn Error + Send + Sync>;

tokio::task_local! {
    /// The limit of the call that the task sends. A connector can't be passed it.
    static LIMIT: Duration;
}

/// Runs a call whose connecting takes no longer than the limit.
pub(super) async fn scope<F: Future>(limit: Duration, call: F) -> F::Output {
    LIMIT.scope(limit, call).await
}

/// Adds the limit to a connector.
#[derive(Clone)]
pub(super) struct ConnectLimit;

impl<S> Layer<S> for ConnectLimit {
    type Service = Limited<S>;

    fn layer(&self, connector: S) -> Limited<S> {
        Limited(connector)
    }
}

/// A connector with the limit of each call.
#[derive(Clone)]
pub(super) struct Limited<S>(S);

impl<S, R> Service<R> for Limited<S>
where
    S: Service<R, Error = BoxError>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, target: R) -> Self::Future {
        let connecting = self.0.call(target);
        // Outside a call there is no limit; the client itself never connects there.
        let limit = LIMIT.try_with(|limit| *limit).unwrap_or(Duration::MAX);
        Box::pin(async move {
            let connected = timeout(limit, connecting).await;
            connected.unwrap_or_else(|_| Err(too_slow(limit).into()))
        })
    }
}

fn too_slow(limit: Duration) -> TransportError {
    let problem = format!("none was ready within {limit:?}");
    TransportError::new(TransportErrorKind::Connect, problem)
}
