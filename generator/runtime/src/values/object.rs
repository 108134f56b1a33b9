//! Objects: structs that are read and written property by property.
//!
//! This is the code that all structs share; the [`object!`](super::super::object) macro adds what differs.

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
    const KEEPS_OTHERS: bool = false;

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

/// Returns the empty variable of a property that is being read. The function that returns the field gives its type.
pub fn slot<O, T>(_: fn(&O) -> &T) -> Option<T> {
    None
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
