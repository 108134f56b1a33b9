//! Constructs that are easily lost: each value and each request as it goes over the wire.

#![cfg(feature = "rare")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets something unexpected shall fail"
)]

use constructs::rare::unreferenced::*;
use constructs::rare::*;
use constructs::{
    Body, Client, Credentials, Limits, Operation, Transport, TransportErrorKind, TransportFuture,
};
use http::Request;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

#[test]
fn integer_enums_are_open() {
    let channel: Channel =
        serde_json::from_value(json!({"kind": 5, "code": "302", "band": 7.5})).unwrap();
    assert_eq!(channel.kind, Kind::Voice);
    assert_eq!(channel.code, Some(ChannelCode::Value302));
    let newer: Kind = serde_json::from_value(json!(99)).unwrap();
    assert!(!newer.is_known());
    assert_eq!(serde_json::to_value(newer).unwrap(), json!(99));
    let operation = CreateChannel::new(Kind::None, Channel::new(Kind::Text));
    let request = operation.request().unwrap();
    assert_eq!(request.uri().path(), "/channels/-1");
    assert_eq!(request.body().bytes().unwrap(), r#"{"kind":0}"#);
}

#[test]
fn enumerated_numbers_and_booleans_are_checked() {
    let refused = |channel: Channel| {
        let error = CreateChannel::new(Kind::Text, channel)
            .request()
            .unwrap_err();
        error.to_string()
    };
    let channel = || Channel::new(Kind::Voice);
    let error = refused(channel().band(3.0));
    assert!(error.contains("`band`: must be `2.4` or `5`"), "{error}");
    let error = refused(channel().confirmed(false));
    assert!(error.contains("`confirmed`: must be `true`"), "{error}");
    let fine = CreateChannel::new(Kind::Text, channel().band(5.0).confirmed(true));
    assert!(fine.request().is_ok());
}

#[test]
fn type_lists_become_unions() {
    let written = |channel: Channel| json(channel.quality);
    let channel = || Channel::new(Kind::Voice);
    assert_eq!(
        written(channel().quality(ChannelQualityText::Auto.into())),
        "auto"
    );
    assert_eq!(
        written(channel().quality(ChannelQualityInteger::Value2.into())),
        2
    );
    let quality = |value| read::<Channel>(&json!({"kind": 0, "quality": value})).quality;
    assert!(matches!(
        quality(json!(1)),
        Some(ChannelQuality::Integer(ChannelQualityInteger::Value1))
    ));
    assert_eq!(json(quality(json!("newer"))), "newer");
}

#[test]
fn enumerated_lists_and_objects_are_checked() {
    let send =
        |range| CreateChannel::new(Kind::Text, Channel::new(Kind::Voice).range(range)).request();
    assert!(send(json!([0, 1])).is_ok());
    assert!(send(json!([-1, {"by": "\"", "to": 2.5}])).is_ok());
    let error = send(json!([0, 2])).unwrap_err().to_string();
    assert!(
        error.contains("`range`: must be `[0,1]` or `[-1,{"),
        "{error}"
    );
}

fn read<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap()
}

fn json(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

#[test]
fn derived_objects_are_distinguished_by_their_discriminator() {
    let prey = json!({"species": "white", "teeth": 300});
    let salmon = json!({"species": "Salmon", "length": 0.5, "wild": true, "prey": prey});
    let fish: Fish = read(&salmon);
    let Fish::Salmon(found) = &fish else {
        panic!("{fish:?}");
    };
    assert!(matches!(
        found.prey.as_deref(),
        Some(Fish::Shark(Shark::GreatWhite(_)))
    ));
    assert_eq!(json(&fish), salmon);
    assert!(matches!(read(&json!({"species": "Fish"})), Fish::Fish(_)));
    assert!(matches!(
        read(&json!({"species": "young-salmon"})),
        Fish::Grilse(_)
    ));
    let shark = json!({"species": "Shark", "length": 2.5});
    assert!(matches!(read(&shark), Fish::Shark(Shark::Shark(_))));
    let eel = json!({"species": "eel", "volts": 600});
    assert_eq!(json(read::<Fish>(&eel)), eel);
}

#[test]
fn undeclared_discriminators_are_kept() {
    for tag in [json!("mail"), json!("post"), json!("7")] {
        let notice = json!({"by": tag});
        assert_eq!(json(read::<Notice>(&notice)), notice);
    }
    assert!(matches!(read(&json!({"by": 7})), Notice::N7(_)));
    assert_eq!(
        json(Notice::Mail(read(&json!({"to": "x"})))),
        json!({"by": "mail", "to": "x"})
    );
}

/// A transport for calls that are never made.
struct Nowhere;

impl Transport for Nowhere {
    fn send(&self, _: Request<Body>, _: Limits) -> TransportFuture<'_> {
        Box::pin(async { Err(TransportErrorKind::Other.into()) })
    }
}

#[test]
fn api_keys_are_sent_where_declared() {
    let uri_and_key = |credentials: Credentials| {
        let builder = Client::builder().credentials(credentials);
        let client = builder.transport(Nowhere).build().unwrap();
        let operation = CreateChannel::new(Kind::Text, Channel::new(Kind::Text));
        let request = client.call(operation).request().unwrap();
        let key = request.headers().get("x-api-key").cloned();
        (request.uri().to_string(), key)
    };
    let (uri, key) = uri_and_key(Credentials::key("k").and(Credentials::query_key("q")));
    assert_eq!(uri, "https://rare.acme.test/channels/0?api_key=q");
    assert!(key.is_some_and(|key| key.is_sensitive() && key == "k"));
}

#[test]
fn path_template_may_contain_a_query_and_braces() {
    let mut operation = List::new(ListArgs {
        id: "a/b".into(),
        order: "up & down".into(),
    });
    operation.size = Some(2);
    let uri = operation.request().unwrap().uri().to_string();
    assert_eq!(
        uri,
        "https://rare.acme.test/list/%7Ba%2Fb%7D?all&order=up%20%26%20down&size=2"
    );
}

#[test]
fn parameters_support_rfc_2822_dates() {
    let time: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
    let mut operation = Mailed::new(MailedArgs {
        at: time,
        from: time,
    });
    operation.to = Some(time);
    operation.on = Some(vec![time, time]);
    operation.x_since = Some(time);
    let request = operation.request().unwrap();
    let text = "Sun%2C%2001%20Mar%202026%2012%3A00%3A00%20%2B0000";
    assert_eq!(request.uri().path(), format!("/mailed/{text}"));
    let query = format!("from={text}&to={text}&on={text}&on={text}");
    assert_eq!(request.uri().query(), Some(query.as_str()));
    assert_eq!(
        request.headers()["x-since"],
        "Sun, 01 Mar 2026 12:00:00 +0000"
    );
}

#[test]
fn flags_tell_alternatives_apart() {
    let closed = json!({"open": false, "at": "7"});
    let door: Door = read(&closed);
    assert!(matches!(door, Door::Closed(_)));
    assert_eq!(json(door), closed);
    assert!(matches!(
        read(&json!({"open": true, "at": "7"})),
        Door::Open(_)
    ));
    assert!(matches!(read(&json!({"at": "7"})), Door::Unrecognized(_)));

    let gate = json!({"name": "North", "open": false, "width": 3});
    let read_again: Gate = read(&gate);
    assert!(matches!(read_again, Gate::Object2(_)), "{read_again:?}");
    assert_eq!(json(read_again), gate);
}

#[test]
fn read_only_and_write_only_properties_are_optional_in_shared_types() {
    let user = User::new("Ann").password("secret");
    let request = CreateUser::new(user).request().unwrap();
    assert_eq!(
        request.body().bytes().unwrap(),
        r#"{"name":"Ann","password":"secret"}"#
    );
    let response = json!({"id": 7, "name": "Ann"});
    let user: User = read(&response);
    assert_eq!((user.id, user.password.as_deref()), (Some(7), None));
    assert_eq!(json(user), response);

    let refused = CreateUser::new(User::new("Ann")).request().unwrap_err();
    assert_eq!(refused.violations()[0].problem(), "requires `password`");
}
