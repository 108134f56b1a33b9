//! What the files of a crate import from each other, read out of their sources.
//!
//! Sources are read as tokens, so comments and string literals don't count, while the bodies of macros do.
//! A *room* is a module below the crate's root: `client` for `client/call.rs`, `lib` for the root itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The path of a module or an item, from the crate's root.
type ModulePath = Vec<String>;

/// The sources of a crate.
pub(crate) struct Crate {
    files: Vec<File>,
    /// What the root exports: the name, and the path of the item.
    exports: BTreeMap<String, ModulePath>,
    /// The name by which macros call the root.
    alias: Option<&'static str>,
}

/// A source file, such as `client/call.rs`.
pub(crate) struct File {
    pub(crate) name: String,
    module: ModulePath,
    paths: Vec<Written>,
}

/// A path as it is written in a file.
struct Written {
    text: String,
    /// Whether it begins with none of `crate`, `self` and `super`.
    is_bare: bool,
    /// The module that it is relative to.
    base: ModulePath,
    /// The path from there.
    rest: ModulePath,
}

/// One file that imports from another.
pub(crate) struct Import<'c> {
    pub(crate) from: &'c File,
    pub(crate) to: &'c File,
    pub(crate) text: &'c str,
}

impl File {
    /// The room that the file belongs to.
    pub(crate) fn room(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }
}

impl Crate {
    /// Reads every file below `root`, which holds `lib.rs`. Macros call the root `alias`.
    pub(crate) fn read(root: &Path, alias: Option<&'static str>) -> Self {
        let mut files = Vec::new();
        read_folder(root, &[], &mut files);
        files.sort_by(|one, other| one.name.cmp(&other.name));
        let exports = files
            .iter()
            .filter(|file| file.module.is_empty())
            .flat_map(|file| &file.paths)
            .filter(|path| !path.is_bare)
            .filter_map(|path| Some((path.rest.last()?.clone(), path.rest.clone())))
            .collect();
        Self {
            files,
            exports,
            alias,
        }
    }

    /// The names of all rooms.
    pub(crate) fn rooms(&self) -> BTreeSet<&str> {
        self.files.iter().map(File::room).collect()
    }

    /// Every import of one file from another.
    pub(crate) fn imports(&self) -> impl Iterator<Item = Import<'_>> {
        self.files.iter().flat_map(move |from| {
            from.paths.iter().filter_map(move |path| {
                let to = self.owner(&self.resolve(path)?)?;
                let text = path.text.as_str();
                (from.name != to.name).then_some(Import { from, to, text })
            })
        })
    }

    /// Every import that `allowed` doesn't have: for each room, the rooms that it may import.
    pub(crate) fn refused(&self, allowed: &[(&str, &[&str])]) -> Vec<String> {
        let refused = self.imports().filter_map(|import| {
            let (from, to) = (import.from.room(), import.to.room());
            let row = allowed.iter().find(|(room, _)| *room == from);
            let rooms = row.map_or(&[][..], |(_, rooms)| rooms);
            (from != to && !rooms.contains(&to)).then(|| {
                format!(
                    "{}: `{}` is in `{to}`, but `{from}` may import only {rooms:?}",
                    import.from.name, import.text
                )
            })
        });
        refused.collect()
    }

    /// The files that import each other in a circle, directly or through others.
    pub(crate) fn circles(&self) -> Vec<Vec<&str>> {
        let mut edges: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for import in self.imports() {
            let targets = edges.entry(&import.from.name).or_default();
            targets.insert(&import.to.name);
        }
        let mut circles = BTreeSet::new();
        for start in edges.keys() {
            let mut circle: Vec<_> = reachable(&edges, start)
                .into_iter()
                .filter(|file| reachable(&edges, file).contains(start))
                .collect();
            circle.sort_unstable();
            circles.insert(circle);
        }
        circles.into_iter().filter(|row| !row.is_empty()).collect()
    }

    /// Where a path leads. A bare one leads to a child module, or through the macros' name for the root to
    /// what the root exports; any other is that of an imported name or another crate.
    fn resolve(&self, path: &Written) -> Option<ModulePath> {
        let full = [&*path.base, &*path.rest].concat();
        if !path.is_bare {
            return Some(full);
        }
        let (first, rest) = path.rest.split_first()?;
        if Some(first.as_str()) == self.alias {
            let exported = self.exports.get(rest.first()?);
            return Some(exported.cloned().unwrap_or_else(|| rest.to_vec()));
        }
        let child = [&*path.base, std::slice::from_ref(first)].concat();
        let is_child = self.files.iter().any(|file| file.module == child);
        is_child.then_some(full)
    }

    /// The file of the innermost module around an item.
    fn owner(&self, path: &[String]) -> Option<&File> {
        let modules = (0..=path.len()).rev().map(|length| &path[..length]);
        modules.into_iter().find_map(|module| {
            let mut files = self.files.iter();
            files.find(|file| file.module == module)
        })
    }
}

fn reachable<'c>(edges: &BTreeMap<&'c str, BTreeSet<&'c str>>, start: &str) -> BTreeSet<&'c str> {
    let mut found = BTreeSet::new();
    let mut open = vec![start];
    while let Some(file) = open.pop() {
        for target in edges.get(file).into_iter().flatten() {
            if found.insert(*target) {
                open.push(target);
            }
        }
    }
    found
}

fn read_folder(folder: &Path, module: &[String], files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let inner = [module, std::slice::from_ref(&stem)].concat();
        if path.is_dir() {
            read_folder(&path, &inner, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let is_root = matches!(stem.as_str(), "mod" | "lib" | "main");
            let module = if is_root {
                module.to_vec()
            } else {
                inner.clone()
            };
            let source: TokenStream = fs::read_to_string(&path).unwrap().parse().unwrap();
            let mut paths = Vec::new();
            collect(source, &module, &mut paths);
            files.push(File {
                name: [&inner[..inner.len() - 1], &[format!("{stem}.rs")]]
                    .concat()
                    .join("/"),
                module,
                paths,
            });
        }
    }
}

/// Collects the paths in the tokens of a module.
fn collect(tokens: TokenStream, module: &[String], paths: &mut Vec<Written>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut rest = tokens.as_slice();
    let mut in_path = false;
    while let Some((token, after)) = rest.split_first() {
        match (token, after) {
            (TokenTree::Ident(word), [TokenTree::Ident(name), TokenTree::Group(body), ..])
                if word == "mod" && body.delimiter() == Delimiter::Brace =>
            {
                collect(
                    body.stream(),
                    &[module, &[name.to_string()]].concat(),
                    paths,
                );
                rest = &after[2..];
                continue;
            }
            (TokenTree::Ident(_), _) if !in_path && separator(after).is_some() => {
                read_tree(rest, &[], module, paths);
            }
            (TokenTree::Group(group), _) => collect(group.stream(), module, paths),
            _ => {}
        }
        in_path = matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':');
        rest = after;
    }
}

/// Reads a path, or a tree of paths as in `use`.
fn read_tree(tokens: &[TokenTree], before: &[String], module: &[String], paths: &mut Vec<Written>) {
    let (segment, after) = match tokens {
        [TokenTree::Ident(segment), after @ ..] => (segment.to_string(), after),
        [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Brace => {
            let tokens: Vec<_> = group.stream().into_iter().collect();
            let is_comma =
                |token: &TokenTree| matches!(token, TokenTree::Punct(p) if p.as_char() == ',');
            for tree in tokens.split(is_comma) {
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

/// What follows a `::`.
fn separator(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    let colon = |token: &TokenTree| matches!(token, TokenTree::Punct(p) if p.as_char() == ':');
    match tokens {
        [first, second, after @ ..] if colon(first) && colon(second) => Some(after),
        _ => None,
    }
}

/// A path of which the place is known that it is relative to.
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
        base,
        rest: rest.to_vec(),
    })
}
