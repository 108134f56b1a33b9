//! Drift in lists and pages.

use jiff::Timestamp;
use jiff::civil::Date;
use sdksmith_runtime as runtime;
use sdksmith_runtime::testing::MockTransport;
use sdksmith_runtime::{
    ClientBuilder, Error, Json, Operation, OperationInfo, RequestWriter, Response, SkippedField,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::support::{PROFILE, SERVER, credentials};

use super::Owner;

#[derive(Debug, Deserialize, Serialize)]
struct Listing {
    items: Vec<Owner>,
}

#[derive(Clone, Debug)]
struct ListOwners;

impl Operation for ListOwners {
    type ResponseBody = Json<Listing>;
    const INFO: OperationInfo = OperationInfo::get("ListOwners", SERVER, "/owners");
    fn write(&self, _: &mut RequestWriter) {}
}

fn list(items: &[Value]) -> Result<Response<Listing>, Error> {
    let transport = MockTransport::new();
    let body = json!({ "items": items });
    let _ = transport.on::<ListOwners>().respond_json(200, &body);
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    let client = builder.blocking_transport(transport).build().unwrap();
    client.call(ListOwners).send_with_response_blocking()
}

#[test]
fn every_item_of_a_page_may_drift() {
    let items = vec![json!({ "name": "a", "active": "yes" }); 300];
    let response = list(&items).unwrap();
    assert_eq!(response.value().items.len(), 300);
    assert_eq!(response.drift().len(), 300);
    assert_eq!(response.drift()[299].path(), "items[299].active");
}

/// A list of dates, and one of texts without nulls.
#[derive(Clone, Debug, PartialEq)]
struct Calendar {
    day: Date,
    days: Option<Vec<Date>>,
    ends: Option<Vec<Timestamp>>,
    names: Vec<String>,
    notes: Option<Vec<Option<String>>>,
}
runtime::object!(Calendar {
    day: required("day", lenient),
    days: optional("days", lenient),
    ends: optional("ends", lenient),
    names: required("names"),
    notes: optional("notes")
});

#[derive(Clone, Debug)]
struct FetchCalendar;

impl Operation for FetchCalendar {
    type ResponseBody = Json<Calendar>;
    const INFO: OperationInfo = OperationInfo::get("FetchCalendar", SERVER, "/calendar");
    fn write(&self, _: &mut RequestWriter) {}
}

fn calendar(body: &Value) -> Result<Response<Calendar>, Error> {
    let transport = MockTransport::new();
    let _ = transport.on::<FetchCalendar>().respond_json(200, body);
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    let client = builder.blocking_transport(transport).build().unwrap();
    client.call(FetchCalendar).send_with_response_blocking()
}

#[test]
fn time_of_day_beyond_a_date_is_reported() {
    let response = calendar(&json!({
        "day": "2020-02-13T16:54:11",
        "days": ["2020-02-14", "2020-02-15 10:00:00Z"],
        "names": [],
    }))
    .unwrap();
    let value = response.value();
    assert_eq!(value.day.to_string(), "2020-02-13");
    assert_eq!(value.days.as_ref().unwrap()[1].to_string(), "2020-02-15");
    let drift = response.drift();
    let drift: Vec<_> = drift
        .iter()
        .map(|found| (found.path(), found.value()))
        .collect();
    assert_eq!(
        drift,
        [
            ("day", &json!("2020-02-13T16:54:11")),
            ("days[1]", &json!("2020-02-15 10:00:00Z")),
        ]
    );
    assert!(calendar(&json!({ "day": "soon", "names": [] })).is_err());
}

#[test]
fn date_time_after_the_latest_timestamp_is_the_latest_and_reported() {
    let response = calendar(&json!({
        "day": "2020-02-13",
        "ends": ["2020-02-14T00:00:00Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.9999999+01:00"],
        "names": [],
    }))
    .unwrap();
    let ends = response.value().ends.as_deref().unwrap();
    assert_eq!(ends[0].to_string(), "2020-02-14T00:00:00Z");
    assert_eq!(ends[1..], [Timestamp::MAX; 2]);
    let drift = response.drift();
    let paths: Vec<_> = drift.iter().map(SkippedField::path).collect();
    assert_eq!(paths, ["ends[1]", "ends[2]"]);
    assert_eq!(
        drift[0].expected(),
        "a date-time up to 9999-12-30T22:00:00Z"
    );
    assert_eq!(drift[0].value(), &json!("9999-12-31T23:59:59Z"));
    // Neither a date alone nor a date-time that does not exist is one.
    for text in ["9999-12-31", "9999-12-31T23:59:59", "9999-12-32T00:00:00Z"] {
        let response = calendar(&json!({ "day": "2020-02-13", "ends": [text], "names": [] }));
        assert!(response.is_err(), "{text}");
    }
}

#[test]
fn nulls_are_kept_in_lists_that_allow_them_and_reported_in_others() {
    let response = calendar(&json!({
        "day": "2020-02-13",
        "names": [null, "a", null, "b"],
        "notes": [null, "n"],
    }))
    .unwrap();
    assert_eq!(response.value().names, ["a", "b"]);
    assert_eq!(
        response.value().notes,
        Some(vec![None, Some("n".to_owned())])
    );
    let drift = response.drift();
    let drift: Vec<_> = drift.iter().map(SkippedField::path).collect();
    assert_eq!(drift, ["names[0]", "names[2]"]);
}
