//! Composed types.

use crate::adapter::{Adapter, Driver, Vehicle};
use crate::server::{Reply, Server};
use crate::verdict::{Checked, Shortfall, ensure, expect};

use super::reading::read;

pub(super) fn recursive(adapter: &dyn Adapter) -> Checked {
    let parents = r#","parent":{"id":6,"name":"Max","parent":{"id":5,"name":"Ada"}}"#;
    let item = read(adapter, parents)?;
    let parent = item.parent.and_then(|parent| parent.parent);
    expect(parent.map(|parent| parent.name), Some("Ada".to_owned()))
}

pub(super) fn all_of(adapter: &dyn Adapter) -> Checked {
    let server = Server::always(Reply::json(200, r#"{"name":"Ada","license":"B"}"#))?;
    let expected = Driver {
        name: "Ada".to_owned(),
        license: "B".to_owned(),
    };
    expect(adapter.fetch_driver(&server.setup())?, expected)
}

fn vehicle(adapter: &dyn Adapter, body: &str) -> Result<Vehicle, Shortfall> {
    let server = Server::always(Reply::json(200, body))?;
    Ok(adapter.fetch_vehicle(&server.setup())?)
}

/// The body has the properties of both alternatives, so that only the discriminator tells them apart.
pub(super) fn union(adapter: &dyn Adapter) -> Checked {
    let van = vehicle(adapter, r#"{"kind":"van","axles":2,"seats":9}"#)?;
    expect(van, Vehicle::Van(9))?;
    let truck = vehicle(adapter, r#"{"kind":"truck","axles":3,"seats":2}"#)?;
    expect(truck, Vehicle::Truck(3))
}

pub(super) fn unknown_alternative(adapter: &dyn Adapter) -> Checked {
    let found = vehicle(adapter, r#"{"kind":"tram","rails":2}"#)?;
    let reason = format!("expected an unknown vehicle, found {found:?}");
    ensure(matches!(found, Vehicle::Other(_)), reason)
}
