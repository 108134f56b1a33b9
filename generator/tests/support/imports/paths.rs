//! The paths in a source file.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The path of a module or an item, from the crate's root.
pub(super) type ModulePath = Vec<String>;

/// A path as it is written in a file.
pub(super) struct Written {
    pub(super) text: String,
    /// Whether it begins with none of `crate`, `self` and `super`.
    pub(super) is_bare: bool,
    /// Whether it stands in a `use` item.
    pub(super) is_use: bool,
    /// The module that it stands in.
    pub(super) module: ModulePath,
    /// The module that it is relative to.
    pub(super) base: ModulePath,
    /// The path from there.
    pub(super) rest: ModulePath,
}

/// Collects the paths in the tokens of a module.
pub(super) fn collect(tokens: TokenStream, module: &[String], paths: &mut Vec<Written>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut rest = tokens.as_slice();
    let mut in_path = false;
    while let Some((token, after)) = rest.split_first() {
        in_path = match token {
            TokenTree::Ident(word) => {
                match (word.to_string().as_str(), after) {
                    ("mod", [TokenTree::Ident(name), TokenTree::Group(body), ..])
                        if body.delimiter() == Delimiter::Brace =>
                    {
                        let inner = [module, &[name.to_string()]].concat();
                        collect(body.stream(), &inner, paths);
                        rest = &after[2..];
                        continue;
                    }
                    // The code inside `quote!` belongs to another crate.
                    ("quote", [TokenTree::Punct(_), TokenTree::Group(_), after @ ..])
                    // `pub(in crate::lower)` imports nothing.
                    | ("pub", [TokenTree::Group(_), after @ ..]) => {
                        rest = after;
                        continue;
                    }
                    ("use", _) => {
                        let is_end = |token: &TokenTree| is_punct(token, ';');
                        let end = after.iter().position(is_end).unwrap_or(after.len());
                        let first = paths.len();
                        read_tree(&after[..end], &[], module, paths);
                        paths[first..].iter_mut().for_each(|path| path.is_use = true);
                        rest = &after[end..];
                        continue;
                    }
                    _ if !in_path && separator(after).is_some() => {
                        read_tree(rest, &[], module, paths);
                    }
                    _ => {}
                }
                false
            }
            TokenTree::Group(group) => {
                collect(group.stream(), module, paths);
                false
            }
            token => is_punct(token, ':'),
        };
        rest = after;
    }
}

fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

/// Reads a path, or a tree of paths as in `use`.
fn read_tree(tokens: &[TokenTree], before: &[String], module: &[String], paths: &mut Vec<Written>) {
    let (segment, after) = match tokens {
        [TokenTree::Ident(segment), after @ ..] => (segment.to_string(), after),
        [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Brace => {
            let tokens: Vec<_> = group.stream().into_iter().collect();
            let trees = tokens.split(|token| is_punct(token, ','));
            // A trailing comma has no tree after it.
            for tree in trees.filter(|tree| !tree.is_empty()) {
                read_tree(tree, before, module, paths);
            }
            return;
        }
        _ => return paths.extend(written(before, module)),
    };
    let path = match segment.as_str() {
        "self" if !before.is_empty() => before.to_vec(),
        _ => [before, &[segment]].concat(),
    };
    match separator(after) {
        Some(after) => read_tree(after, &path, module, paths),
        None => paths.extend(written(&path, module)),
    }
}

/// Returns the tokens after a `::`.
fn separator(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    match tokens {
        [first, second, after @ ..] if is_punct(first, ':') && is_punct(second, ':') => Some(after),
        _ => None,
    }
}

/// Resolves the start of a path to the module that it is relative to.
fn written(path: &[String], module: &[String]) -> Option<Written> {
    let mut base = module.to_vec();
    let mut rest = path;
    while let [first, after @ ..] = rest {
        match first.as_str() {
            "crate" => base.clear(),
            "self" => {}
            "super" => drop(base.pop()?),
            _ => break,
        }
        rest = after;
    }
    Some(Written {
        text: path.join("::"),
        is_bare: rest.len() == path.len(),
        is_use: false,
        module: module.to_vec(),
        base,
        rest: rest.to_vec(),
    })
}
