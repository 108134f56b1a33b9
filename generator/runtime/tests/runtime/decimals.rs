//! Decimal numbers, which keep all their digits.

use std::collections::BTreeMap;

use sdksmith_runtime as runtime;
use sdksmith_runtime::testing::MockTransport;
use sdksmith_runtime::{
    ClientBuilder, Decimal, Json, Operation, OperationInfo, RequestWriter, Response,
};
use serde_json::json;

use crate::support::{PROFILE, SERVER, credentials};

#[derive(Clone, Debug, PartialEq)]
struct Bill {
    total: Decimal,
    tax: Option<Decimal>,
    lines: Vec<Option<Decimal>>,
    rates: BTreeMap<String, Decimal>,
    units: Option<u64>,
}
runtime::object!(Bill {
    total: required("total"),
    tax: optional("tax"),
    lines: required("lines"),
    rates: required("rates", lenient),
    units: optional("units", lenient)
});

#[derive(Clone, Debug)]
struct FetchBill;

impl Operation for FetchBill {
    type ResponseBody = Json<Bill>;
    const INFO: OperationInfo = OperationInfo::get("FetchBill", SERVER, "/bill");
    fn write(&self, _: &mut RequestWriter) {}
}

fn read(body: &'static str) -> Response<Bill> {
    let transport = MockTransport::new();
    let response = runtime::testing::MockResponse::status(200)
        .header("content-type", "application/json")
        .body(body);
    let _ = transport.on::<FetchBill>().respond(response);
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    let client = builder.blocking_transport(transport).build().unwrap();
    client
        .call(FetchBill)
        .send_with_response_blocking()
        .unwrap()
}

const BILL: &str = r#"{"total":12345678901234567890.123456789,"tax":"0.10","lines":[0.1,null,1e400,12.50],"rates":{"a":-0.000000000000000000001},"units":18446744073709551615}"#;

/// In both passes: the second one follows on a value of another type.
#[test]
fn decimals_keep_their_digits() {
    let response = read(BILL);
    assert!(response.drift().is_empty());
    assert_eq!(serde_json::to_string(response.value()).unwrap(), BILL);

    let response = read(
        r#"{"total":12345678901234567890.123456789,"tax":"a tenth","lines":[0.1],"rates":{}}"#,
    );
    assert_eq!(response.drift()[0].path(), "tax");
    let total = response.value().total.as_str();
    assert_eq!(total, "12345678901234567890.123456789");
}

#[test]
fn decimals_compare_as_numbers() {
    let decimal = |text: &str| text.parse::<Decimal>().unwrap();
    assert_eq!(decimal("12.50"), decimal("+012.5"));
    assert_eq!(decimal("-0"), Decimal::from(0));
    let ascending = [
        "-1e3", "-999.5", "-1", "0", "1e-9", "0.5", "9", "10", "99", "1e2",
    ];
    assert!(ascending.map(decimal).is_sorted());
    for text in ["", "-", "abc", "1.2.3", "0x1", "NaN", " 1"] {
        assert!(text.parse::<Decimal>().is_err(), "{text}");
    }
    assert_eq!(Decimal::try_from(0.1).unwrap(), decimal("0.1"));
    assert!(Decimal::try_from(f64::INFINITY).is_err());
}

/// JSON allows fewer spellings than a program.
#[test]
fn created_decimals_are_json_numbers() {
    for (text, json) in [
        ("+007.50", "7.50"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-00.e3", "-0e3"),
        ("1e400", "1e400"),
    ] {
        let decimal: Decimal = text.parse().unwrap();
        assert_eq!(serde_json::to_string(&decimal).unwrap(), json);
    }
    let read: Decimal = serde_json::from_value(json!("007.50")).unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), json!("007.50"));
}
