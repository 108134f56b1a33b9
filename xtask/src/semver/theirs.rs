//! The report of cargo-semver-checks.

/// A problem that cargo-semver-checks found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// The lint: `struct_missing`.
    pub(super) lint: String,
    /// The item, without its modules: `Pet`, or `Pet::age`.
    pub(super) item: String,
}

/// Returns the findings of a report.
pub(super) fn findings(report: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let (mut lint, mut is_listed) = (String::new(), false);
    for line in report.lines() {
        let line = line.trim();
        if let Some(title) = line.strip_prefix("--- failure ") {
            title
                .split(':')
                .next()
                .unwrap_or(title)
                .clone_into(&mut lint);
        }
        is_listed = match line {
            "Failed in:" => true,
            "" => false,
            _ => {
                let item = item(line).filter(|_| is_listed);
                found.extend(item.map(|item| Finding {
                    lint: lint.clone(),
                    item,
                }));
                is_listed
            }
        };
    }
    found
}

/// Returns the item that a line is about.
fn item(line: &str) -> Option<String> {
    let mut words = line.split([' ', ',']).filter(|word| !word.is_empty());
    let first = words.next()?;
    match first {
        "field" => {
            let field = words.next()?;
            Some(format!("{}::{field}", without_modules(words.nth(2)?)))
        }
        _ if first.contains("::") => Some(without_modules(first)),
        // The kind of the item comes first.
        _ => Some(without_modules(words.next()?)),
    }
}

/// Returns a path from its type on: modules begin with a small letter.
pub(super) fn without_modules(path: &str) -> String {
    let parts: Vec<_> = path.split("::").collect();
    let is_type = |part: &&str| part.starts_with(|first: char| first.is_ascii_uppercase());
    let start = parts.iter().position(is_type);
    let start = start.unwrap_or(parts.len() - 1);
    parts.get(start..).unwrap_or_default().join("::")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_of_the_tool_are_read() {
        let report = "\
--- failure struct_missing: pub struct removed or renamed ---

Description:
A publicly-visible struct cannot be imported by its prior path.

Failed in:
  struct client::api::Pet, previously in file /old/src/api/pets.rs:12
  struct client::Pet, previously in file /old/src/api/pets.rs:12

--- failure struct_pub_field_missing: pub struct's pub field removed or renamed ---

Failed in:
  field age of struct Dog, previously in file /old/src/api/pets.rs:30

--- failure enum_variant_missing: pub enum variant removed or renamed ---

Failed in:
  variant Status::Done, previously in file /old/src/api/pets.rs:50

--- failure inherent_method_missing: pub method removed or renamed ---

Failed in:
  PetsApi::fetch, previously in file /old/src/api/pets.rs:70

--- failure method_parameter_count_changed: pub method parameter count changed ---

Failed in:
  client::api::NewPet::new now takes 1 parameters instead of 2, in /new/src/api/pets.rs:90

--- failure derive_trait_impl_removed: built-in derived trait no longer implemented ---

Failed in:
  type ListPets no longer derives Default, in /new/src/api/pets.rs:9

     Summary semver requires new major version: 6 major and 0 minor checks failed
";
        let found = findings(report);
        let found: Vec<_> = found
            .iter()
            .map(|found| format!("{} {}", found.lint, found.item))
            .collect();
        assert_eq!(
            found,
            [
                "struct_missing Pet",
                "struct_missing Pet",
                "struct_pub_field_missing Dog::age",
                "enum_variant_missing Status::Done",
                "inherent_method_missing PetsApi::fetch",
                "method_parameter_count_changed NewPet::new",
                "derive_trait_impl_removed ListPets",
            ]
        );
    }
}
