//! Rules about words.

/// Returns a word in the singular: `phone_numbers` becomes `phone_number`. A text that is not a plural gets
/// `item`.
pub(super) fn singular(text: &str) -> String {
    let ending = |ending: &str| text.strip_suffix(ending);
    if let Some(stem) = ending("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    for (plural, keep) in [("sses", 2), ("shes", 2), ("ches", 2), ("xes", 1)] {
        if let Some(stem) = ending(plural) {
            return format!("{stem}{}", &plural[..keep]);
        }
    }
    match ending("s") {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) && !stem.is_empty() => stem.to_owned(),
        _ => format!("{text} item"),
    }
}

/// Returns the words of an identifier, in lower case.
pub(super) fn words(text: &str) -> Vec<String> {
    use heck::ToSnakeCase as _;
    text.to_snake_case()
        .split('_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_become_singular() {
        for (plural, expected) in [
            ("phone_numbers", "phone_number"),
            ("entities", "entity"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("data", "data item"),
            ("status", "status item"),
        ] {
            assert_eq!(singular(plural), expected);
        }
    }
}
