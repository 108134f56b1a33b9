//! The imports between the files of a crate, read from their sources.
//!
//! Sources are read as tokens, so comments and string literals don't count, while the bodies of macros do.
//! A *room* is a module with all below it that is in no room of its own: `client` holds `client/call.rs`. The
//! room `lib` is the crate's root.

mod paths;
mod rooms;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::fs;
use std::path::Path;

use proc_macro2::TokenStream;

use self::paths::{ModulePath, Written, collect};
use self::rooms::room_of;
pub(crate) use self::rooms::{Room, missing_rows, upward};

/// The location of a new room or import in the tables.
pub(crate) const BOTH_TABLES: &str =
    "the table `ROOMS` of this test and the same table in ARCHITECTURE.md";

/// Asserts that nothing violates a rule. `advice` says what to do otherwise.
#[track_caller]
pub(crate) fn assert_none<T: Display>(violations: &[T], advice: &str) {
    let lines: String = violations
        .iter()
        .map(|found| format!("\n  {found}"))
        .collect();
    assert!(violations.is_empty(), "{advice}:{lines}");
}

/// Asserts that each file is in a room, and each room has a file. The files of `outside` are in none.
#[track_caller]
pub(crate) fn assert_rooms_exist(sources: &Crate, rooms: &[Room], outside: &[&str]) {
    let mut homeless = sources.files_without_a_room(rooms);
    homeless.retain(|file| !outside.contains(file));
    assert_none(
        &homeless,
        &format!("add a room for these files to {BOTH_TABLES}"),
    );
    let empty = sources.rooms_without_a_file(rooms);
    assert_none(
        &empty,
        &format!("remove these rooms, which have no file, from {BOTH_TABLES}"),
    );
}

/// Asserts that the files of each room import only from rooms that the table allows, and from each of them.
#[track_caller]
pub(crate) fn assert_imports(sources: &Crate, rooms: &[Room]) {
    assert_none(
        &sources.refused(rooms),
        &format!(
            "move the code to a room that may import the other, or add the import to {BOTH_TABLES}"
        ),
    );
    assert_none(
        &sources.unused(rooms),
        &format!("remove these imports, which are not used, from {BOTH_TABLES}"),
    );
}

/// The sources of a crate.
pub(crate) struct Crate {
    files: Vec<File>,
    /// The names that each module imports or exports again, each with the path of the item.
    names: BTreeMap<ModulePath, BTreeMap<String, ModulePath>>,
    /// The name by which macros call the root.
    alias: Option<&'static str>,
}

/// A source file, such as `client/call.rs`.
pub(crate) struct File {
    pub(crate) name: String,
    module: ModulePath,
    paths: Vec<Written>,
}

/// One file that imports from another.
pub(crate) struct Import<'c> {
    pub(crate) from: &'c File,
    pub(crate) to: &'c File,
    pub(crate) text: &'c str,
}

impl Crate {
    /// Reads every file below `root`, which holds `lib.rs`. Macros call the root `alias`.
    pub(crate) fn read(root: &Path, alias: Option<&'static str>) -> Self {
        let mut files = Vec::new();
        read_folder(root, &[], &mut files);
        files.sort_by(|one, other| one.name.cmp(&other.name));
        let mut read = Self {
            files,
            names: BTreeMap::new(),
            alias,
        };
        read.names = read.used_names();
        read
    }

    /// The names that each module has from `use` items.
    fn used_names(&self) -> BTreeMap<ModulePath, BTreeMap<String, ModulePath>> {
        let mut names: BTreeMap<ModulePath, BTreeMap<String, ModulePath>> = BTreeMap::new();
        for file in &self.files {
            for path in file.paths.iter().filter(|path| path.is_use) {
                if let (Some(target), Some(name)) = (self.resolve(path), path.rest.last()) {
                    let found = names.entry(path.module.clone()).or_default();
                    found.insert(name.clone(), target);
                }
            }
        }
        names
    }

    /// The files that belong to none of these rooms.
    pub(crate) fn files_without_a_room(&self, rooms: &[Room]) -> Vec<&str> {
        let files = self.files.iter();
        let outside = files.filter(|file| room_of(file, rooms).is_none());
        outside.map(|file| file.name.as_str()).collect()
    }

    /// The rooms that have no file.
    pub(crate) fn rooms_without_a_file<'r>(&self, rooms: &[Room<'r>]) -> Vec<&'r str> {
        let empty = rooms.iter().filter(|(room, _)| {
            let mut files = self.files.iter();
            !files.any(|file| room_of(file, rooms).is_some_and(|(of, _)| of == room))
        });
        empty.map(|(room, _)| *room).collect()
    }

    /// Every import of one file from another.
    pub(crate) fn imports(&self) -> impl Iterator<Item = Import<'_>> {
        self.files.iter().flat_map(move |from| {
            from.paths.iter().filter_map(move |path| {
                let to = self.owner(&self.origin(self.resolve(path)?))?;
                let text = path.text.as_str();
                (from.name != to.name).then_some(Import { from, to, text })
            })
        })
    }

    /// Every import of a room from a room that it may not import.
    pub(crate) fn refused(&self, rooms: &[Room]) -> Vec<String> {
        let refused = self.imports().filter_map(|import| {
            let (from, allowed) = room_of(import.from, rooms)?;
            let (to, _) = room_of(import.to, rooms)?;
            (from != to && !allowed.contains(to)).then(|| {
                format!(
                    "{}: `{}` is in `{to}`, but `{from}` may import only {allowed:?}",
                    import.from.name, import.text
                )
            })
        });
        refused.collect()
    }

    /// Every pair of a room and a room that it may import, but of which no file imports anything.
    pub(crate) fn unused(&self, rooms: &[Room]) -> Vec<String> {
        let used: BTreeSet<_> = self
            .imports()
            .filter_map(|import| {
                Some((room_of(import.from, rooms)?.0, room_of(import.to, rooms)?.0))
            })
            .collect();
        let allowed = rooms
            .iter()
            .flat_map(|(from, allowed)| allowed.iter().map(move |to| (*from, *to)));
        let unused = allowed.filter(|edge| !used.contains(edge));
        unused
            .map(|(from, to)| format!("no file of `{from}` imports `{to}`"))
            .collect()
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

    /// Returns the target of a path. A bare path leads to a child module, or through the macros' name for the
    /// root to an export of the root; any other belongs to an imported name or another crate.
    fn resolve(&self, path: &Written) -> Option<ModulePath> {
        let full = [&*path.base, &*path.rest].concat();
        if !path.is_bare {
            return Some(full);
        }
        let (first, rest) = path.rest.split_first()?;
        if Some(first.as_str()) == self.alias {
            return Some(rest.to_vec());
        }
        let child = [&*path.base, std::slice::from_ref(first)].concat();
        let is_child = self.files.iter().any(|file| file.module == child);
        is_child.then_some(full)
    }

    /// The path of an item where it is defined: a module can have its name from another.
    fn origin(&self, mut path: ModulePath) -> ModulePath {
        // A name that leads back to itself is a mistake that the compiler reports.
        for _ in 0..16 {
            let next = (1..=path.len()).find_map(|length| {
                let (module, name) = (&path[..length - 1], &path[length - 1]);
                let target = self.names.get(module)?.get(name)?;
                (target[..] != path[..length]).then(|| [&**target, &path[length..]].concat())
            });
            match next {
                Some(next) => path = next,
                None => break,
            }
        }
        path
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
