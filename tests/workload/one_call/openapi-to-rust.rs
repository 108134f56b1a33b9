//! One call of the crate that is made of the modules of openapi-to-rust.

use std::error::Error;

use client::HttpClient;

pub(crate) async fn fetch() -> Result<(), Box<dyn Error>> {
    let client = HttpClient::new();
    let id = "EC0123456789abcdef0123456789abcdef";
    let response = client.fetch_bulk_eligibility(id).await?;
    println!("{response:?}");
    Ok(())
}
