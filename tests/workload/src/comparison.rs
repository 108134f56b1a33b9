//! Programs that do the same work, in turn.

use std::hint::black_box;
use std::time::{Duration, Instant};

use allocation_counter::measure;

/// The runs of each program before those that count.
const WARM_UP: usize = 50;

/// A comparison of programs that do the same work.
pub struct Comparison<'work> {
    title: &'static str,
    runs: usize,
    programs: Vec<Program<'work>>,
}

struct Program<'work> {
    name: &'static str,
    /// Makes the input of a run, and returns the run.
    prepare: Box<dyn FnMut() -> Run<'work> + 'work>,
    times: Vec<Duration>,
}

type Run<'work> = Box<dyn FnOnce() + 'work>;

impl<'work> Comparison<'work> {
    /// Creates a comparison without programs.
    #[must_use]
    pub fn new(title: &'static str, runs: usize) -> Self {
        Self {
            title,
            runs,
            programs: Vec::new(),
        }
    }

    /// Adds a program.
    #[must_use]
    pub fn program<T>(self, name: &'static str, run: impl Fn() -> T + Copy + 'work) -> Self {
        self.prepared(name, || (), move |()| run())
    }

    /// Adds a program with an input, which each run consumes. The time to make it does not count.
    #[must_use]
    pub fn prepared<I: 'work, T>(
        mut self,
        name: &'static str,
        input: impl Fn() -> I + 'work,
        run: impl Fn(I) -> T + Copy + 'work,
    ) -> Self {
        let prepare = move || -> Run<'work> {
            let input = input();
            Box::new(move || drop(black_box(run(black_box(input)))))
        };
        self.programs.push(Program {
            name,
            prepare: Box::new(prepare),
            times: Vec::new(),
        });
        self
    }

    /// Runs the programs in turn. Prints a line for each: the title, its name, the median of its times in
    /// microseconds, and the number of its allocations.
    pub fn print(mut self) {
        for run in 0..WARM_UP + self.runs {
            for program in &mut self.programs {
                let work = (program.prepare)();
                let start = Instant::now();
                work();
                let time = start.elapsed();
                if run >= WARM_UP {
                    program.times.push(time);
                }
            }
        }
        for program in &mut self.programs {
            let work = (program.prepare)();
            let allocations = measure(work).count_total;
            let time = median(&mut program.times).as_secs_f64() * 1e6;
            println!("{};{};{time:.2};{allocations}", self.title, program.name);
        }
    }
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_of_the_times() {
        let mut times = [5, 1, 3].map(Duration::from_millis);
        assert_eq!(median(&mut times), Duration::from_millis(3));
        assert_eq!(median(&mut []), Duration::ZERO);
    }
}
