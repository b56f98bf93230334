//! What the system is asked for: no core dumps, and how much memory there is.

/// Keeps the process's memory out of core dumps and out of reach of other programs of the same user, where the
/// system can do that. Called first thing by every program that may hold a key.
pub fn harden_process() {
    // A system that refuses leaves us as safe as we were; Windows is not asked.
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

/// The computer's memory in KiB, if the system says.
pub(crate) fn memory_kib() -> Option<u64> {
    #[cfg(target_os = "linux")]
    {
        let text = std::fs::read_to_string("/proc/meminfo").ok()?;
        let line = text.lines().find(|line| line.starts_with("MemTotal:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }
    #[cfg(not(target_os = "linux"))]
    {
        None
    }
}
