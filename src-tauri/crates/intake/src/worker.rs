//! The child process that reads foreign bytes. It has no key, no database, no network, no path: its standard input is
//! the opened file, its standard output takes frames. Any death of it is one clear error to the parent.

use std::fs::File;
use std::io::Write;

use serde::{Deserialize, Serialize};

use crate::documents;
use crate::formats::{self, Sink};
use crate::frames::{self, Frame, Meta};
use crate::{IntakeError, Row};

/// What is to be done with the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Job {
    /// Send the rows of a spreadsheet.
    #[default]
    Rows,
    /// Say what it is.
    Kind,
    /// Describe a document and send it back with its parts.
    Document,
}

/// What the parent asks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    pub sheet: Option<String>,
    /// At most so many rows; `None` = all.
    pub rows: Option<u32>,
    /// Bytes of address space.
    pub memory: u64,
    #[serde(default)]
    pub job: Job,
    /// For the tests of containment: allocate or sleep instead of reading.
    #[serde(default)]
    pub misbehave: Option<String>,
}

const BATCH_ROWS: usize = 2000;
const BATCH_CELLS: usize = 20_000;

struct Sending<W> {
    out: W,
    batch: Vec<Row>,
    cells: usize,
    bytes: usize,
    left: Option<u32>,
}

impl<W: Write> Sending<W> {
    fn send(&mut self, frame: &Frame) -> Result<(), IntakeError> {
        // The parent is gone: nobody to read for.
        frames::write(&mut self.out, frame).map_err(|_| IntakeError::Cancelled)
    }

    fn flush(&mut self) -> Result<(), IntakeError> {
        (self.cells, self.bytes) = (0, 0);
        if self.batch.is_empty() {
            return Ok(());
        }
        let rows = std::mem::take(&mut self.batch);
        self.send(&Frame::Rows(rows))
    }
}

impl<W: Write> Sink for Sending<W> {
    fn meta(&mut self, meta: Meta) -> Result<(), IntakeError> {
        self.send(&Frame::Meta(meta))
    }

    fn row(&mut self, row: Row) -> Result<bool, IntakeError> {
        self.cells += row.cells.len();
        self.bytes +=
            row.cells.iter().map(|c| if let crate::Cell::Text(t) = c { t.len() } else { 8 }).sum::<usize>();
        self.batch.push(row);
        if let Some(left) = &mut self.left {
            *left = left.saturating_sub(1);
        }
        let enough = self.left == Some(0);
        if enough || self.batch.len() >= BATCH_ROWS || self.cells >= BATCH_CELLS || self.bytes >= 1 << 20 {
            self.flush()?;
        }
        Ok(!enough)
    }

    fn alive(&mut self) {
        // A sign of life that cannot be given shows itself at the next frame.
        let _ = self.send(&Frame::Alive);
    }
}

/// Runs the worker; never returns to a program that may hold a key.
pub fn main() -> ! {
    // A panic's text could quote the file: it is said to nobody.
    std::panic::set_hook(Box::new(|_| {}));
    let request: Option<Request> = std::env::args().nth(2).and_then(|text| serde_json::from_str(&text).ok());
    let Some(request) = request else { std::process::exit(2) };
    limit(request.memory);
    let mut sending =
        Sending { out: std::io::stdout().lock(), batch: Vec::new(), cells: 0, bytes: 0, left: request.rows };
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        match request.misbehave.as_deref() {
            Some("allocate") => {
                let mut hoard: Vec<Vec<u8>> = Vec::new();
                loop {
                    hoard.push(vec![1; 64 << 20]);
                    std::hint::black_box(&hoard);
                }
            }
            Some("sleep") => loop {
                std::thread::sleep(std::time::Duration::from_secs(3600));
            },
            Some(_) => panic!("asked to"),
            None => {}
        }
        let file = standard_input().ok_or(IntakeError::Unreadable)?;
        match request.job {
            Job::Rows => {
                formats::read(file, request.sheet.as_deref(), &mut sending)?;
                sending.flush()
            }
            Job::Kind => {
                let kind = documents::kind(file)?;
                sending.send(&Frame::Kind(kind))
            }
            Job::Document => documents::read(file, &mut |frame| sending.send(frame)),
        }
    }));
    let last = match result {
        Ok(Ok(())) => Frame::End,
        Ok(Err(error)) => Frame::Error(error),
        Err(_) if request.job == Job::Rows => Frame::Error(IntakeError::FileDamaged),
        Err(_) => Frame::Error(IntakeError::DocumentDamaged),
    };
    let told = sending.send(&last);
    std::process::exit(i32::from(told.is_err()))
}

#[cfg(unix)]
fn standard_input() -> Option<File> {
    use std::os::fd::AsFd;
    std::io::stdin().as_fd().try_clone_to_owned().ok().map(File::from)
}

#[cfg(windows)]
fn standard_input() -> Option<File> {
    use std::os::windows::io::AsHandle;
    std::io::stdin().as_handle().try_clone_to_owned().ok().map(File::from)
}

#[cfg(target_os = "linux")]
fn limit(memory: u64) {
    use rustix::process::{
        DumpableBehavior, Resource, Rlimit, Signal, set_dumpable_behavior, set_parent_process_death_signal,
        setrlimit,
    };
    let fixed = |n| Rlimit { current: Some(n), maximum: Some(n) };
    // Without its limits the worker does not read at all.
    let limited = setrlimit(Resource::As, fixed(memory)).is_ok()
        && setrlimit(Resource::Fsize, fixed(0)).is_ok()
        && setrlimit(Resource::Nofile, fixed(16)).is_ok()
        && setrlimit(Resource::Core, fixed(0)).is_ok();
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
    if !limited {
        std::process::exit(3);
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn limit(_memory: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let fixed = |n| Rlimit { current: Some(n), maximum: Some(n) };
    // macOS does not hold a program to a limit of address space; what it does limit is asked for.
    let limited =
        setrlimit(Resource::Fsize, fixed(0)).is_ok() && setrlimit(Resource::Nofile, fixed(16)).is_ok();
    let _ = setrlimit(Resource::Core, fixed(0));
    if !limited {
        std::process::exit(3);
    }
}

#[cfg(not(unix))]
fn limit(_memory: u64) {
    // Windows: the parent's limits of time are all there is.
}
