//! The scoreboard: behaviours that users ask of generated clients, each checked against a server that
//! misbehaves.
//!
//! An [`Adapter`] calls the crate that a generator writes for the documents in `documents/`. The behaviours
//! are the same for all adapters: each starts a server on the loopback interface, has the adapter make a
//! call, and judges what the caller and the server saw. The library uses the standard library alone, so that
//! it changes no feature of a generator's dependencies.

mod adapter;
mod behaviours;
mod server;
mod verdict;

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

pub use self::adapter::{
    Adapter, CallError, Driver, Failure, Item, Nickname, Outcome, Setup, Vehicle, Webhook,
};
pub use self::behaviours::{BEHAVIOURS, Behaviour};
pub use self::verdict::Verdict;

/// The time that a behaviour may take. Those that pass take a few seconds at most.
const LIMIT: Duration = Duration::from_secs(60);

/// Checks every behaviour, in the order of [`BEHAVIOURS`].
pub fn verdicts<A>(adapter: A) -> Vec<(&'static Behaviour, Verdict)>
where
    A: Adapter + Copy + Send + 'static,
{
    let verdict = |behaviour: &'static Behaviour| (behaviour, verdict(adapter, behaviour));
    BEHAVIOURS.iter().map(verdict).collect()
}

/// Prints a line for every behaviour: its id, the verdict and the reason.
pub fn print<A>(adapter: A)
where
    A: Adapter + Copy + Send + 'static,
{
    for (behaviour, verdict) in verdicts(adapter) {
        println!("{}: {verdict}", behaviour.id);
    }
}

/// Checks a behaviour on a thread of its own, because a client without time limits never returns.
fn verdict<A>(adapter: A, behaviour: &'static Behaviour) -> Verdict
where
    A: Adapter + Copy + Send + 'static,
{
    let (report, verdict) = mpsc::channel();
    thread::spawn(move || report.send(Verdict::of((behaviour.check)(&adapter))));
    match verdict.recv_timeout(LIMIT) {
        Ok(verdict) => verdict,
        Err(mpsc::RecvTimeoutError::Timeout) => {
            let limit = LIMIT.as_secs();
            Verdict::Fail(format!("the call does not return within {limit} s"))
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => Verdict::Fail("the client panics".to_owned()),
    }
}
