//! An address is created without its ZIP code: the compiler names the missing field.

use twilio_numbers::v1::{PortingAddress, PortingAddressArgs};

fn main() {
    let _ = PortingAddress::new(PortingAddressArgs {
        street: "101 Spear St".to_owned(),
        city: "San Francisco".to_owned(),
        state: "CA".to_owned(),
        country: "USA".to_owned(),
    });
}
