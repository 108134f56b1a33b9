//! A program that makes one call with the crate of this generator.

use client::Client;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(fetch())
}

async fn fetch() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    let id = "EC0123456789abcdef0123456789abcdef".parse()?;
    let response = client.bulk_eligibility().fetch(id).await?;
    println!("{response:?}");
    Ok(())
}
