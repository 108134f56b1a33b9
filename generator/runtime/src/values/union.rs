//! Unions: values of one of several types.
//!
//! The [`union!`](super::super::union) and [`tagged_union!`](super::super::tagged_union) macros
//! implement each of them. A value that fits no alternative is kept as JSON.
//!
//! The alternative is chosen once for each value of a [`Tree`] and each union. While the alternatives of
//! a union are tried, those of the unions inside are chosen, but their values are neither read nor
//! compared again. So the cost doesn't multiply with their depth.

use std::any::TypeId;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{
    self, Deserialize, DeserializeOwned, Deserializer, IntoDeserializer, SeqAccess, Visitor,
};
use serde::ser::{Error, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use super::first_pass::FirstPass;
use super::misfit::{self, Misfit};
use super::node_reader::NodeReader;
use super::parse::parse;
use super::read_error::ReadError;
use super::reading::{Choice, Reading, take_offer};
use super::recover::{UNION, visit_plain_values};
use super::tree::{Content, NodeId, ROOT, Tree};

/// An enum of alternatives, and a last variant for any other JSON.
pub trait Union: Sized + 'static {
    /// The discriminator property, which selects the alternative.
    const TAG: Option<&'static str>;

    /// Adds the alternatives, in the order in which they are tried.
    fn alternatives(alternatives: Alternatives<'_, Self>) -> Alternatives<'_, Self>;

    /// Returns the variant for a value that fits no alternative.
    fn unrecognized(value: Value) -> Self;

    /// Reads a value from its wire form.
    ///
    /// # Errors
    ///
    /// If the input isn't JSON.
    fn from_wire<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(UNION, UnionVisitor(PhantomData))
    }
}

struct UnionVisitor<U>(PhantomData<U>);

impl<'de, U: Union> Visitor<'de> for UnionVisitor<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<U, D::Error> {
        // A first pass reads text.
        match FirstPass::current() {
            Some(pass) => from_text(pass, <&RawValue>::deserialize(value)?),
            None => from_json(value),
        }
    }

    fn visit_unit<E: de::Error>(self) -> Result<U, E> {
        match take_offer() {
            Some((reading, node)) => from_node(NodeReader::new(&reading, node)).map_err(E::custom),
            None => from_json(IntoDeserializer::<E>::into_deserializer(())),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<U, A::Error> {
        from_json(SeqAccessDeserializer::new(items))
    }

    visit_plain_values!(from_json);
}

/// Reads a union from the text of a response, which keeps the digits of numbers.
fn from_text<U: Union, E: de::Error>(pass: FirstPass, json: &RawValue) -> Result<U, E> {
    let tree = parse(json.get().as_bytes()).map_err(E::custom)?;
    let reading = Reading::new(tree, false);
    let found = from_tree::<U>(&reading);
    if pass == FirstPass::Lenient && reading.is_unfit() {
        return Err(E::custom("the first pass can't choose"));
    }
    match found {
        Some(found) => Ok(found),
        None => serde_json::from_str(json.get())
            .map(U::unrecognized)
            .map_err(E::custom),
    }
}

/// Reads a union from any format.
fn from_json<'de, U: Union, D: Deserializer<'de>>(deserializer: D) -> Result<U, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let reading = Reading::new(Tree::of(&value), false);
    Ok(from_tree(&reading).unwrap_or_else(|| U::unrecognized(value)))
}

fn from_tree<U: Union>(reading: &Rc<Reading>) -> Option<U> {
    read_alternative(NodeReader::new(reading, ROOT))
}

/// Reads a union from a node. In a trial the value is a placeholder.
fn from_node<U: Union>(reader: NodeReader<'_>) -> Result<U, ReadError> {
    let (reading, node) = (reader.reading(), reader.node());
    if reading.mode().is_trial {
        let (choice, _) = choose::<U>(reader);
        reading.set_known(node, choice.misfit);
        return Ok(U::unrecognized(Value::Null));
    }
    match read_alternative(reader) {
        Some(found) => Ok(found),
        None => Value::deserialize(reader).map(U::unrecognized),
    }
}

/// Reads the alternative that fits a node best.
fn read_alternative<U: Union>(reader: NodeReader<'_>) -> Option<U> {
    let reading = reader.reading();
    if U::TAG.is_some() {
        return Alternatives::run(reader, Task::ReadTagged).found;
    }
    let found = match choose::<U>(reader) {
        (_, Some(found)) => Some(found),
        (choice, None) => {
            let index = choice.alternative;
            index.and_then(|index| Alternatives::run(reader, Task::Read(index)).found)
        }
    };
    if found.is_none() {
        reading.set_unfit();
    }
    found
}

/// Chooses the alternative for a node, unless that was done before. Returns the value as well, if it
/// was read completely.
fn choose<U: Union>(reader: NodeReader<'_>) -> (Choice, Option<U>) {
    let (reading, node, union) = (reader.reading(), reader.node(), TypeId::of::<U>());
    if let Some(choice) = reading.choice(node, union) {
        return (choice, None);
    }
    let mut choice = Choice {
        alternative: None,
        misfit: Misfit::UNRECOGNIZED,
    };
    // A union that is its own alternative fits nothing.
    reading.set_choice(node, union, choice);
    let try_all = |skips| Alternatives::<U>::run(reader, Task::Try { skips });
    let mut tried = try_all(false);
    if let Some((misfit, index)) = tried.best {
        choice = Choice {
            alternative: Some(index),
            misfit,
        };
    } else if reading.is_lenient() {
        // A union around this one makes the same choice as if nothing were skipped.
        tried = try_all(true);
        choice.alternative = tried.best.map(|(_, index)| index);
    }
    reading.set_choice(node, union, choice);
    (choice, tried.found)
}

/// The alternatives of a union, each of which is tried or read in turn.
///
/// A type fits a value if it can read the value. If several do, each writes the value again. The one
/// that loses least is chosen, and of those the one that adds least; of equals, the first.
pub struct Alternatives<'a, U> {
    reader: NodeReader<'a>,
    task: Task,
    /// The text of the discriminator property.
    tag: Option<Cow<'a, str>>,
    /// The index of the next alternative.
    next: usize,
    best: Option<(Misfit, usize)>,
    found: Option<U>,
}

/// The operation on the alternatives.
#[derive(Clone, Copy)]
enum Task {
    /// Finds the best, of which parts may be skipped.
    Try { skips: bool },
    /// Reads that with this index.
    Read(usize),
    /// Reads that which the discriminator selects.
    ReadTagged,
}

impl<'a, U: Union> Alternatives<'a, U> {
    fn run(reader: NodeReader<'a>, task: Task) -> Self {
        let tag =
            U::TAG.and_then(|property| read_tag(reader.reading().tree(), reader.node(), property));
        U::alternatives(Self {
            reader,
            task,
            tag,
            next: 0,
            best: None,
            found: None,
        })
    }

    /// Adds an alternative.
    #[must_use]
    pub fn or<T>(mut self, variant: impl FnOnce(T) -> U) -> Self
    where
        T: DeserializeOwned + Serialize,
    {
        let index = self.next;
        self.next += 1;
        match self.task {
            Task::Try { skips } => self.try_out(index, skips, variant),
            Task::Read(wanted) if wanted != index => {}
            Task::Read(_) | Task::ReadTagged => self.read(variant),
        }
        self
    }

    /// Adds an alternative that the discriminator selects by one of these texts.
    #[must_use]
    pub fn tagged<T>(mut self, tags: &[&str], variant: impl FnOnce(T) -> U) -> Self
    where
        T: DeserializeOwned + Serialize,
    {
        if self
            .tag
            .as_ref()
            .is_some_and(|tag| tags.contains(&tag.as_ref()))
        {
            return self.or(variant);
        }
        self.next += 1;
        self
    }

    fn read<T: DeserializeOwned>(&mut self, variant: impl FnOnce(T) -> U) {
        let reading = self.reader.reading();
        let skipped = reading.skipped();
        match T::deserialize(self.reader) {
            Ok(value) => self.found = Some(variant(value)),
            Err(_) => {
                reading.forget_skipped(skipped);
                reading.set_unfit();
            }
        }
    }

    fn try_out<T>(&mut self, index: usize, skips: bool, variant: impl FnOnce(T) -> U)
    where
        T: DeserializeOwned + Serialize,
    {
        let best = self.best.map(|(misfit, _)| misfit);
        if best == Some(Misfit::default()) {
            return;
        }
        let (reading, node) = (self.reader.reading(), self.reader.node());
        let (read, known) = reading.try_out(skips, || T::deserialize(self.reader).ok());
        let Some(value) = read else { return };
        let Ok(written) = serde_json::to_value(&value) else {
            return;
        };
        let Some(misfit) = misfit::compare(reading.tree(), node, &written, &known) else {
            return;
        };
        if best.is_none_or(|best| misfit < best) {
            let is_complete = known.is_empty() && !skips;
            self.best = Some((misfit, index));
            self.found = is_complete.then(|| variant(value));
        }
    }
}

/// Returns the text of the discriminator property.
fn read_tag<'a>(tree: &'a Tree, node: NodeId, property: &str) -> Option<Cow<'a, str>> {
    match &tree.entry(node, property)?.content {
        Content::Text(text) | Content::Number(text) => Some(text.as_ref().into()),
        Content::Bool(flag) => Some(flag.to_string().into()),
        _ => None,
    }
}

/// Writes an alternative, and adds the first of its tags unless it writes that property itself.
///
/// # Errors
///
/// Those of the serializer, and of a value that can't be written as JSON.
pub fn write_tagged<T: Serialize, S: Serializer>(
    value: &T,
    property: &str,
    tags: &[&str],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let written = to_raw_value(value).map_err(Error::custom)?;
    let tree = parse(written.get().as_bytes()).map_err(Error::custom)?;
    let lacks_tag = matches!(tree.node(ROOT).content, Content::Object(_))
        && tree.entry(ROOT, property).is_none();
    let Some(tag) = tags.first().filter(|_| lacks_tag) else {
        return written.serialize(serializer);
    };
    let entry = format!("{}:{}", Value::from(property), Value::from(*tag));
    let json = written.get();
    let object = json.strip_suffix('}').unwrap_or(json);
    let comma = if object == "{" { "" } else { "," };
    let tagged = RawValue::from_string(format!("{object}{comma}{entry}}}"));
    tagged.map_err(Error::custom)?.serialize(serializer)
}
