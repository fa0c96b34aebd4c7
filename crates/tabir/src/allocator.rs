//! How freed memory goes back to the system.

use std::env;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// Starts this program once more under the same process id, with settings that the GNU allocator reads
/// before anything else runs.
///
/// By itself it keeps what a large buffer had once it saw one freed: up to 64 MiB in each of its arenas,
/// of which there are eight for each core. Strangers who send files to be cleaned could fill all of
/// them. With a fixed threshold buffers larger than a chunk come from the system and go back to it.
pub(crate) fn give_back_large_buffers() {
    let is_gnu = cfg!(all(target_os = "linux", target_env = "gnu"));
    if !is_gnu || SETTINGS.iter().any(|(name, _)| env::var_os(name).is_some()) {
        return;
    }
    let mut words = env::args_os();
    if let (Ok(program), Some(name)) = (env::current_exe(), words.next()) {
        // It comes back only when it failed. Then the door opens all the same, with more memory.
        let _failed = Command::new(program)
            .arg0(name)
            .args(words)
            .envs(SETTINGS)
            .exec();
    }
}

const SETTINGS: [(&str, &str); 2] = [
    ("MALLOC_MMAP_THRESHOLD_", "6291456"),
    ("MALLOC_TRIM_THRESHOLD_", "6291456"),
];
