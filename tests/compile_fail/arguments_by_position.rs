//! An address is created from text by position, where any two values could be swapped.

use twilio_numbers::v1::PortingAddress;

fn main() {
    let _ = PortingAddress::new("101 Spear St", "San Francisco", "CA", "94105", "USA");
}
