//! Tables of rooms.

use super::File;

/// A room, and the rooms that it may import.
pub(crate) type Room<'r> = (&'r str, &'r [&'r str]);

/// The innermost room around a file: `lower/schemas` before `lower`.
pub(super) fn room_of<'t, 'r>(file: &File, rooms: &'t [Room<'r>]) -> Option<&'t Room<'r>> {
    let holds = |room: &&Room| match room.0 {
        "lib" => file.module.is_empty(),
        name => {
            let path: Vec<_> = name.split('/').collect();
            file.module.len() >= path.len()
                && file
                    .module
                    .iter()
                    .zip(path)
                    .all(|(one, other)| one == other)
        }
    };
    rooms
        .iter()
        .filter(holds)
        .max_by_key(|(name, _)| name.len())
}

/// Every import that the table allows of a room that isn't before the importing one.
pub(crate) fn upward(rooms: &[Room]) -> Vec<String> {
    let mut upward = Vec::new();
    for (index, (from, allowed)) in rooms.iter().enumerate() {
        let is_below = |to: &str| rooms[..index].iter().any(|(room, _)| *room == to);
        let above = allowed.iter().filter(|to| !is_below(to));
        upward.extend(above.map(|to| format!("`{to}` is not before `{from}`")));
    }
    upward
}

/// The rows that a document lacks: the room, a word on what it is, and the rooms that it may import.
pub(crate) fn missing_rows(document: &str, rooms: &[Room]) -> Vec<String> {
    let missing = rooms.iter().filter_map(|(room, allowed)| {
        let allowed: Vec<_> = allowed.iter().map(|room| format!("`{room}`")).collect();
        let imports = match allowed.is_empty() {
            true => "nothing".to_owned(),
            false => allowed.join(", "),
        };
        let (start, end) = (format!("| `{room}` |"), format!("| {imports} |"));
        let is_row = |line: &str| line.starts_with(&start) && line.ends_with(&end);
        (!document.lines().any(is_row)).then(|| format!("{start} … {end}"))
    });
    missing.collect()
}
