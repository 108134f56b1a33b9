//! Code of one's own, which is a module of the generated crate.

use crate::v1::State;
use crate::{Client, Error};

impl Client {
    /// Returns whether a ticket is open.
    ///
    /// # Errors
    ///
    /// Returns the error of the call.
    pub async fn is_open(&self, number: i32) -> Result<bool, Error> {
        let ticket = self.tickets().fetch(number).send().await?;
        Ok(ticket.state == State::Open)
    }
}

/// The number of the first ticket, to show that the crate exports the items of this module.
pub const FIRST_TICKET: i32 = 1;
