//! Work on all cores.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Below this number of inputs, other threads cost more than they save.
const FEW: usize = 4;

/// Returns the result of a function for each input, in the order of the inputs.
pub(super) fn map<T: Sync, R: Send>(inputs: &[T], function: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    if cores == 1 || inputs.len() < FEW {
        return inputs.iter().map(function).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            match inputs.get(index) {
                Some(input) => found.push((index, function(input))),
                None => return found,
            }
        }
    };
    let mut results = thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(work)).collect();
        let mut results = work();
        for other in others {
            results.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        results
    });
    results.sort_unstable_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_inputs() {
        let inputs: Vec<u32> = (0..1000).collect();
        assert_eq!(map(&inputs, |input| *input), inputs);
        assert_eq!(map(&inputs[..2], |input| *input), [0, 1]);
    }
}
