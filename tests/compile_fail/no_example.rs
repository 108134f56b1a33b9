//! An answer is wanted that no document shows.

use twilio_numbers::testing::MemoryTransport;
use twilio_numbers::v1::DeletePortingPortIn;

fn main() {
    let _ = MemoryTransport::new().on::<DeletePortingPortIn>().respond_example();
}
