//! The macro that implements structs as JSON objects.
//!
//! serde's derives would work as well, but their expansion would be the largest part of a crate with
//! many types, which would then take the compiler twice the time and memory.

/// Implements reading and writing for a struct, given its properties in their wire order:
/// `object!(Order { id: required("id"), note: optional("note") })`.
///
/// - A `required` property always has a value; its field has the type of the value.
/// - A `nullable` property is always written, as null without a value; its field is an [`Option`].
/// - An `optional` property is omitted without a value; its field is an [`Option`] or a
///   [`Nullable`](super::super::Nullable).
///
/// A value with several wire forms has its form behind the name: `optional("size", lenient)` for
/// numbers and for maps, whose entries can be skipped one by one, `optional("sent", rfc2822)` for times
/// of mail. The field for all other properties comes
/// last: `..others`, or `..others(lenient)`.
///
/// A struct derives `Debug`, unless a field holds personal data: `#[personal] pin: optional("pin")`, or
/// `..#[personal] others`. Then the macro implements it, without the values of these fields.
///
/// With `#[large]`, which [`large_object!`](super::super::large_object) adds, a struct is built from one
/// variable per property. Inside the expression of a struct, the error of each required property has to
/// drop all values before it, so the compiler's memory would grow with the square of their number.
/// Variables cost more time in small structs. Each variable has its type from the beginning: otherwise the
/// compiler keeps all of them open to the end, and its time would grow with the square of their number.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($(#[$size:ident])? $name:ident {
        $($(#[$mark:ident])? $field:ident: $presence:ident($wire:literal $(, $form:ident)?)),* $(,)?
        $(.. $(#[$others_mark:ident])? $others:ident $(($others_form:ident))?)?
    }) => {
        runtime::object!(
            @debug $name [$($($mark)?)* $($($others_mark)?)?]
            { $($(#[$mark])? $field,)* $($(#[$others_mark])? $others)? }
        );

        impl runtime::Object for $name {
            const PROPERTIES: &'static [&'static str] = &[$($wire),*];
            $(runtime::object!(@keeps $others);)?

            fn read<'de, M: ::serde::de::MapAccess<'de>>(
                object: &mut runtime::ObjectReader<M>,
            ) -> Result<Self, M::Error> {
                #[allow(non_camel_case_types, reason = "they are called like the fields")]
                enum Property {
                    $($field),*
                }
                const DECLARED: &[Property] = &[$(Property::$field),*];

                runtime::object!(@slots $($size)? { $($field)* });
                $(let mut $others = Default::default();)?
                while let Some(index) = object.next_property()? {
                    match DECLARED.get(index) {
                        $(Some(Property::$field) => {
                            runtime::object!(@read object $presence $field $($form)?)
                        })*
                        _ => runtime::object!(@other object $($others $($others_form)?)?),
                    }?;
                }
                runtime::object!(@build $($size)? object { $($field $presence $wire,)* } $($others)?)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                runtime::Object::from_wire(deserializer)
            }
        }

        impl runtime::Lenient for $name {}

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut object = runtime::ObjectWriter::new(serializer);
                $(runtime::object!(
                    @write object $presence $wire,
                    runtime::object!(@form &self.$field, $($form)?)
                );)*
                $(for (name, value) in &self.$others {
                    object.write(name, runtime::object!(@form value, $($others_form)?));
                })?
                object.finish()
            }
        }
    };
    (@keeps $others:ident) => { const KEEPS_OTHERS: bool = true; };
    (@slots { $($field:ident)* }) => { $(let mut $field = None;)* };
    (@slots large { $($field:ident)* }) => {
        $(let mut $field = runtime::slot(|object: &Self| &object.$field);)*
    };
    (@debug $name:ident [] $fields:tt) => {};
    (@debug $name:ident [$($mark:ident)+] $fields:tt) => { runtime::redacted!($name $fields); };
    (@read $object:ident required $slot:ident) => { $object.read(&mut $slot) };
    (@read $object:ident required $slot:ident $form:ident) => { $object.read_lenient(&mut $slot) };
    (@read $object:ident $presence:ident $slot:ident) => { $object.read_optional(&mut $slot) };
    (@read $object:ident $presence:ident $slot:ident $form:ident) => {
        $object.read_optional_lenient(&mut $slot)
    };
    (@other $object:ident) => { $object.skip() };
    (@other $object:ident $others:ident) => { $object.read_additional(&mut $others) };
    (@other $object:ident $others:ident $form:ident) => { $object.read_additional_lenient(&mut $others) };
    (@build $object:ident { $($field:ident $presence:ident $wire:literal,)* } $($rest:ident)?) => {
        Ok(Self { $($field: runtime::object!(@take $object $presence $field $wire),)* $($rest,)? })
    };
    (@build large $object:ident { $($field:ident $presence:ident $wire:literal,)* } $($rest:ident)?) => {{
        $(let $field = runtime::object!(@take $object $presence $field $wire);)*
        Ok(Self { $($field,)* $($rest,)? })
    }};
    (@take $object:ident required $slot:ident $wire:literal) => { $object.required($slot, $wire)? };
    (@take $object:ident $presence:ident $slot:ident $wire:literal) => { $slot.unwrap_or_default() };
    (@form $value:expr, rfc2822) => { &runtime::rfc2822::Written($value) };
    (@form $value:expr, $($form:ident)?) => { $value };
    (@write $object:ident optional $wire:literal, $value:expr) => {
        $object.write_present($wire, $value)
    };
    (@write $object:ident $presence:ident $wire:literal, $value:expr) => {
        $object.write($wire, $value)
    };
}

/// Implements a struct of many properties as a JSON object: `object!`, with less memory of the compiler.
#[doc(hidden)]
#[macro_export]
macro_rules! __large_object {
    ($($struct:tt)*) => { runtime::object!(#[large] $($struct)*); };
}

pub use __large_object as large_object;
pub use __object as object;
