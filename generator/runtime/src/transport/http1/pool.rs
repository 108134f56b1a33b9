//! Connections that wait for their next request.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::runtime::Id;
use tokio::time::timeout;

use super::connection::Connection;
use super::target::Target;

/// The maximum number of idle connections to one server.
const MOST_IDLE: usize = 32;

/// The maximum time for a connection to become ready again once a response was read.
const MOMENT: Duration = Duration::from_secs(1);

/// Connections that wait for their next request.
///
/// They are kept apart by the runtime that drives them: one that belongs to another runtime makes no
/// progress while that isn't running.
#[derive(Default)]
pub(super) struct Pool(Mutex<HashMap<Key, Vec<Connection>>>);

pub(super) type Key = (Id, Target);

impl Pool {
    /// Returns a connection to the server that isn't in use. The one that was used last comes first.
    pub(super) fn take(&self, key: &Key) -> Option<Connection> {
        let mut idle = self.lock();
        let connections = idle.get_mut(key)?;
        while let Some(connection) = connections.pop() {
            if connection.sender.is_ready() {
                return Some(connection.reuse());
            }
        }
        None
    }

    /// Keeps a connection whose response has been read, once it is ready for another request. One that is
    /// still sending is closed soon: the server responded before it had all of the request.
    pub(super) fn put(self: &Arc<Self>, key: Key, mut connection: Connection) {
        if connection.sender.is_closed() {
            return;
        }
        if connection.sender.is_ready() {
            return self.keep(key, connection);
        }
        let pool = Arc::downgrade(self);
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        runtime.spawn(async move {
            let ready = timeout(MOMENT, connection.sender.ready()).await;
            if let (Ok(Ok(())), Some(pool)) = (ready, pool.upgrade()) {
                pool.keep(key, connection);
            }
        });
    }

    fn keep(&self, key: Key, connection: Connection) {
        let mut idle = self.lock();
        // Servers and runtimes that are gone leave nothing behind.
        idle.retain(|_, connections| {
            connections.retain(|connection| connection.sender.is_ready());
            !connections.is_empty()
        });
        let connections = idle.entry(key).or_default();
        if connections.len() < MOST_IDLE {
            connection.rest();
            connections.push(connection);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Vec<Connection>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
