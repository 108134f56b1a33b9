//! A program that makes one call. Beside it is the call of the crate of one generator.

use std::error::Error;

mod call;

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(call::fetch())
}
