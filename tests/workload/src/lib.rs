//! Work of a known size, and the comparison of programs that do it: calls to a server on the local machine, and the
//! reading of large responses. `cargo xtask bench calls` runs it with the crates of this generator and of others.

mod calls;
mod comparison;
mod hand_written;
mod response;
mod server;

pub use calls::{ACCOUNT_SID, AUTH_TOKEN, Calls, ID};
pub use comparison::Comparison;
pub use hand_written::HandWritten;
pub use response::bulk_response;
pub use server::serve;

/// The result of a program: nothing, or the first error.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;
