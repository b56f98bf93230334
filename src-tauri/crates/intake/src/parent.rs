//! The parent's side of reading: starts the worker with the opened file, takes frames, keeps the time, reaps it.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use crate::frames::{self, Frame, Meta};
use crate::worker::{Job, Request};
use crate::{IntakeError, Row, WORKER_ARGUMENT};

/// The program that becomes the worker when its first argument is [`WORKER_ARGUMENT`].
#[derive(Clone, Debug)]
pub struct WorkerProgram(pub PathBuf);

/// Limits of one reading, each against a measured figure.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Address space of the worker, bytes.
    pub memory: u64,
    /// The longest wait for a sign of life.
    pub silence: Duration,
    /// The longest reading in all.
    pub total: Duration,
}

impl Limits {
    /// For looking at a file: 2 GiB, 25 s in all for files under 50 MB.
    #[must_use]
    pub fn look(bytes: u64) -> Self {
        let small = bytes < 50 << 20;
        Self {
            memory: 2 << 30,
            silence: Duration::from_secs(if small { 25 } else { 120 }),
            total: Duration::from_secs(if small { 25 } else { 180 }),
        }
    }

    /// For a document of at most 25 MiB: 1 GiB, 30 s in all.
    #[must_use]
    pub fn document() -> Self {
        Self { memory: 1 << 30, silence: Duration::from_secs(30), total: Duration::from_secs(30) }
    }

    /// For an import: 30 s of silence (120 s above 50 MB, while the dictionary is read), half an hour in all.
    #[must_use]
    pub fn import(bytes: u64) -> Self {
        let small = bytes < 50 << 20;
        Self {
            memory: 2 << 30,
            silence: Duration::from_secs(if small { 30 } else { 120 }),
            total: Duration::from_secs(1800),
        }
    }
}

/// A worker at work; killed and reaped when dropped.
pub(crate) struct Reading {
    child: Child,
    frames: Receiver<Option<Frame>>,
    limits: Limits,
    started: Instant,
}

impl Reading {
    pub(crate) fn start(
        program: &WorkerProgram,
        file: File,
        request: &Request,
        limits: Limits,
    ) -> Result<Self, IntakeError> {
        let mut file = file;
        file.seek(SeekFrom::Start(0)).map_err(|_| IntakeError::Unreadable)?;
        let request = serde_json::to_string(request).map_err(|_| IntakeError::WorkerFailed)?;
        let mut command = Command::new(&program.0);
        command
            .arg(WORKER_ARGUMENT)
            .arg(request)
            .env_clear()
            .stdin(Stdio::from(file))
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        #[cfg(unix)]
        command.current_dir("/");
        #[cfg(windows)]
        {
            use std::os::windows::process::CommandExt;
            // Parts of Windows do not load without this variable. The folder: a worker must not hold the user's.
            if let Some(system) = std::env::var_os("SystemRoot") {
                command.env("SystemRoot", &system).current_dir(&system);
            }
            // CREATE_NO_WINDOW.
            command.creation_flags(0x0800_0000);
        }
        let mut child = command.spawn().map_err(|_| IntakeError::WorkerFailed)?;
        let Some(mut out) = child.stdout.take() else {
            let _ = child.kill();
            let _ = child.wait();
            return Err(IntakeError::WorkerFailed);
        };
        // Few frames wait: the parent stays small whatever the file is.
        let (send, frames) = sync_channel(2);
        std::thread::spawn(move || {
            loop {
                let frame = frames::read(&mut out);
                let last = frame.is_none();
                if send.send(frame).is_err() || last {
                    break;
                }
            }
        });
        Ok(Self { child, frames, limits, started: Instant::now() })
    }

    /// The next frame that says something.
    pub(crate) fn next(&mut self) -> Result<Frame, IntakeError> {
        loop {
            let left = self.limits.total.saturating_sub(self.started.elapsed());
            match self.frames.recv_timeout(self.limits.silence.min(left)) {
                Ok(Some(Frame::Alive)) => {}
                Ok(Some(frame)) => return Ok(frame),
                Ok(None) => return Err(self.death()),
                Err(RecvTimeoutError::Timeout) => return Err(IntakeError::TimedOut),
                Err(RecvTimeoutError::Disconnected) => return Err(self.death()),
            }
        }
    }

    /// Why the worker ended without a last word. An allocation that fails aborts it.
    fn death(&mut self) -> IntakeError {
        let status = self.child.wait();
        #[cfg(unix)]
        if let Ok(status) = &status {
            use std::os::unix::process::ExitStatusExt;
            return match status.signal() {
                Some(6) => IntakeError::OutOfMemory,
                Some(_) => IntakeError::FileDamaged,
                None => IntakeError::WorkerFailed,
            };
        }
        // Windows has no signals: an abort ends with this status, any other crash with one that is negative too.
        const ABORTED: u32 = 0xC000_0409;
        match status.ok().and_then(|status| status.code()) {
            Some(code) if code.cast_unsigned() == ABORTED => IntakeError::OutOfMemory,
            Some(code) if code < 0 => IntakeError::FileDamaged,
            _ => IntakeError::WorkerFailed,
        }
    }

    pub(crate) fn meta(&mut self) -> Result<Meta, IntakeError> {
        match self.next()? {
            Frame::Meta(meta) => Ok(meta),
            Frame::Error(error) => Err(error),
            _ => Err(IntakeError::FileEmpty),
        }
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The rows of a sheet in batches, from the first row below the header.
pub struct RowReader {
    reading: Reading,
    header_row: u32,
    done: bool,
}

impl std::fmt::Debug for RowReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RowReader")
    }
}

impl Iterator for RowReader {
    type Item = Result<Vec<Row>, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        match self.reading.next() {
            Ok(Frame::Rows(mut rows)) => {
                rows.retain(|row| row.row_no > self.header_row);
                Some(Ok(rows))
            }
            Ok(Frame::End) => {
                self.done = true;
                None
            }
            Ok(Frame::Error(error)) | Err(error) => {
                self.done = true;
                Some(Err(error))
            }
            Ok(_) => Some(Ok(Vec::new())),
        }
    }
}

/// Reads the rows below a header (0 = no header) in the worker. Blank rows are left out.
///
/// # Errors
/// The worker could not be started; the file is none of ours.
pub fn read_rows(
    program: &WorkerProgram,
    file: File,
    sheet: Option<&str>,
    header_row: u32,
    limits: Limits,
) -> Result<RowReader, IntakeError> {
    let request = Request {
        sheet: sheet.filter(|s| !s.is_empty()).map(str::to_owned),
        rows: None,
        memory: limits.memory,
        job: Job::Rows,
        misbehave: None,
    };
    let mut reading = Reading::start(program, file, &request, limits)?;
    reading.meta()?;
    Ok(RowReader { reading, header_row, done: false })
}

/// SHA-256 of a file, hexadecimal; the position is back at the start afterwards.
///
/// # Errors
/// [`IntakeError::Unreadable`].
pub fn sha256_of(file: &mut File) -> Result<String, IntakeError> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0u8; 1 << 16];
    file.seek(SeekFrom::Start(0)).map_err(|_| IntakeError::Unreadable)?;
    loop {
        let n = file.read(&mut buffer).map_err(|_| IntakeError::Unreadable)?;
        if n == 0 {
            break;
        }
        hash.update(buffer.get(..n).unwrap_or_default());
    }
    file.seek(SeekFrom::Start(0)).map_err(|_| IntakeError::Unreadable)?;
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
