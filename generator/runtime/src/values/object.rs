//! Objects: structs that are read and written property by property.
//!
//! The [`object!`](super::super::object) macro implements each of them. serde's derives would work as
//! well, but their expansion would be the largest part of a crate with many types, which would then
//! take the compiler twice the time and memory. The code that all structs share is here.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor,
};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::additional_properties::AdditionalProperties;
use super::lenient::{Lenient, Read};
use super::nullable::MayBeAbsent;
use super::recover::Recoverable;

/// A struct that is a JSON object.
pub trait Object: Sized {
    /// The wire names of the declared properties.
    const PROPERTIES: &'static [&'static str];

    /// Whether all other properties are kept, too.
    const KEEPS_OTHERS: bool;

    /// Reads the properties.
    ///
    /// # Errors
    ///
    /// If a property has an invalid value, is duplicate, or is missing although required.
    fn read<'de, M: MapAccess<'de>>(object: &mut ObjectReader<M>) -> Result<Self, M::Error>;

    /// Reads a value from its wire form.
    ///
    /// # Errors
    ///
    /// The same as for [`read`](Self::read), or if the JSON isn't an object.
    fn from_wire<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let visitor = ObjectVisitor(PhantomData);
        // As a struct, an object that is flattened into another leaves the other properties to that.
        match Self::KEEPS_OTHERS {
            true => deserializer.deserialize_map(visitor),
            false => deserializer.deserialize_struct("Object", Self::PROPERTIES, visitor),
        }
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<T, M::Error> {
        T::read(&mut ObjectReader {
            map,
            properties: T::PROPERTIES,
            current: None,
            other: String::new(),
        })
    }
}

/// The properties of an object that is being read.
pub struct ObjectReader<M> {
    map: M,
    properties: &'static [&'static str],
    /// The index of the last declared property.
    current: Option<usize>,
    /// The name of the last property that isn't declared.
    other: String,
}

impl<'de, M: MapAccess<'de>> ObjectReader<M> {
    /// Advances to the next property. Returns its index among the declared ones, or one beyond them
    /// all.
    ///
    /// # Errors
    ///
    /// If the input isn't JSON.
    pub fn next_property(&mut self) -> Result<Option<usize>, M::Error> {
        let found = self.map.next_key_seed(PropertyName {
            properties: self.properties,
            likely: self.current.map_or(0, |current| current + 1),
            other: &mut self.other,
        })?;
        self.current = found.filter(|index| *index < self.properties.len());
        Ok(found)
    }

    /// Reads the property's value.
    ///
    /// # Errors
    ///
    /// If the value is invalid, or the property is duplicate.
    pub fn read<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), M::Error> {
        self.expect_empty(slot)?;
        *slot = self.map.next_value_seed(Recoverable::required())?;
        Ok(())
    }

    /// Reads the property's value from any of its forms.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read).
    pub fn read_lenient<T: Lenient>(&mut self, slot: &mut Option<T>) -> Result<(), M::Error> {
        self.expect_empty(slot)?;
        let value = self.map.next_value_seed(Recoverable::required())?;
        *slot = value.map(|Read(value)| value);
        Ok(())
    }

    /// The same as [`read`](Self::read) for a property that isn't required: it may be skipped if its
    /// value is invalid.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read).
    pub fn read_optional<T: Deserialize<'de>>(
        &mut self,
        slot: &mut Option<T>,
    ) -> Result<(), M::Error> {
        self.expect_empty(slot)?;
        *slot = self.map.next_value_seed(Recoverable::optional())?;
        Ok(())
    }

    /// The same as [`read_lenient`](Self::read_lenient) for a property that isn't required.
    ///
    /// # Errors
    ///
    /// As for [`read_optional`](Self::read_optional).
    pub fn read_optional_lenient<T: Lenient>(
        &mut self,
        slot: &mut Option<T>,
    ) -> Result<(), M::Error> {
        self.expect_empty(slot)?;
        let value = self.map.next_value_seed(Recoverable::optional())?;
        *slot = value.map(|Read(value)| value);
        Ok(())
    }

    fn expect_empty<T>(&self, slot: &Option<T>) -> Result<(), M::Error> {
        if slot.is_none() {
            return Ok(());
        }
        let name = self.current.and_then(|index| self.properties.get(index));
        Err(M::Error::duplicate_field(name.unwrap_or(&"")))
    }

    /// Reads the value of a property that isn't declared, and keeps it. It may be skipped if it is
    /// invalid.
    ///
    /// # Errors
    ///
    /// If the value is invalid.
    pub fn read_additional<O: AdditionalProperties<Value: Deserialize<'de>>>(
        &mut self,
        others: &mut O,
    ) -> Result<(), M::Error> {
        if let Some(value) = self.map.next_value_seed(Recoverable::entry())? {
            others.insert(std::mem::take(&mut self.other), value);
        }
        Ok(())
    }

    /// The same as [`read_additional`](Self::read_additional), for a value with several forms.
    ///
    /// # Errors
    ///
    /// As for [`read_additional`](Self::read_additional).
    pub fn read_additional_lenient<O: AdditionalProperties<Value: Lenient>>(
        &mut self,
        others: &mut O,
    ) -> Result<(), M::Error> {
        if let Some(Read(value)) = self.map.next_value_seed(Recoverable::entry())? {
            others.insert(std::mem::take(&mut self.other), value);
        }
        Ok(())
    }

    /// Skips the value of a property that isn't declared.
    ///
    /// # Errors
    ///
    /// If the input isn't JSON.
    pub fn skip(&mut self) -> Result<(), M::Error> {
        self.map.next_value::<IgnoredAny>().map(drop)
    }

    /// Returns the value of a required property.
    ///
    /// # Errors
    ///
    /// If it is missing.
    pub fn required<T>(&self, slot: Option<T>, name: &'static str) -> Result<T, M::Error> {
        slot.ok_or_else(|| M::Error::missing_field(name))
    }
}

/// Reads the name of a property, without allocating a text for a declared one.
struct PropertyName<'a> {
    properties: &'static [&'static str],
    /// Servers tend to write properties in the order of their description.
    likely: usize,
    other: &'a mut String,
}

impl<'de> DeserializeSeed<'de> for PropertyName<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for PropertyName<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E>(self, name: &str) -> Result<usize, E> {
        if self.properties.get(self.likely) == Some(&name) {
            return Ok(self.likely);
        }
        let declared = self.properties.iter().position(|known| *known == name);
        Ok(declared.unwrap_or_else(|| {
            self.other.clear();
            self.other.push_str(name);
            self.properties.len()
        }))
    }
}

/// The writer of an object's properties. An error is returned at the end.
pub struct ObjectWriter<S: Serializer>(Result<S::SerializeMap, S::Error>);

impl<S: Serializer> ObjectWriter<S> {
    /// Begins an object.
    pub fn new(serializer: S) -> Self {
        Self(serializer.serialize_map(None))
    }

    /// Writes a property.
    pub fn write<T: Serialize>(&mut self, name: &str, value: &T) {
        if let Some(map) = self.begin(name)
            && let Err(error) = map.serialize_value(value)
        {
            self.0 = Err(error);
        }
    }

    /// Writes the name of a property, and returns the map that its value goes to.
    fn begin(&mut self, name: &str) -> Option<&mut S::SerializeMap> {
        if let Ok(map) = &mut self.0
            && let Err(error) = map.serialize_key(name)
        {
            self.0 = Err(error);
        }
        self.0.as_mut().ok()
    }

    /// Writes a property, unless it is absent.
    pub fn write_present<T: Serialize + MayBeAbsent>(&mut self, name: &str, value: &T) {
        if !value.is_absent() {
            self.write(name, value);
        }
    }

    /// Ends the object.
    ///
    /// # Errors
    ///
    /// Those of the serializer, at any of the properties.
    pub fn finish(self) -> Result<S::Ok, S::Error> {
        self.0?.end()
    }
}

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
/// Variables cost more time in small structs.
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
            const KEEPS_OTHERS: bool = !<[&str]>::is_empty(&[$(stringify!($others))?]);

            fn read<'de, M: ::serde::de::MapAccess<'de>>(
                object: &mut runtime::ObjectReader<M>,
            ) -> Result<Self, M::Error> {
                #[allow(non_camel_case_types, reason = "they are called like the fields")]
                enum Property {
                    $($field),*
                }
                const DECLARED: &[Property] = &[$(Property::$field),*];

                $(let mut $field = None;)*
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

        runtime::one_form!($name);

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
