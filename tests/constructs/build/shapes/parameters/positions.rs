//! The positions of a kind in each place.

use crate::shapes::styles::{JSON, PLAIN, Place};

/// What a parameter holds.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Shape {
    One,
    List,
    /// One of a value and a list, which is a list.
    Either,
    Object,
    Map,
}

/// A name, the shape of the value, and its style and `explode`, unless they are the defaults.
pub(super) type Position = (&'static str, Shape, &'static str, Option<bool>);

const fn at(
    name: &'static str,
    shape: Shape,
    style: &'static str,
    explode: Option<bool>,
) -> Position {
    (name, shape, style, explode)
}

/// The places: how the names of their operations start, and their positions.
pub(super) const PLACES: &[(&str, Place, &[Position])] = &[
    ("Path", Place::Path, IN_PATH),
    ("Query", Place::Query, IN_QUERY),
    ("Header", Place::Header, IN_HEADER),
    ("Cookie", Place::Cookie, IN_COOKIE),
    ("Form", Place::Form, IN_FORM),
    ("Multipart", Place::Multipart, IN_MULTIPART),
];

const IN_PATH: &[Position] = &[
    at("one", Shape::One, "", None),
    at("list", Shape::List, "", None),
    at("list_exploded", Shape::List, "", Some(true)),
    at("either", Shape::Either, "", None),
    at("object", Shape::Object, "", None),
    at("object_exploded", Shape::Object, "simple", Some(true)),
    at("map", Shape::Map, "", None),
    at("label", Shape::One, "label", None),
    at("label_list", Shape::List, "label", None),
    at("label_list_exploded", Shape::List, "label", Some(true)),
    at("label_object", Shape::Object, "label", None),
    at("label_object_exploded", Shape::Object, "label", Some(true)),
    at("matrix", Shape::One, "matrix", None),
    at("matrix_list", Shape::List, "matrix", None),
    at("matrix_list_exploded", Shape::List, "matrix", Some(true)),
    at("matrix_object", Shape::Object, "matrix", None),
    at(
        "matrix_object_exploded",
        Shape::Object,
        "matrix",
        Some(true),
    ),
    at("json", Shape::One, JSON, None),
    at("json_list", Shape::List, JSON, None),
    at("plain", Shape::One, PLAIN, None),
];

const IN_QUERY: &[Position] = &[
    at("one", Shape::One, "", None),
    at("list", Shape::List, "", None),
    at("list_commas", Shape::List, "form", Some(false)),
    at("list_spaces", Shape::List, "spaceDelimited", None),
    at("list_pipes", Shape::List, "pipeDelimited", Some(false)),
    at("either", Shape::Either, "", None),
    at("object", Shape::Object, "form", None),
    at("object_commas", Shape::Object, "", Some(false)),
    at(
        "object_spaces",
        Shape::Object,
        "spaceDelimited",
        Some(false),
    ),
    at("object_pipes", Shape::Object, "pipeDelimited", None),
    at("object_deep", Shape::Object, "deepObject", Some(true)),
    at("map", Shape::Map, "", None),
    at("map_deep", Shape::Map, "deepObject", Some(true)),
    at("json", Shape::One, JSON, None),
    at("json_list", Shape::List, JSON, None),
    at("plain", Shape::One, PLAIN, None),
];

const IN_HEADER: &[Position] = &[
    at("one", Shape::One, "", None),
    at("list", Shape::List, "", None),
    at("list_exploded", Shape::List, "simple", Some(true)),
    at("object", Shape::Object, "", None),
    at("object_exploded", Shape::Object, "", Some(true)),
    at("either", Shape::Either, "", None),
    at("map", Shape::Map, "", Some(true)),
    at("json", Shape::One, JSON, None),
    at("json_list", Shape::List, JSON, None),
    at("plain", Shape::One, PLAIN, None),
];

const IN_COOKIE: &[Position] = &[
    at("one", Shape::One, "", None),
    at("list", Shape::List, "", None),
    at("list_commas", Shape::List, "form", Some(false)),
    at("object", Shape::Object, "", None),
    at("object_commas", Shape::Object, "", Some(false)),
    at("either", Shape::Either, "", None),
    at("map", Shape::Map, "", None),
    at("json", Shape::One, JSON, None),
    at("json_list", Shape::List, JSON, None),
    at("plain", Shape::One, PLAIN, None),
];

const IN_FORM: &[Position] = &[
    at("one", Shape::One, "", None),
    at("list", Shape::List, "", None),
    at("list_repeated", Shape::List, "form", None),
    at("list_commas", Shape::List, "form", Some(false)),
    at("list_spaces", Shape::List, "spaceDelimited", None),
    at("list_pipes", Shape::List, "pipeDelimited", Some(false)),
    at("object", Shape::Object, "", None),
    at("object_members", Shape::Object, "form", Some(true)),
    at("object_deep", Shape::Object, "deepObject", Some(true)),
    at("either", Shape::Either, "", None),
    at("map", Shape::Map, "", None),
    at("json", Shape::One, JSON, None),
    at("json_object", Shape::Object, JSON, None),
];

const IN_MULTIPART: &[Position] = &[
    at("one", Shape::One, "", None),
    at("list", Shape::List, "", None),
    at("object", Shape::Object, "", None),
    at("either", Shape::Either, "", None),
    at("map", Shape::Map, "", None),
    at("json", Shape::One, JSON, None),
];
