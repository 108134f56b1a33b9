//! Results that are worked out once and then shared.

use std::sync::{Arc, Mutex, PoisonError};

/// The results for a few keys, such as the servers that the operations of an API name. A failure isn't
/// kept.
pub(crate) struct Memo<K, V>(Mutex<Vec<(K, Arc<V>)>>);

impl<K: PartialEq, V> Memo<K, V> {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(Vec::new()))
    }

    /// Returns the result for a key, which `make` works out if the memo lacks it.
    pub(crate) fn get<E>(&self, key: K, make: impl FnOnce() -> Result<V, E>) -> Result<Arc<V>, E> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, value)) = known.iter().find(|(other, _)| *other == key) {
            return Ok(Arc::clone(value));
        }
        let value = Arc::new(make()?);
        known.push((key, Arc::clone(&value)));
        Ok(value)
    }
}
