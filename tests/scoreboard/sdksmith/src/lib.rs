//! The client of the documents of the scoreboard, as the generator writes it.

include!(concat!(env!("OUT_DIR"), "/client/src/lib.rs"));
