//! Operations that fetch an object until it no longer changes.

/// The states in which a fetched object no longer changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Polling {
    /// The property of the response that holds the state, by its name on the wire. Its values are text or those of
    /// an enum.
    pub state: String,
    /// The states in which the object no longer changes, on the wire. At least one.
    pub terminal: Vec<String>,
}
