//! One call of the crate of this generator.

use std::error::Error;

use client::Client;

pub(crate) async fn fetch() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    let id = "EC0123456789abcdef0123456789abcdef".parse()?;
    let response = client.bulk_eligibility().fetch(id).await?;
    println!("{response:?}");
    Ok(())
}
